import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { expect, test } from 'vitest'
import { marksOf } from '../src/pages/touchpoint/marksOf.ts'

type Publication = ScoresEntry['publications'][number]

const published = (kind: Publication['kind'], version: number, publishedAt: string) =>
  ({ kind, version, publishedAt }) as Publication

test('what was published on one day has one mark, which names all of it', () => {
  const all = [
    published('survey', 1, '2026-03-01T08:00:00Z'),
    published('rules', 1, '2026-03-01T09:00:00Z'),
    published('rules', 2, '2026-03-01T22:00:00Z'),
    published('survey', 2, '2026-03-01T23:30:00Z'),
  ]
  // An hour east of UTC the last one is of the next day.
  expect(marksOf(all, 3_600_000).map(({ name, told }) => [name, told])).toEqual([
    ['Q1 +2', '1 Mar 2026: Q1, R1, R2'],
    ['Q2', '2 Mar 2026: Q2'],
  ])
  expect(marksOf(all, 0)).toHaveLength(1)
})
