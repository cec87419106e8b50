import { type Kysely, sql } from 'kysely'

/** Whether a project's responses are masked before they are stored: on, unless it says otherwise. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tyck_internal.projects add column masking boolean not null default true`.execute(db)
}
