import { type Kysely, sql } from 'kysely'

/** The few events that still name somebody, who is forgotten when nobody is left to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index events_naming on tyck_internal.events (project_id, id) where respondent is not null
  `.execute(db)
}
