import { sql } from 'kysely'
import type { DestinationRow } from './destinations.ts'
import type { Db } from './tables.ts'

type Digesting = DestinationRow & { timeZone: string; made: string[] }

/** The destinations, of all projects, that have a digest; with the time zone of their projects, and the keys of those made. */
export async function listDigests(db: Db): Promise<Digesting[]> {
  const { rows } = await sql<Digesting>`
    select d.*, p.time_zone as "timeZone", array(
      select key from deliveries
      where project_id = d.project_id and destination_id = d.id and key like 'digest %'
    ) as made
    from destinations d join projects p on p.id = d.project_id
    where d.state = 'on' and jsonb_typeof(d.settings -> 'digest') = 'object'`.execute(db)
  return rows
}

/** The keys of the project's touchpoints that are paused. */
export async function listPaused(db: Db, projectId: string): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select t.key from touchpoints t join rules r on r.project_id = t.project_id and r.id = t.rules_id
    where t.project_id = ${projectId} and r.paused`.execute(db)
  return new Set(rows.map(({ key }) => key))
}
