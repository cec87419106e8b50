import type { ScoreCell } from '../store/scores.ts'
import type { Plan, Span } from './planScores.ts'
import { addCell, newTally, type Tally } from './tally.ts'

/** A value of the metadata, all further values, or none; `values` is how many it stands for. */
export interface PooledGroup {
  kind: ScoreCell['kind']
  value: ScoreCell['value']
  values: number
  period: Tally
  before: Tally
}

/** What came of the showings of one series. */
export interface Pooled {
  period: Tally
  before: Tally
  points: Tally[]
  groups: PooledGroup[]
  /** The surveys that were shown in the period. */
  surveyIds: Set<string>
}

/** Time as `plan` cuts it. */
export interface Parts {
  /** As `CountOf` has them. */
  edges: number[]
  ranges: Span[]
  /** The part that is compared with; null where nothing is. */
  before: number | null
  /** The place among the points of a part of the period. */
  pointOf(part: number): number
}

export function partsOf({ period, before, points }: Plan): Parts {
  const spans = points.length > 0 ? points : [period]
  const all = before ? [...spans, before] : spans
  const edges = [...new Set(all.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  const partFrom = (start: number) => edges.indexOf(start) + 1
  // A day that a time zone skipped has no time, and its start is the next one's.
  const places = new Map(
    spans.flatMap(({ start, end }, at) => (end > start ? [[partFrom(start), at] as const] : [])),
  )
  return {
    edges,
    ranges: before ? [period, before] : [period],
    before: before && partFrom(before.start),
    pointOf: part => places.get(part) ?? 0,
  }
}

/** Adds up cells by series. `values` is how many values have groups of their own. */
export function poolScores(
  cells: readonly ScoreCell[],
  parts: Parts,
  of: {
    seriesOf(surveyId: string): string
    sampleRateOf(rulesId: string): number
    points: number
    values: number
  },
): Map<string, Pooled> {
  const pooled = new Map<string, Pooled>()
  for (const cell of cells) {
    const seriesId = of.seriesOf(cell.survey_id)
    const sampleRate = of.sampleRateOf(cell.rules_id)
    const series = pooled.get(seriesId) ?? newPooled(of.points)
    pooled.set(seriesId, series)
    const group = groupOf(series.groups, cell, of.values)
    const isBefore = cell.part === parts.before
    for (const each of [series, group]) addCell(isBefore ? each.before : each.period, cell, sampleRate)
    if (isBefore) continue
    const point = series.points[parts.pointOf(cell.part)]
    if (point) addCell(point, cell, sampleRate)
    if (cell.shown > 0) series.surveyIds.add(cell.survey_id)
  }
  return pooled
}

export function newPooled(points: number): Pooled {
  return {
    period: newTally(),
    before: newTally(),
    points: Array.from({ length: points }, newTally),
    groups: [],
    surveyIds: new Set(),
  }
}

function groupOf(
  groups: PooledGroup[],
  { kind, value, value_count }: ScoreCell,
  values: number,
): PooledGroup {
  const standing = groups.find(group => group.kind === kind && group.value === value)
  const group = standing ?? { kind, value, values: 0, period: newTally(), before: newTally() }
  if (!standing) groups.push(group)
  if (kind === 'value') group.values = 1
  if (kind === 'other') group.values = Math.max(group.values, (value_count ?? values) - values)
  return group
}
