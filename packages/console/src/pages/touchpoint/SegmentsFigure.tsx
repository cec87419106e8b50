import type { ScoresEntry, ScoresGroup } from '@tyck/shared/admin/scores'
import { DotPlot } from '../../parts/charts/DotPlot.tsx'
import { Figure } from '../../parts/charts/Figure.tsx'
import { areApart } from '../../parts/reading/areApart.ts'
import { byChange } from '../../parts/reading/changeWords.ts'
import * as numbers from '../../parts/reading/numbers.ts'
import { ScoreTable } from '../../parts/reading/ScoreTable.tsx'
import { scoreDot, tickOf } from '../../parts/reading/scoreDots.tsx'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'

const t = touchpointFigures.by

/** The values of a key beneath each other, the highest first, or its ranges in their order; what stands for many last. */
export function SegmentsFigure({ entry, by, isOld }: { entry: ScoresEntry; by: string; isOld: boolean }) {
  const { metric } = entry
  const groups = (entry.groups ?? []).filter(({ n, kind }) => n > 0 || kind === 'value' || kind === 'range')
  const isOther = ({ kind }: ScoresGroup) => kind === 'other' || kind === 'none'
  const sorted = groups.toSorted(
    (a, b) =>
      Number(isOther(a)) - Number(isOther(b)) ||
      (a.kind === 'range' ? 0 : (b.score ?? -1_000) - (a.score ?? -1_000)),
  )
  const keyOf = ({ kind, value, from }: ScoresGroup) => `${kind} ${JSON.stringify(value ?? from)}`
  const name = (group: ScoresGroup) => nameOf(group, by)
  return (
    <Figure
      title={titleOf(entry, sorted, by)}
      summary={[changedOf(entry, sorted, by), alikeOf(entry)].filter(Boolean).join(' ')}
      isOld={isOld}
      table={
        <ScoreTable
          caption={titleOf(entry, sorted, by)}
          metric={metric}
          head={t.value}
          rows={sorted.map(group => ({ key: keyOf(group), name: name(group), told: group }))}
        />
      }
    >
      <DotPlot
        metric={metric}
        tick={tickOf(metric)}
        dots={sorted.map(group => scoreDot(metric, keyOf(group), name(group), group))}
      />
    </Figure>
  )
}

function nameOf({ kind, value, values, from, below }: ScoresGroup, by: string): string {
  if (kind === 'range') return t.range(from, below)
  if (kind === 'other') return t.other(values)
  if (kind === 'none') return t.without(by)
  if (typeof value === 'boolean') return value ? t.yes : t.no
  return `${value}`
}

function titleOf({ metric }: ScoresEntry, sorted: readonly ScoresGroup[], by: string): string {
  const told = sorted
    .filter(({ kind, score }) => (kind === 'value' || kind === 'range') && score !== null)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
  const [first, last] = [told[0], told.at(-1)]
  if (!first || !last) return t.none
  const at = ({ score }: ScoresGroup) => numbers.score(metric, score ?? 0)
  if (first === last) return t.one(nameOf(first, by), at(first))
  if (!areApart(told)) return t.level(nameOf(first, by), at(first), nameOf(last, by), at(last))
  return t.title(nameOf(first, by), at(first), nameOf(last, by), at(last))
}

function changedOf({ metric, change }: ScoresEntry, sorted: readonly ScoresGroup[], by: string): string {
  if (!change || change.before.n === 0) return ''
  const changed = sorted.flatMap(group => {
    const { verdict } = group.change ?? {}
    if (!group.change || (verdict !== 'higher' && verdict !== 'lower')) return []
    const tell = verdict === 'higher' ? texts.change.valueRose : texts.change.valueFell
    return tell(nameOf(group, by), byChange(metric, group.change))
  })
  return changed.length === 0 ? t.unchanged : t.changed(changed.join(', '))
}

/** What it would be had all of them answered alike often; nothing where that makes no difference. */
function alikeOf({ metric, score, byImpressions }: ScoresEntry): string {
  if (!byImpressions || score === null) return ''
  const [told, alike] = [score, byImpressions.score].map(each => numbers.score(metric, each))
  return told === alike || alike === undefined ? '' : t.alike(alike)
}
