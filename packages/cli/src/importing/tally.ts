import type { Metric } from '@tyck/shared/metric'
import { scoreOf, segmentOf } from '@tyck/shared/metric'
import type { ImportReply, Numbered } from './sendRows.ts'
import type { Cut, Problem } from './toRow.ts'

/** Why a line was not imported: what its file lacks, or what the service says, with the field. */
type Reason = Problem | string

interface Lines {
  count: number
  /** The first of them. */
  lines: number[]
}

/** How many lines of a kind are named. */
const named = 10

/** Counts what became of the lines of a file. */
export function createTally(metric: Metric) {
  const reasons = new Map<Reason, Lines>()
  const cuts = new Map<Cut, Lines>()
  const without = new Map<string, Lines>()
  const scores = new Map<number, number>()
  const total = { read: 0, imported: 0, alreadyThere: 0, rejected: 0 }
  let keeps: ImportReply['keeps'] | null = null

  function add<K>(to: Map<K, Lines>, key: K, line: number) {
    const of = to.get(key) ?? { count: 0, lines: [] }
    of.count += 1
    if (of.lines.length < named) of.lines.push(line)
    to.set(key, of)
  }

  const listOf = <K>(of: Map<K, Lines>, name: string) =>
    [...of]
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([key, { count, lines }]) => ({ [name]: key, rows: count, lines }))

  return {
    read() {
      total.read += 1
    },
    refused(line: number, reason: Reason) {
      total.rejected += 1
      add(reasons, reason, line)
    },
    /** The same response is in the file again. */
    repeated(line: number) {
      total.alreadyThere += 1
      add(without, 'repeated', line)
    },
    cut(line: number, what: readonly Cut[]) {
      for (const each of new Set(what)) add(cuts, each, line)
    },
    /** A response with a score and a time, whatever becomes of it; says whether the score is one of the metric. */
    scored(score: number): boolean {
      if (segmentOf(metric, score) === undefined) return false
      scores.set(score, (scores.get(score) ?? 0) + 1)
      return true
    },
    replied(rows: readonly Numbered[], reply: ImportReply) {
      keeps = reply.keeps
      for (const [at, { line }] of rows.entries()) {
        const result = reply.results[at]
        if (result?.status === 'stored') total.imported += 1
        else if (result?.status === 'unchanged') total.alreadyThere += 1
        else this.refused(line, [result?.code, result?.pointer].filter(Boolean).join(' '))
        for (const each of result?.without ?? []) add(without, each, line)
      }
    },
    total,
    result: () => ({
      rows: { ...total },
      score: {
        metric,
        answers: [...scores.values()].reduce((sum, count) => sum + count, 0),
        score: scoreOf(metric, scores),
      },
      rejected: listOf(reasons, 'reason') as { reason: Reason; rows: number; lines: number[] }[],
      leftOut: listOf(without, 'what') as { what: string; rows: number; lines: number[] }[],
      cut: listOf(cuts, 'what') as { what: Cut; rows: number; lines: number[] }[],
      keeps,
    }),
  }
}

export type Result = ReturnType<ReturnType<typeof createTally>['result']>
