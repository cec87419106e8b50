import type { ProjectContents } from '@tyck/shared/admin/contents'
import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** How many touchpoints a project has, and how many responses, up to `most`. */
export async function countContents(db: Db, projectId: string, most: number): Promise<ProjectContents> {
  const { rows } = await sql<{ touchpoints: number; responses: number }>`
    select
      (select count(*)::int from touchpoints where project_id = ${projectId}) as touchpoints,
      (select count(*)::int from (
        select from responses where project_id = ${projectId} limit ${most}
      ) as found) as responses`.execute(db)
  const { touchpoints, responses } = rows[0] ?? { touchpoints: 0, responses: 0 }
  return { touchpoints, responses, more: responses === most }
}
