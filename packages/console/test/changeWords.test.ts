import type { ScoresChange, ScoresEntry } from '@tyck/shared/admin/scores'
import { describe, expect, test } from 'vitest'
import { changeSummary, changeTitle, verdictWords } from '../src/parts/reading/changeWords.ts'

type Told = Pick<ScoresChange, 'verdict' | 'difference' | 'interval' | 'needed'>

function entry(
  metric: ScoresEntry['metric'],
  now: number | null,
  n: number,
  before?: [number, number],
  told?: Told,
) {
  const change = before && told ? { ...told, before: { score: before[0], n: before[1] } } : null
  return { name: 'Payment', metric, score: now, n, change } as ScoresEntry
}

describe('what became of a score', () => {
  test('a real fall is told with its size, where it fell to, and between what it truly lies', () => {
    const fell = entry('nps', 21.2, 300, [33.4, 320], {
      verdict: 'lower',
      difference: -12.2,
      interval: { low: -20.6, high: -3.7 },
      needed: null,
    })
    expect(changeTitle(fell)).toBe('Payment fell by 12 points to 21, beyond chance')
    expect(changeSummary(fell)).toBe(
      'The true change is likely between 4 and 21 points (95%), from 33 to 21.',
    )
  })

  test('what it moved by, from and to agree, though each was rounded', () => {
    const fell = entry('nps', 13.5, 300, [33.4, 320], {
      verdict: 'lower',
      difference: -19.9,
      interval: { low: -28, high: -12 },
      needed: null,
    })
    expect(changeTitle(fell)).toBe('Payment fell by 19 points to 14, beyond chance')
    expect(changeSummary(fell)).toContain('from 33 to 14.')
    expect(verdictWords('nps', fell.change)).toBe('Lower by 19 points')
  })

  test('stars have their own unit', () => {
    const rose = entry('stars', 4.1, 90, [3.8, 80], {
      verdict: 'higher',
      difference: 0.3,
      interval: { low: 0.1, high: 0.5 },
      needed: null,
    })
    expect(changeTitle(rose)).toBe('Payment rose by 0.3 stars to 4.1, beyond chance')
    expect(changeSummary(rose)).toContain('between 0.1 and 0.5 stars')
  })

  test('what can’t be told is said so, with what would be needed', () => {
    const unsure = { verdict: 'unsure', difference: 20, interval: { low: -9, high: 49 }, needed: 90 } as const
    expect(changeTitle(entry('csat', 60, 14, [40, 12], unsure))).toBe(
      'Payment is at 60%: can’t tell yet whether it changed',
    )
    expect(changeSummary(entry('csat', 60, 14, [40, 12], unsure))).toBe(
      'Can’t tell yet: 14 answers, about 90 more would show a change of this size.',
    )
    const small = { ...unsure, difference: 0.2, needed: 222_477 }
    expect(changeSummary(entry('csat', 60.2, 207, [60, 198], small))).toBe(
      'Can’t tell: 207 answers, and a difference so small that more than 10,000 others would be needed to show it.',
    )
    const level = entry('csat', 60, 14, [60, 12], { ...unsure, difference: 0, needed: null })
    expect(changeSummary(level)).toBe('Can’t tell yet: 14 answers, and hardly any difference.')
  })

  test('a handful, nobody before, nobody now, and no comparison are not the same', () => {
    const few = { verdict: 'too-few', difference: 10, interval: null, needed: null } as const
    expect(changeTitle(entry('nps', 50, 3, [40, 2], few))).toBe('Payment: too few answers to tell a change')
    expect(changeSummary(entry('nps', 50, 3, [40, 2], few))).toBe(
      'Fewer than 5 answers on one side (3 answers, 2 before): nothing can be said.',
    )
    expect(changeTitle(entry('nps', 50, 3, [0, 0], few))).toBe('Payment is at 50')
    expect(changeSummary(entry('nps', 50, 3, [0, 0], few))).toBe(
      'Nobody answered in the days that it is compared with.',
    )
    expect(changeTitle(entry('nps', null, 0))).toBe('Nobody answered at Payment in these days')
    expect(changeTitle(entry('nps', 50, 40))).toBe('Payment is at 50')
  })
})
