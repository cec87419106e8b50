import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { Figure } from '../../parts/charts/Figure.tsx'
import { Steps } from '../../parts/charts/Steps.tsx'
import { byChange, by as byWords } from '../../parts/reading/changeWords.ts'
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
  const told = numbers.inParts(metric, before, rate, score)
  const steps = [
    { key: 'before', name: t.before, from: before, to: before, told: told.before },
    { key: 'rate', name: t.rate, from: before, to: before + rate, told: told.rate },
    { key: 'mix', name: t.mix, from: before + rate, to: score, told: told.mix },
    { key: 'now', name: t.now, from: score, to: score, told: told.now },
  ]
  // A share of the change that rounds to nothing misleads nobody.
  const misleads = isMixed && Number(numbers.distance(metric, mix)) > 0
  const isReal = change?.verdict === 'higher' || change?.verdict === 'lower'
  const whole = (score > before ? t.moved.up : t.moved.down)(byChange(metric, change))
  const title = !isReal
    ? t.chance(told.rate, told.mix)
    : misleads
      ? t.mixed(name, whole, moved(t.would, metric, rate))
      : t.plain(name, whole)
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

function moved(words: typeof t.would, metric: ScoresEntry['metric'], difference: number): string {
  if (Number(numbers.distance(metric, difference)) === 0) return words.none
  return (difference > 0 ? words.up : words.down)(byWords(metric, difference))
}
