import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** Enough to make a list of allowed origins from, and no more than that: whoever has the key can send any origin. */
export const maxOriginsSeen = 200

/** Notes that a project's key was used from `origin`, unless the project has `maxOriginsSeen` already. */
export async function noteOrigin(db: Db, projectId: string, origin: string): Promise<void> {
  await sql`
    insert into origins_seen (project_id, origin)
    select ${projectId}::uuid, ${origin}
    where (select count(*) from origins_seen where project_id = ${projectId}::uuid) < ${maxOriginsSeen}
    on conflict do nothing`.execute(db)
}
