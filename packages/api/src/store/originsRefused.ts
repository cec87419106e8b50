import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** Fewer than of those seen: a list to choose from, which whoever has the key can fill. */
export const maxOriginsRefused = 50

/** Notes that a page of `origin` was refused. Of more than `maxOriginsRefused` the oldest go. */
export async function noteRefusedOrigin(db: Db, projectId: string, origin: string): Promise<void> {
  await sql`
    with noted as (
      insert into origins_refused (project_id, origin) values (${projectId}::uuid, ${origin})
      on conflict do nothing
      returning origin
    )
    delete from origins_refused where project_id = ${projectId}::uuid and origin in (
      select origin from origins_refused
      where project_id = ${projectId}::uuid and exists (select from noted)
      order by first_refused_at, origin
      -- As it was before: the one that is noted comes on top.
      limit greatest(0, (select count(*) from origins_refused where project_id = ${projectId}::uuid) + 1 - ${maxOriginsRefused})
    )`.execute(db)
}

/** The origins whose pages were refused once, the newest first. They may be allowed by now. */
export function listOriginsRefused(
  db: Db,
  projectId: string,
): Promise<{ origin: string; firstRefusedAt: Date }[]> {
  return db
    .selectFrom('origins_refused')
    .select(['origin', 'first_refused_at as firstRefusedAt'])
    .where('project_id', '=', projectId)
    .orderBy('first_refused_at', 'desc')
    .orderBy('origin')
    .execute()
}
