import { sql } from 'kysely'
import type { Trx } from './transaction.ts'

/** A project, and when it was made. */
export interface DemoProject {
  id: string
  createdAt: Date
}

/**
 * Takes the making of the past of the project with this publishable key for this transaction. undefined where there is
 * no such project, where another process is at it, or where it has one: where hours were counted long before it was made.
 */
export async function takeDemoPast(trx: Trx, publishableKey: string): Promise<DemoProject | undefined> {
  const { rows } = await sql<DemoProject & { mine: boolean }>`
    select id, created_at as "createdAt", pg_try_advisory_xact_lock(hashtextextended('tyck: past of ' || id, 0)) as mine
    from projects where publishable_key = ${publishableKey}`.execute(trx)
  const [project] = rows
  if (!project?.mine) return undefined
  // Read once it is ours, and after who had it has committed.
  const { rows: counted } = await sql`
    select from hourly_counts
    where project_id = ${project.id} and hour < ${project.createdAt}::timestamptz - interval '8 days'
    limit 1`.execute(trx)
  return counted.length > 0 ? undefined : { id: project.id, createdAt: project.createdAt }
}
