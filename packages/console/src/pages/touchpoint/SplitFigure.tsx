import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { Figure } from '../../parts/charts/Figure.tsx'
import { Steps } from '../../parts/charts/Steps.tsx'
import { by as byWords } from '../../parts/reading/changeWords.ts'
import * as numbers from '../../parts/reading/numbers.ts'
import { Table } from '../../parts/Table.tsx'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'

const t = touchpointFigures.split
const earlyBelow = 30

/** A change in two steps: what the segments did, and what came of their shares. Nothing where it can't be split. */
export function SplitFigure({ entry, by, isOld }: { entry: ScoresEntry; by: string; isOld: boolean }) {
  const { name, metric, n, score, change } = entry
  const before = change?.before.score ?? null
  const split = change?.split
  if (!split || before === null || score === null) return null
  // Of a few answers each segment has a handful, and whatever they did is chance.
  if (Math.min(n, change?.before.n ?? 0) < earlyBelow) return null
  const { rate, mix, isMixed } = split
  const steps = [
    { key: 'before', name: t.before, from: before, to: before, told: numbers.score(metric, before) },
    { key: 'rate', name: t.rate, from: before, to: before + rate, told: numbers.signed(metric, rate) },
    { key: 'mix', name: t.mix, from: before + rate, to: score, told: numbers.signed(metric, mix) },
    { key: 'now', name: t.now, from: score, to: score, told: numbers.score(metric, score) },
  ]
  const total = score - before
  // A share of the change that rounds to nothing misleads nobody.
  const misleads = isMixed && Number(numbers.distance(metric, mix)) > 0
  const isReal = change?.verdict === 'higher' || change?.verdict === 'lower'
  const title = !isReal
    ? t.chance(numbers.signed(metric, rate), numbers.signed(metric, mix))
    : misleads
      ? t.mixed(name, moved(t.moved, entry, total), moved(t.would, entry, rate))
      : t.plain(name, moved(t.moved, entry, total))
  return (
    <Figure
      title={title}
      summary={t.about(by)}
      isOld={isOld}
      table={
        <Table
          caption={title}
          rows={steps}
          rowKey={({ key }) => key}
          columns={[
            { key: 'step', head: t.step, cell: each => each.name },
            { key: 'points', head: t.points, isNumber: true, cell: ({ told }) => told },
          ]}
        />
      }
    >
      <Steps metric={metric} steps={steps} />
    </Figure>
  )
}

function moved(words: typeof t.moved, { metric }: ScoresEntry, difference: number): string {
  if (Number(numbers.distance(metric, difference)) === 0) return words.none
  return (difference > 0 ? words.up : words.down)(byWords(metric, difference))
}
