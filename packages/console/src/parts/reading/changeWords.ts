import type { ScoresChange, ScoresEntry } from '@tyck/shared/admin/scores'
import { reading } from '../../texts/en/reading.ts'
import * as numbers from './numbers.ts'

const t = reading.change
/** So many answers show a difference of 3 points of NPS, or of 2 percent. Who waits for more waits for nothing. */
const mostNeeded = 10_000

/** By how much, with its unit: "12 points", "0.3 stars". */
export function by(metric: ScoresEntry['metric'], difference: number): string {
  return inUnit(metric, numbers.distance(metric, difference))
}

const inUnit = (metric: ScoresEntry['metric'], told: string) =>
  metric === 'stars' ? t.stars(told) : t.points(told)

function movedIn(metric: ScoresEntry['metric'], { before, difference }: ScoresChange) {
  const from = before.score ?? 0
  return numbers.moved(metric, from, from + (difference ?? 0))
}

/** By how much a score changed, of the scores as they are shown. */
export function byChange(metric: ScoresEntry['metric'], change: ScoresChange): string {
  return inUnit(metric, movedIn(metric, change).by)
}

/** What became of a series in one sentence that says no more than is known. */
export function changeTitle({ name, metric, n, score, change }: ScoresEntry): string {
  if (n === 0 || score === null) return t.nobody(name)
  const at = numbers.score(metric, score)
  if (!change || change.before.n === 0) return t.stands(name, at)
  const { verdict } = change
  if (verdict === 'higher' || verdict === 'lower') {
    const tell = verdict === 'higher' ? t.rose : t.fell
    return tell(name, byChange(metric, change), movedIn(metric, change).now)
  }
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
    if (needed === null) return t.cantTellNone(answers)
    return needed > mostNeeded
      ? t.cantTellSmall(answers, numbers.count(mostNeeded))
      : t.cantTellMore(answers, numbers.count(needed))
  }
  if (!interval || score === null || before.score === null) return ''
  // The ends of a fall, too, are told from the smaller to the larger.
  const ends = [interval.low, interval.high].map(Math.abs).sort((a, b) => a - b)
  const [low = 0, high = 0] = ends
  const between = `${numbers.distance(metric, low)} and ${numbers.distance(metric, high)}`
  const tell = metric === 'stars' ? t.realStars : t.real
  const told = numbers.moved(metric, before.score, score)
  return tell(between, told.now, told.before)
}

/** The verdict in a few words, for a table. */
export function verdictWords(metric: ScoresEntry['metric'], change: ScoresEntry['change']): string {
  if (!change) return ''
  const { verdict } = change
  if (verdict === 'higher') return t.higher(byChange(metric, change))
  if (verdict === 'lower') return t.lower(byChange(metric, change))
  return t.cantTell
}
