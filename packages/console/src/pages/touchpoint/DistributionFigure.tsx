import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { Columns } from '../../parts/charts/Columns.tsx'
import { Figure } from '../../parts/charts/Figure.tsx'
import { ShareBar } from '../../parts/charts/ShareBar.tsx'
import * as numbers from '../../parts/reading/numbers.ts'
import { Table } from '../../parts/Table.tsx'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'

const t = touchpointFigures.distribution

type Look = 'worst' | 'middle' | 'best'

/** How the answers are spread: by segment, and by each answer of the scale. */
export function DistributionFigure({ entry, isOld }: { entry: ScoresEntry; isOld: boolean }) {
  const { n, distribution, segments } = entry
  if (n === 0 || !distribution || !segments) {
    return (
      <div class="figure">
        <h3>{n === 0 ? t.none : t.withheld}</h3>
      </div>
    )
  }
  const share = (count: number) => numbers.percent((100 * count) / n)
  const lookOf = (place: number): Look =>
    place === segments.length - 1 ? 'best' : place === 0 ? 'worst' : 'middle'
  const parts = segments.map(({ segment, count }, place) => ({
    key: segment,
    look: lookOf(place),
    count,
    name: texts.segments[segment],
    share: share(count),
  }))
  const placeOf = placesOf(entry)
  const columns = distribution.map(({ score, count }, at) => ({
    key: `${score}`,
    look: lookOf(placeOf[at] ?? 0),
    count,
    name: `${score}`,
    told: count === 0 ? '' : `${Math.round((100 * count) / n)}`,
  }))
  const common = distribution.toSorted((a, b) => b.count - a.count)[0]
  return (
    <Figure
      title={titleOf(parts)}
      summary={
        distribution.length > 2
          ? t.summary(texts.answers(numbers.count(n)), `${common?.score}`)
          : t.summaryOfTwo(texts.answers(numbers.count(n)))
      }
      isOld={isOld}
      table={
        <Table
          caption={titleOf(parts)}
          rows={distribution.map((each, at) => ({ ...each, segment: segments[placeOf[at] ?? 0]?.segment }))}
          rowKey={({ score }) => `${score}`}
          columns={[
            { key: 'answer', head: t.answer, cell: ({ score }) => score },
            { key: 'segment', head: t.segment, cell: ({ segment }) => segment && texts.segments[segment] },
            { key: 'number', head: t.number, isNumber: true, cell: ({ count }) => numbers.count(count) },
            { key: 'share', head: t.share, isNumber: true, cell: ({ count }) => share(count) },
          ]}
        />
      }
    >
      <ShareBar parts={parts} />
      {distribution.length > 2 && <Columns columns={columns} />}
    </Figure>
  )
}

/** The largest part first, as it is what is seen first. */
function titleOf(parts: readonly { name: string; share: string; count: number }[]): string {
  const [first, ...rest] = parts.toSorted((a, b) => b.count - a.count)
  if (!first) return t.none
  const told = rest.map(({ name, share }) => t.part(share, name.toLowerCase())).join(', ')
  return t.title(first.share, first.name.toLowerCase(), told)
}

/** Of which segment each answer of the scale is. They come in the same order, and each segment has its own answers. */
function placesOf({ metric, distribution }: ScoresEntry): number[] {
  const firsts = {
    nps: [0, 7, 9],
    csat: [1, 3, 4],
    ces: [1, 4, 5],
    thumbs: [0, 1],
    smileys: [1, 3],
    stars: [1, 3, 4],
  }
  return (distribution ?? []).map(({ score }) => firsts[metric].findLastIndex(first => score >= first))
}
