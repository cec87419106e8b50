import type { ScoresChange, ScoresEntry, ScoresFigure, ScoresGroup } from '@tyck/shared/admin/scores'
import { type Metric, scaleOf, scoreOf } from '@tyck/shared/metric'
import { postStratify } from '@tyck/shared/statistics/postStratify'
import { splitChange } from '@tyck/shared/statistics/splitChange'
import type { AskedSurvey, SampleRate } from '../../store/scores.ts'
import type { TouchpointRow } from '../../store/touchpoints.ts'
import { compareScores } from './compareScores.ts'
import { figureOf, type Known, pointOf, stratifiedScore } from './figureOf.ts'
import type { Comparison } from './holdToRate.ts'
import type { Plan, Span } from './planScores.ts'
import type { Pooled, PooledGroup } from './poolScores.ts'
import { methods } from './scoreInterval.ts'
import { answeredOf, countsOf, scoreCounts, scoreMoments, type Tally } from './tally.ts'

interface EntryOf {
  touchpoint: TouchpointRow
  seriesId: string
  isCurrent: boolean
  /** Those of the series, oldest first. */
  surveys: readonly AskedSurvey[]
  /** Those of the touchpoint, oldest first. */
  rules: readonly SampleRate[]
  pooled: Pooled
  plan: Plan
  hasGroups: boolean
  /** Where its numbers were put into ranges: the ends of these. */
  bounds: readonly number[] | null
  /** Whether only responses with some metadata are counted. */
  isSlice: boolean
  /** Which responses of a span are still there. */
  keeps(span: Span): Pick<Known, 'answers' | 'showings'>
  medianAnswerSeconds: number | null
  /** Gets every comparison that was made. */
  comparisons: Comparison[]
}

/** What is told of one series; empty where it has no surveys. */
export function scoresEntry(of: EntryOf): ScoresEntry[] {
  const { touchpoint, surveys, pooled, plan, isSlice, keeps } = of
  const metric = surveys[0]?.metric
  if (metric === undefined) return []
  const figure = figureOf(metric, pooled.period, { ...keeps(plan.period), isSlice })
  const shown = surveys.filter(({ id }) => pooled.surveyIds.has(id))
  const entry: ScoresEntry = {
    touchpoint: touchpoint.key,
    name: touchpoint.name,
    seriesId: of.seriesId,
    isCurrent: of.isCurrent,
    metric,
    scale: scaleOf(metric),
    method: methods[metric],
    surveys: shown.map(({ id, version, published_at, note }) => ({
      id,
      version,
      publishedAt: published_at.toISOString(),
      note,
    })),
    publications: publicationsOf(of),
    importedFrom: [...pooled.sources].sort(),
    ...figure,
    medianAnswerSeconds: figure.withheld ? null : of.medianAnswerSeconds,
    change: changeOf(of, metric, pooled, isSlice),
    byImpressions: of.hasGroups ? byImpressionsOf(metric, figure, pooled.groups) : null,
    groups: of.hasGroups ? inOrder(pooled.groups, of.bounds).map(group => groupOf(of, metric, group)) : null,
    points: plan.points.map((span, at) => {
      const tally = pooled.points[at]
      if (!tally) throw new Error('A point has no tally')
      return pointOf(metric, tally, { ...keeps(span), isSlice }, span)
    }),
  }
  return [entry]
}

/** Values with the most shown first, ranges from the lowest; then all further ones, then those without. */
function inOrder(groups: readonly PooledGroup[], bounds: readonly number[] | null): PooledGroup[] {
  const kinds = ['value', 'other', 'none']
  const placeOf = ({ kind }: PooledGroup) => kinds.indexOf(kind)
  const among = (a: PooledGroup, b: PooledGroup) =>
    bounds ? Number(a.value) - Number(b.value) : responsesOf(b) - responsesOf(a)
  return groups.toSorted((a, b) => placeOf(a) - placeOf(b) || among(a, b))
}

/** Showings, and what was imported. */
const responsesOf = ({ period }: PooledGroup) => period.shown + period.imported

function groupOf(of: EntryOf, metric: Metric, group: PooledGroup): ScoresGroup {
  const { values, period } = group
  return {
    ...nameOf(group, of.bounds),
    values,
    ...figureOf(metric, period, { ...of.keeps(of.plan.period), isSlice: true }),
    change: changeOf(of, metric, group, true),
  }
}

function nameOf(
  { kind, value }: PooledGroup,
  bounds: readonly number[] | null,
): Pick<ScoresGroup, 'kind' | 'value' | 'from' | 'below'> {
  if (bounds === null || kind !== 'value') return { kind, value, from: null, below: null }
  const place = Number(value)
  return { kind: 'range', value: null, from: bounds[place - 1] ?? null, below: bounds[place] ?? null }
}

/** The change since the period before; null where there is none to compare with. */
function changeOf(
  of: EntryOf,
  metric: Metric,
  { period, before, groups }: { period: Tally; before: Tally; groups?: readonly PooledGroup[] },
  isSlice: boolean,
): ScoresChange | null {
  if (!of.plan.before) return null
  const { n, imported, score, interval, early, withheld, complete, funnel } = figureOf(metric, before, {
    ...of.keeps(of.plan.before),
    isSlice,
  })
  const { p, ...told } = compareScores(metric, period, before, isSlice)
  const change: ScoresChange = {
    before: { n, imported, score, interval, early, withheld, complete, funnel },
    ...told,
    split: groups && of.hasGroups && !isSlice ? splitOf(metric, groups) : null,
  }
  if (p !== null) of.comparisons.push({ change, p })
  return change
}

function splitOf(metric: Metric, groups: readonly PooledGroup[]): ScoresChange['split'] {
  const sideOf = (tally: Tally) => {
    const counts = countsOf(metric, tally)
    return { answers: answeredOf(counts), score: scoreOf(metric, scoreCounts(counts)) }
  }
  const told = splitChange(
    groups.map(({ period, before }) => ({ before: sideOf(before), after: sideOf(period) })),
  )
  return told && { rate: told.rate, mix: told.mix, isMixed: told.isMixed }
}

function byImpressionsOf(
  metric: Metric,
  { withheld, funnel, imported }: ScoresFigure,
  groups: readonly PooledGroup[],
) {
  // Nobody knows how many were shown what was imported.
  if (withheld || !funnel || imported > 0) return null
  const strata = groups.map(({ period }) => ({
    impressions: period.shown,
    answers: scoreMoments(metric, countsOf(metric, period)),
  }))
  return stratifiedScore(metric, postStratify(strata))
}

/** What was published in the period: what may have moved the scores. */
function publicationsOf({ surveys, rules, plan }: EntryOf): ScoresEntry['publications'] {
  const isWithin = ({ published_at }: { published_at: Date }) =>
    published_at.getTime() >= plan.period.start && published_at.getTime() < plan.period.end
  const published = [
    ...surveys.map(each => ({ ...each, kind: 'survey' as const, sample_rate: null, asking: null })),
    ...rules.map((each, at) => {
      const turned = each.paused === (rules[at - 1]?.paused ?? false) ? null : each.paused
      const asking = turned === null ? null : turned ? ('paused' as const) : ('resumed' as const)
      return { ...each, kind: 'rules' as const, note: null, asking }
    }),
  ]
  return published
    .filter(isWithin)
    .sort((a, b) => a.published_at.getTime() - b.published_at.getTime())
    .map(({ kind, id, version, published_at, note, sample_rate, asking }) => ({
      kind,
      id,
      version,
      publishedAt: published_at.toISOString(),
      note,
      sampleRate: sample_rate,
      asking,
    }))
}
