import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { reading } from '../../texts/en/reading.ts'
import * as numbers from './numbers.ts'

const t = reading.change

/** By how much, with its unit: "12 points", "0.3 stars". */
export function by(metric: ScoresEntry['metric'], difference: number): string {
  const told = numbers.distance(metric, difference)
  return metric === 'stars' ? t.stars(told) : t.points(told)
}

/** What became of a series in one sentence that says no more than is known. */
export function changeTitle({ name, metric, n, score, change }: ScoresEntry): string {
  if (n === 0 || score === null) return t.nobody(name)
  const at = numbers.score(metric, score)
  if (!change || change.before.n === 0) return t.stands(name, at)
  const { verdict, difference } = change
  if (verdict === 'higher') return t.rose(name, by(metric, difference ?? 0), at)
  if (verdict === 'lower') return t.fell(name, by(metric, difference ?? 0), at)
  return verdict === 'unsure' ? t.unsure(name, at) : t.tooFew(name)
}

/** What that rests on. */
export function changeSummary({
  metric,
  n,
  score,
  change,
}: Pick<ScoresEntry, 'metric' | 'n' | 'score' | 'change'>): string {
  if (!change || n === 0) return ''
  const { verdict, before, needed, interval } = change
  if (before.n === 0) return t.nothingBefore
  const answers = reading.answers(numbers.count(n))
  if (verdict === 'too-few') return t.tooFewAbout(answers, numbers.count(before.n))
  if (verdict === 'unsure') {
    return needed === null ? t.cantTellNone(answers) : t.cantTellMore(answers, numbers.count(needed))
  }
  if (!interval || score === null || before.score === null) return ''
  // The ends of a fall, too, are told from the smaller to the larger.
  const ends = [interval.low, interval.high].map(Math.abs).sort((a, b) => a - b)
  const [low = 0, high = 0] = ends
  const between = `${numbers.distance(metric, low)} and ${numbers.distance(metric, high)}`
  const tell = metric === 'stars' ? t.realStars : t.real
  return tell(between, numbers.score(metric, score), numbers.score(metric, before.score))
}

/** The verdict in a few words, for a table. */
export function verdictWords(metric: ScoresEntry['metric'], change: ScoresEntry['change']): string {
  if (!change) return ''
  const { verdict, difference } = change
  if (verdict === 'higher') return t.higher(by(metric, difference ?? 0))
  if (verdict === 'lower') return t.lower(by(metric, difference ?? 0))
  return t.cantTell
}
