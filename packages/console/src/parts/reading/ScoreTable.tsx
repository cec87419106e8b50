import type { ScoresChange, ScoresEntry } from '@tyck/shared/admin/scores'
import { reading as t } from '../../texts/en/reading.ts'
import { Table } from '../Table.tsx'
import * as numbers from './numbers.ts'
import { Verdict } from './Verdict.tsx'

interface Row {
  key: string
  name: string
  told: Pick<ScoresEntry, 'n' | 'score' | 'interval' | 'withheld'> & { change: ScoresChange | null }
}

/** The figures of a dot plot. */
export function ScoreTable({
  caption,
  metric,
  head,
  rows,
}: {
  caption: string
  metric: ScoresEntry['metric']
  head: string
  rows: readonly Row[]
}) {
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'name', head, cell: ({ name }) => name },
        { key: 'n', head: t.heads.answers, isNumber: true, cell: ({ told }) => numbers.count(told.n) },
        {
          key: 'score',
          head: t.heads.score,
          isNumber: true,
          cell: ({ told }) =>
            told.score === null ? (told.withheld ? t.withheld : '') : numbers.score(metric, told.score),
        },
        {
          key: 'interval',
          head: t.heads.interval,
          isNumber: true,
          cell: ({ told }) => told.interval && numbers.interval(metric, told.interval),
        },
        {
          key: 'change',
          head: t.heads.change,
          cell: ({ told }) => <Verdict metric={metric} change={told.change} />,
        },
      ]}
    />
  )
}
