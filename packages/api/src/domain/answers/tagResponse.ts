import { mostTags } from '@tyck/shared/admin/responses'
import { hasResponse } from '../../store/inbox.ts'
import { lockProject } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { addTag, countTags, isTagInUse, listTagsOf } from '../../store/tags.ts'
import { inTransaction } from '../../store/transaction.ts'

export type TagRefusal = 'no-response' | 'too-many-tags'

/** Gives a response a tag. Nothing changes where it has it. */
export function tagResponse(
  db: Db,
  projectId: string,
  { responseId, tag, now }: { responseId: string; tag: string; now: number },
): Promise<'tagged' | TagRefusal> {
  return inTransaction(db, async trx => {
    // Two at once would each find room for one more.
    await lockProject(trx, projectId)
    if (!(await hasResponse(trx, projectId, responseId))) return 'no-response'
    const own = await listTagsOf(trx, projectId, responseId)
    if (own.includes(tag)) return 'tagged'
    if (own.length >= mostTags.response) return 'too-many-tags'
    const isNew = !(await isTagInUse(trx, projectId, tag))
    if (isNew && (await countTags(trx, projectId, mostTags.project)) >= mostTags.project)
      return 'too-many-tags'
    await addTag(trx, projectId, { responseId, tag, taggedAt: new Date(now) })
    return 'tagged'
  })
}
