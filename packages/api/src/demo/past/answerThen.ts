import { scaleOf, segmentOf } from '@tyck/shared/metric'
import type { ResponseRow } from '../../store/responses.ts'
import { isCardTrouble } from './demoTraffic.ts'
import type { Evenly } from './evenly.ts'
import type { Remark } from './remarks.ts'
import type { Random } from './seededRandom.ts'
import type { Moment } from './showThen.ts'

/** The best segment of each metric. */
const content = ['promoter', 'satisfied', 'easy', 'up', 'happy']

/** What becomes of a showing: an answer, with what is added to it; a dismissal; or nothing. */
export function answerThen(
  random: Random,
  row: ResponseRow,
  moment: Moment,
  { remark, luck }: { remark: Remark; luck: Evenly },
): ResponseRow {
  const { touchpoint, traffic, survey, person, circumstances } = moment
  if (!random.chance(traffic.answers)) {
    return random.chance(traffic.dismisses) ? dismissed(random, row) : row
  }
  const mood = traffic.mood(circumstances)
  const aDay = Math.min(40, Math.max(8, Math.round(traffic.perDay * traffic.answers)))
  const drawn = luck(`${touchpoint.key}/${mood}`, aDay)
  const score = scaleOf(survey.metric).min + tilted(traffic.weights, mood + person.mood, drawn)
  const isHasty = random.chance(0.004)
  const at = row.shown_at + (isHasty ? 240 : waited(random, traffic.seconds))
  const answered: ResponseRow = {
    ...row,
    ...changedAt(at),
    seq: 2,
    score,
    first_answered_at: at,
    answered_at: at,
    flags: isHasty ? ['too-fast', ...row.flags] : row.flags,
  }
  const segment = segmentOf(survey.metric, score) ?? ''
  return addComment(random, addReasons(random, answered, segment, moment), segment, moment, remark)
}

function dismissed(random: Random, row: ResponseRow): ResponseRow {
  const at = row.shown_at + waited(random, 7)
  return { ...row, ...changedAt(at), seq: 2, dismissed_at: at, closed: true }
}

function addReasons(random: Random, row: ResponseRow, segment: string, moment: Moment): ResponseRow {
  const reasons = moment.survey.reasons[segment] ?? []
  if (reasons.length === 0 || !random.chance(0.5)) return row
  const isTrouble = isCardTrouble(moment.touchpoint.key, moment.circumstances) && random.chance(0.7)
  const first = isTrouble ? 'trouble-paying' : random.pick(reasons)
  const chosen = reasons.filter(reason => reason === first || random.chance(0.1))
  return { ...row, ...changedAt(row.changed_at + waited(random, 6)), seq: row.seq + 1, reasons: chosen }
}

function addComment(
  random: Random,
  row: ResponseRow,
  segment: string,
  { touchpoint, traffic, survey, person, circumstances }: Moment,
  remark: Remark,
): ResponseRow {
  if (!survey.comment || !survey.followUps.has(segment) || !random.chance(traffic.comments)) return row
  const low = isCardTrouble(touchpoint.key, circumstances) ? 'late' : 'low'
  const comment = remark(touchpoint.key, person.locale, content.includes(segment) ? 'high' : low)
  if (comment === null) return row
  const at = row.changed_at + waited(random, 30)
  return { ...row, ...changedAt(at), seq: row.seq + 1, comment, commented_at: at, closed: true }
}

/** The place on the scale that `drawn`, from 0 up to 1, falls on; `mood` tilts how common each place is. */
function tilted(weights: readonly number[], mood: number, drawn: number): number {
  const middle = (weights.length - 1) / 2
  const tiltedTo = weights.map((weight, at) => weight * Math.exp((mood * (at - middle)) / middle))
  let left = drawn * tiltedTo.reduce((sum, weight) => sum + weight, 0)
  const found = tiltedTo.findIndex(weight => {
    left -= weight
    return left < 0
  })
  return found < 0 ? weights.length - 1 : found
}

/** Milliseconds, about `seconds` of them; now and then much longer. */
const waited = (random: Random, seconds: number) =>
  Math.round(1_000 * seconds * Math.exp(random.normal() * 0.8))

const changedAt = (at: number) => ({ changed_at: at, received_at: at + 150 })
