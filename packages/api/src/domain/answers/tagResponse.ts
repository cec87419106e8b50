import { mostTags } from '@tyck/shared/admin/responses'
import { hasResponse } from '../../store/inbox.ts'
import { lockProject } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { addTag, listTags, listTagsOf } from '../../store/tags.ts'
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
    const [own, all] = [await listTagsOf(trx, projectId, responseId), await listTags(trx, projectId)]
    if (own.includes(tag)) return 'tagged'
    const isNew = !all.some(each => each.tag === tag)
    if (own.length >= mostTags.response || (isNew && all.length >= mostTags.project)) return 'too-many-tags'
    await addTag(trx, projectId, { responseId, tag, taggedAt: new Date(now) })
    return 'tagged'
  })
}
