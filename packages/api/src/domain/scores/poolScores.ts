import type { ScoreCell } from '../../store/scores.ts'
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
  /** Where what was imported in the period comes from. */
  sources: Set<string>
}

/** The spans of time that `plan` asks for, in their order. */
export interface Spans {
  spans: Span[]
  /** The place, from 1, of the one that is compared with; null where none is. */
  before: number | null
  /** Which of the points the span at `place` is. */
  pointOf(place: number): number
}

export function spansOf({ period, before, points }: Plan): Spans {
  const parts = points.length > 0 ? points : [period]
  if (!before) return { spans: parts, before: null, pointOf: place => place - 1 }
  if (before.start < period.start) {
    return { spans: [before, ...parts], before: 1, pointOf: place => place - 2 }
  }
  return { spans: [...parts, before], before: parts.length + 1, pointOf: place => place - 1 }
}

/** Adds up cells by series. `values` is how many values have groups of their own. */
export function poolScores(
  cells: readonly ScoreCell[],
  spans: Spans,
  of: {
    seriesOf(surveyId: string): string
    sampleRateOf(rulesId: string): number
    /** Where it was imported from; undefined where it was asked here. */
    sourceOf(rulesId: string): string | undefined
    points: number
    values: number
  },
): Map<string, Pooled> {
  const pooled = new Map<string, Pooled>()
  for (const cell of cells) {
    const seriesId = of.seriesOf(cell.survey_id)
    const source = of.sourceOf(cell.rules_id)
    const sampleRate = source === undefined ? of.sampleRateOf(cell.rules_id) : null
    const series = pooled.get(seriesId) ?? newPooled(of.points)
    pooled.set(seriesId, series)
    const group = groupOf(series.groups, cell, of.values)
    const isBefore = cell.span === spans.before
    for (const each of [series, group]) addCell(isBefore ? each.before : each.period, cell, sampleRate)
    if (isBefore) continue
    const point = series.points[spans.pointOf(cell.span)]
    if (point) addCell(point, cell, sampleRate)
    if (cell.shown === 0) continue
    series.surveyIds.add(cell.survey_id)
    if (source !== undefined) series.sources.add(source)
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
    sources: new Set(),
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
