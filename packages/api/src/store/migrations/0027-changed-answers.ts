import { type Kysely, sql } from 'kysely'

/**
 * What an incremental export reads: answers by the transaction that changed them last, and the ids of those that were
 * erased since. Only answers, for an index of all showings costs a third more; decision 57 has what it was measured by.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    create index responses_by_change on responses (project_id, changed_xid) where first_answered_at is not null;

    -- The transaction that deleted it; null where it was only noted, or had never been answered.
    alter table erased_responses add column erased_xid xid8;
  `.execute(db)
}
