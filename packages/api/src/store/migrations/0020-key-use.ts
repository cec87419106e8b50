import { type Kysely, sql } from 'kysely'

/** When a secret key was used last, to the hour: whoever wants to end one sees whether anybody still needs it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tyck_internal.secret_keys add column last_used_at timestamptz`.execute(db)
}
