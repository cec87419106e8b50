import type { ConfigurationItem } from '@tyck/shared/admin/configuration'
import { findAuthors } from '../../store/authors.ts'
import { listPublications } from '../../store/publications.ts'
import type { Db } from '../../store/tables.ts'

/** Tells of what would be overwritten who published it, and when, as far as publications say. */
export async function tellElsewhere(
  db: Db,
  projectId: string,
  items: readonly ConfigurationItem[],
): Promise<ConfigurationItem[]> {
  const keys = items.filter(({ overwrites }) => overwrites).flatMap(({ on }) => keyOf(on) ?? [])
  if (keys.length === 0) return [...items]
  const publications = await listPublications(db, projectId, keys)
  const authorOf = await findAuthors(db, projectId, publications)
  return items.map(item => {
    const parts = new Set(
      item.changes.filter(({ overwrites }) => overwrites).map(({ pointer }) => partOf(pointer)),
    )
    // The newest comes first.
    const last = publications.find(({ key, part }) => key === keyOf(item.on) && parts.has(part))
    return last ? { ...item, elsewhere: { at: last.publishedAt.toISOString(), by: authorOf(last) } } : item
  })
}

const keyOf = (on: string) => (on.startsWith('touchpoints/') ? on.slice('touchpoints/'.length) : undefined)

/** What publishes a part of a document: to pause is a matter of the rules. */
function partOf(pointer: string): 'survey' | 'rules' | null {
  if (pointer.startsWith('/survey')) return 'survey'
  return pointer.startsWith('/rules') || pointer === '/state' ? 'rules' : null
}
