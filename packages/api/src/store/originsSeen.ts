import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** Enough to make a list of allowed origins from, and no more than that: whoever has the key can send any origin. */
export const maxOriginsSeen = 200

/**
 * Notes that a project's key was used from `origin`. Of more than `maxOriginsSeen` the oldest go, those that the project
 * names itself last: what anybody invents must not keep out what comes from a page.
 */
export async function noteOrigin(db: Db, projectId: string, origin: string): Promise<void> {
  await sql`
    with noted as (
      insert into origins_seen (project_id, origin) values (${projectId}::uuid, ${origin})
      on conflict do nothing
      returning origin
    )
    delete from origins_seen where project_id = ${projectId}::uuid and origin in (
      select s.origin from origins_seen s
      join projects p on p.id = s.project_id
      where s.project_id = ${projectId}::uuid and exists (select from noted)
      order by s.origin = any (p.origins), s.first_seen_at, s.origin
      -- As it was before: the one that is noted comes on top.
      limit greatest(0, (select count(*) from origins_seen where project_id = ${projectId}::uuid) + 1 - ${maxOriginsSeen})
    )`.execute(db)
}
