import { type RawBuilder, sql } from 'kysely'
import { indexed, others } from './responseFilters.ts'
import { type AskedOf, sourceOf } from './responseSource.ts'

/** Which transactions' changes an incremental export reads: from `from`, up to what had begun, `before`. */
export interface Changes {
  from: string
  before: string
}

/** The part of a query after its columns that gives responses as `r`, newest showing first. */
export function exportedRows(projectId: string, of: AskedOf): RawBuilder<unknown> {
  const { table, columns, sources, conditions } = sourceOf(projectId, of, null)
  const where = (all: RawBuilder<unknown>[]) => sql.join([sql`true`, ...all], sql` and `)
  const isOfResponses = !(of.commented || of.tag !== undefined || of.search || of.read !== undefined)
  if (isOfResponses) {
    return sql`from ${table} where ${where([...sources, ...conditions])} order by shown_at desc, id desc`
  }
  return sql`
    from (select ${columns} from ${table} where ${where(sources)}) as i
    cross join lateral (
      select * from responses where project_id = ${projectId} and id = i.id offset 0
    ) as r
    where ${where(conditions)}
    order by i.shown_at desc, i.id desc`
}

/** The same of what changed, oldest change first: responses that have a score, or had one. */
export function changedRows(projectId: string, of: AskedOf, changes: Changes): RawBuilder<unknown> {
  const { answered: _, since, before, ...filters } = of
  const conditions = [
    ...indexed(projectId, filters),
    ...others(projectId, filters),
    ...(since ? [sql`r.shown_at >= ${since}`] : []),
    ...(before ? [sql`r.shown_at < ${before}`] : []),
  ]
  // In a database that was restored elsewhere, rows have the numbers of transactions that have not been there: they
  // are older than any cursor from here.
  return sql`
    from responses as r
    where project_id = ${projectId} and first_answered_at is not null
      and changed_xid >= ${changes.from}::xid8 and changed_xid < ${changes.before}::xid8
      and ${sql.join([sql`true`, ...conditions], sql` and `)}
    order by changed_xid`
}

/** The ids, as `id`, of answers that were deleted meanwhile, and did not come again by another import. */
export function erasedRows(projectId: string, changes: Changes): RawBuilder<unknown> {
  return sql`
    from erased_responses as e
    where project_id = ${projectId} and erased_xid >= ${changes.from}::xid8
      and not exists (select from responses where project_id = ${projectId} and id = e.id)`
}
