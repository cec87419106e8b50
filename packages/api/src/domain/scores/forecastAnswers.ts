import type { Forecast } from '@tyck/shared/admin/forecast'
import { type Metric, scoreOf } from '@tyck/shared/metric'
import { listImportSources } from '../../store/imports.ts'
import { countByHour, findFirstShowing, listAskedSurveys, listSampleRates } from '../../store/scores.ts'
import type { Db } from '../../store/tables.ts'
import { findTouchpoint } from '../../store/touchpoints.ts'
import { scoreInterval } from './scoreInterval.ts'
import { addCell, answeredOf, countsOf, newTally, ratesOf, scoreCounts } from './tally.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** How far back it looks, in days. */
const windowDays = 28
/** Of less than a week nobody knows what a week is like. */
const fewestDays = 7
/** Of fewer showings or answers the response rate is a guess. */
const fewestShown = 30
const fewestAnswered = 5

/**
 * How many answers a sample of `sampleRate` would bring a week, and how wide the interval of their score would be.
 *
 * Answers in d days = eligible a day · d · sampleRate · response rate, where eligible = Σ shown ⁄ sampleRate (the
 * Horvitz–Thompson estimate, each showing by the rules that it was asked under) of all the touchpoint's showings in the
 * last 28 days, or since the first of them, and the response rate = answered ⁄ shown is that of the present series. The
 * interval is the one in which scores are told (adjusted Wald, Wilson, t), of that many answers spread as those were.
 * Audience, quiet periods and traffic are taken to stay as they were: another audience can't be foreseen from counts.
 * @returns undefined where there is no such touchpoint
 */
export async function forecastAnswers(
  db: Db,
  projectId: string,
  key: string,
  { sampleRate: wanted, now }: { sampleRate: number | undefined; now: number },
): Promise<Forecast | undefined> {
  const touchpoint = await findTouchpoint(db, projectId, key)
  if (!touchpoint) return undefined
  const { id } = touchpoint
  const surveys = await listAskedSurveys(db, projectId, [id])
  const rules = await listSampleRates(db, projectId, [id])
  const sampleRate = wanted ?? rules.find(each => each.id === touchpoint.rulesId)?.sample_rate ?? 1
  const nothing = { sampleRate, basis: null, week: null, fourWeeks: null }
  const current = surveys.find(survey => survey.id === touchpoint.surveyId)
  if (!current) return { ...nothing, cannotTell: 'no-survey' }

  const end = Math.floor(now / hourMs) * hourMs
  const first = await findFirstShowing(db, projectId, id, new Date(end - windowDays * dayMs))
  const start = first?.getTime() ?? end
  if (end - start < fewestDays * dayMs) return { ...nothing, cannotTell: 'too-short' }
  const imports = await listImportSources(db, projectId)
  const cells = await countByHour(db, projectId, {
    touchpointIds: [id],
    surveyIds: surveys.map(survey => survey.id),
    spans: [{ start, end }],
  })
  const [all, series] = [newTally(), newTally()]
  for (const cell of cells) {
    // What was imported says nothing of whom this touchpoint asks.
    if (imports.has(cell.rules_id)) continue
    const rate = rules.find(each => each.id === cell.rules_id)?.sample_rate ?? 1
    addCell(all, cell, rate)
    const seriesId = surveys.find(survey => survey.id === cell.survey_id)?.series_id
    if (seriesId === current.series_id) addCell(series, cell, rate)
  }
  const counts = countsOf(current.metric, series)
  const answered = answeredOf(counts)
  if (series.shown < fewestShown || answered < fewestAnswered) return { ...nothing, cannotTell: 'too-few' }

  const estimatedEligible = ratesOf(all).reduce((sum, rate) => sum + rate.shown / rate.sampleRate, 0)
  const answersADay = (estimatedEligible / ((end - start) / dayMs)) * sampleRate * (answered / series.shown)
  const expect = (days: number) => expectedOf(current.metric, counts, answersADay * days)
  return {
    sampleRate,
    cannotTell: null,
    basis: {
      metric: current.metric,
      from: new Date(start).toISOString(),
      to: new Date(end).toISOString(),
      shown: series.shown,
      answered,
      estimatedEligible,
      score: scoreOf(current.metric, scoreCounts(counts)),
    },
    week: expect(7),
    fourWeeks: expect(28),
  }
}

function expectedOf(metric: Metric, counts: readonly [number, number][], answers: number) {
  return { answers, interval: scoreInterval(metric, spread(counts, Math.round(answers))) }
}

/** `n` answers in the proportions of `counts`, in whole numbers: the largest remainders get what is left. */
function spread(counts: readonly [number, number][], n: number): [number, number][] {
  const of = answeredOf(counts)
  const shares = counts.map(([score, count]) => ({ score, exact: (count * n) / of }))
  const left = n - shares.reduce((sum, { exact }) => sum + Math.floor(exact), 0)
  const byRemainder = [...shares].sort((a, b) => (b.exact % 1) - (a.exact % 1))
  const more = new Set(byRemainder.slice(0, left).map(({ score }) => score))
  return shares.map(({ score, exact }) => [score, Math.floor(exact) + (more.has(score) ? 1 : 0)])
}
