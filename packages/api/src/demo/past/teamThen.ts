import { markRead } from '../../store/inbox.ts'
import type { ResponseRow } from '../../store/responses.ts'
import { addTag } from '../../store/tags.ts'
import type { Trx } from '../../store/transaction.ts'
import { dayMs } from './demoPast.ts'

/** What the team of the demo shop calls a comment, by the reason that came with it. */
const tags: Record<string, string> = {
  'trouble-paying': 'payment trouble',
  late: 'carrier',
  damaged: 'carrier',
  waiting: 'staffing',
  cheaper: 'shipping fees',
}
/** Until then, in days before the end, the team has read everything. */
const readUntilDays = 4

/** What the team made of comments by `until`: it read most of them, and tagged some. */
export async function teamThen(
  trx: Trx,
  projectId: string,
  comments: readonly ResponseRow[],
  until: number,
): Promise<void> {
  const read = comments.filter(({ shown_at }) => shown_at < until - readUntilDays * dayMs)
  const at = new Date(until)
  await markRead(trx, projectId, read, { readAt: at, asOf: null })
  for (const { id, reasons } of read) {
    for (const tag of new Set(reasons.flatMap(reason => tags[reason] ?? []))) {
      await addTag(trx, projectId, { responseId: id, tag, taggedAt: at })
    }
  }
}
