import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { address } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { DotPlot } from '../../parts/charts/DotPlot.tsx'
import { Figure } from '../../parts/charts/Figure.tsx'
import { areApart } from '../../parts/reading/areApart.ts'
import * as numbers from '../../parts/reading/numbers.ts'
import { ScoreTable } from '../../parts/reading/ScoreTable.tsx'
import { scoreDot, tickOf } from '../../parts/reading/scoreDots.tsx'
import { overview as t } from '../../texts/en/overview.ts'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointList as list } from '../../texts/en/touchpointList.ts'

/** What the touchpoints of one metric score, for only they can be compared. */
export function MetricFigure({
  metric,
  entries,
  carried,
  isOld,
}: {
  metric: ScoresEntry['metric']
  entries: readonly ScoresEntry[]
  carried: string
  isOld: boolean
}) {
  const { id } = useProject()
  const sorted = entries.toSorted((a, b) => (b.score ?? -1_000) - (a.score ?? -1_000))
  const link = ({ touchpoint, name }: ScoresEntry) => (
    <a href={address`/p/${id}/touchpoints/${touchpoint}` + carried}>{name}</a>
  )
  return (
    <Figure
      title={finding(sorted)}
      summary={t.scores(texts.metrics[metric], texts.scores[metric])}
      isOld={isOld}
      table={
        <ScoreTable
          caption={t.scores(texts.metrics[metric], texts.scores[metric])}
          metric={metric}
          head={list.touchpoint}
          rows={sorted.map(entry => ({ key: entry.touchpoint, name: entry.name, told: entry }))}
        />
      }
    >
      <DotPlot
        metric={metric}
        tick={tickOf(metric)}
        dots={sorted.map(entry => scoreDot(metric, entry.touchpoint, link(entry), entry))}
      />
    </Figure>
  )
}

/** What the plot shows, in no more words than its intervals allow. */
function finding(sorted: readonly ScoresEntry[]): string {
  const answered = sorted.filter(({ score }) => score !== null)
  const [first, last] = [answered[0], answered.at(-1)]
  if (!first || !last || first.score === null || last.score === null) return t.noAnswers
  const at = ({ metric, score }: ScoresEntry) => numbers.score(metric, score ?? 0)
  if (first === last) return t.only(first.name, at(first))
  return areApart(answered)
    ? t.highestAndLowest(first.name, at(first), last.name, at(last))
    : t.level(first.name, at(first), last.name, at(last))
}
