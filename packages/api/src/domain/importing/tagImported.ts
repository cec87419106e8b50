import { mostTags } from '@tyck/shared/admin/responses'
import { lockProject } from '../../store/projects.ts'
import { countTags, findTagsInUse, tagResponses } from '../../store/tags.ts'
import type { Trx } from '../../store/transaction.ts'
import type { Taken } from './toImportedResponse.ts'

/** Leaves out new tags for which the project has no room. Nobody else makes one before the transaction ends. */
export async function leaveOutTags(trx: Trx, projectId: string, taken: Taken[]): Promise<void> {
  const wanted = new Set(taken.flatMap(({ tags }) => tags))
  if (wanted.size === 0) return
  await lockProject(trx, projectId)
  const known = await findTagsInUse(trx, projectId, [...wanted])
  let room = mostTags.project - (await countTags(trx, projectId, mostTags.project))
  for (const tag of wanted) {
    if (known.has(tag)) continue
    if (room > 0) room -= 1
    else wanted.delete(tag)
  }
  for (const each of taken) {
    const tags = each.tags.filter(tag => wanted.has(tag))
    if (tags.length < each.tags.length) each.without.add('tags')
    each.tags = tags
  }
}

/** Gives responses that were just stored their tags. */
export async function addTags(
  trx: Trx,
  projectId: string,
  taken: readonly Taken[],
  now: number,
): Promise<void> {
  const tagged = taken.flatMap(({ row, tags }) => tags.map(tag => ({ responseId: row.id, tag })))
  if (tagged.length > 0) await tagResponses(trx, projectId, tagged, new Date(now))
}
