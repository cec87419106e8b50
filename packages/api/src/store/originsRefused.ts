import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** Fewer than of those seen: a list to choose from, which whoever has the key can fill. */
export const maxOriginsRefused = 50

/** Notes that a page of `origin` was refused, unless the project has `maxOriginsRefused` already. */
export async function noteRefusedOrigin(db: Db, projectId: string, origin: string): Promise<void> {
  await sql`
    insert into origins_refused (project_id, origin)
    select ${projectId}::uuid, ${origin}
    where (select count(*) from origins_refused where project_id = ${projectId}::uuid) < ${maxOriginsRefused}
    on conflict do nothing`.execute(db)
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
