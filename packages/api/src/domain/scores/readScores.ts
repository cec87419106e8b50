import type { ScoresQuery, ScoresReply } from '@tyck/shared/admin/scores'
import { listImportSources } from '../../store/imports.ts'
import {
  countByHour,
  countByRow,
  findRowsFrom,
  listAskedSurveys,
  listSampleRates,
  type RowsFrom,
  readAnswerSeconds,
} from '../../store/scores.ts'
import type { Db } from '../../store/tables.ts'
import { findTouchpoints, listTouchpoints, type TouchpointRow } from '../../store/touchpoints.ts'
import { type Comparison, holdToRate } from './holdToRate.ts'
import type { Plan, Span } from './planScores.ts'
import { newPooled, poolScores, spansOf } from './poolScores.ts'
import { scoresEntry } from './scoresEntry.ts'

const defaultValues = 10
const hourMs = 3_600_000

/** How many points one reply may have, of all touchpoints together: about 4 MB. */
const mostPoints = 20_000

/** Reads on connections that are for rows, when there is one. */
export type ReadRows = <T>(read: (db: Db) => Promise<T>) => Promise<T>

/**
 * What a project's touchpoints score, each series by itself; or why it is not told.
 * @param inTurn reads rows, which may take long
 * @param timeoutMs how long that may take
 * @throws TooManyRows where that is too short
 */
export async function readScores(
  { db, inTurn }: { db: Db; inTurn: ReadRows },
  projectId: string,
  { query, plan, timeoutMs }: { query: ScoresQuery & { timeZone: string }; plan: Plan; timeoutMs: number },
): Promise<ScoresReply | 'no-touchpoint' | 'too-many-points'> {
  const touchpoints = await touchpointsOf(db, projectId, query.touchpoint)
  if (!touchpoints) return 'no-touchpoint'
  if (touchpoints.length * plan.points.length > mostPoints) return 'too-many-points'
  const touchpointIds = touchpoints.map(({ id }) => id)
  const hasAny = touchpointIds.length > 0
  // Surveys before counts, whose index wants them; who is published in between has no answers yet.
  const [surveys, rules, imports, rowsFrom] = await Promise.all([
    hasAny ? listAskedSurveys(db, projectId, touchpointIds) : [],
    hasAny ? listSampleRates(db, projectId, touchpointIds) : [],
    listImportSources(db, projectId),
    findRowsFrom(db, projectId),
  ])

  const spans = spansOf(plan)
  const of = { touchpointIds, surveyIds: surveys.map(({ id }) => id), spans: spans.spans }
  const { by = null, bounds = null } = query
  const values = query.values ?? (bounds ? bounds.length + 1 : defaultValues)
  const source = needsRows(query, spans.spans) ? 'rows' : 'counts'
  const cells =
    source === 'counts'
      ? await countByHour(db, projectId, of)
      : await inTurn(rows =>
          countByRow(rows, projectId, {
            ...of,
            slice: query,
            by,
            values,
            bounds,
            unranked: spans.before,
            timeoutMs,
          }),
        )
  const answerSeconds = query.answerTime
    ? await inTurn(rows =>
        readAnswerSeconds(rows, projectId, { ...of, spans: [plan.period], slice: query, timeoutMs }),
      )
    : null

  const seriesOf = new Map(surveys.map(survey => [survey.id, survey.series_id]))
  const sampleRates = new Map(rules.map(each => [each.id, each.sample_rate]))
  const pooled = poolScores(cells, spans, {
    seriesOf: id => seriesOf.get(id) ?? '',
    // Rules from before their ids were counted may be unknown.
    sampleRateOf: id => sampleRates.get(id) ?? 1,
    sourceOf: id => imports.get(id),
    points: plan.points.length,
    values,
  })

  const comparisons: Comparison[] = []
  const keeps = keepsOf(source, rowsFrom)
  const scores = touchpoints.flatMap(touchpoint => {
    const own = surveys.filter(survey => survey.touchpoint_id === touchpoint.id)
    const current = own.find(({ id }) => id === touchpoint.surveyId)?.series_id
    // The series that is asked now, then the newest.
    const series = [...new Set([current, ...own.toReversed().map(survey => survey.series_id)])]
    return series.flatMap(seriesId => {
      if (seriesId === undefined) return []
      const found = pooled.get(seriesId)
      if (!found?.surveyIds.size && seriesId !== current) return []
      return scoresEntry({
        touchpoint,
        seriesId,
        isCurrent: seriesId === current,
        surveys: own.filter(survey => survey.series_id === seriesId),
        rules: rules.filter(each => each.touchpoint_id === touchpoint.id),
        pooled: found ?? newPooled(plan.points.length),
        plan,
        hasGroups: by !== null,
        bounds,
        isSlice: query.metadata !== undefined,
        keeps,
        medianAnswerSeconds: answerSeconds?.get(seriesId) ?? null,
        comparisons,
      })
    })
  })
  holdToRate(comparisons)

  return {
    period: toPeriod(plan.period),
    comparedTo: plan.before && toPeriod(plan.before),
    timeZone: query.timeZone,
    source,
    rowsFrom: {
      answers: rowsFrom.answers?.toISOString() ?? null,
      showings: rowsFrom.showings?.toISOString() ?? null,
    },
    scores,
  }
}

/** The touchpoints of these keys, in their order; without keys all that are not archived. undefined where one is missing. */
async function touchpointsOf(
  db: Db,
  projectId: string,
  keys: readonly string[] | undefined,
): Promise<TouchpointRow[] | undefined> {
  if (keys === undefined) return listTouchpoints(db, projectId)
  const rows = await findTouchpoints(db, projectId, keys)
  const found = keys.flatMap(key => rows.filter(row => row.key === key))
  return found.length === keys.length ? found : undefined
}

/** Whether hourly counts don't know it: what only rows have, or half an hour of a time zone. */
function needsRows(
  { by, verified, flagged, channel, locale, metadata }: ScoresQuery,
  spans: readonly Span[],
): boolean {
  const known = [by, verified, flagged, channel, locale, metadata]
  return (
    known.some(each => each !== undefined) ||
    spans.some(({ start, end }) => start % hourMs !== 0 || end % hourMs !== 0)
  )
}

/** Whether all responses of a span are still there: with an answer, and all. Hourly counts stay. */
function keepsOf(source: ScoresReply['source'], rowsFrom: RowsFrom) {
  const isKept = (start: number, from: Date | null) =>
    source === 'counts' || from === null || start >= from.getTime()
  return ({ start }: Span) => ({
    answers: isKept(start, rowsFrom.answers),
    showings: isKept(start, rowsFrom.showings),
  })
}

function toPeriod({ from, to, start, end }: Span) {
  return { from, to, start: new Date(start).toISOString(), end: new Date(end).toISOString() }
}
