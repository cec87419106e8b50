import { type Kysely, sql } from 'kysely'

/**
 * Who made what lets somebody in, so that it can end with what they may. Of resets from before nobody knows it: they end,
 * up to a day before they would have.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    -- One that neither an owner nor who runs the service made lets nobody in.
    alter table password_resets add column made_by uuid references accounts on delete cascade;
    alter table password_resets add column by_service boolean not null default false;

    -- null where it is not known. No foreign key: what was done outlives who did it.
    alter table secret_keys add column by_account uuid;
  `.execute(db)
}
