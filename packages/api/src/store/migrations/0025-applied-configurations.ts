import { type Kysely, sql } from 'kysely'

/** What was last applied as a document: what stands otherwise was changed elsewhere since. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table tyck_internal.applied_configurations (
      project_id uuid primary key references tyck_internal.projects on delete cascade,
      -- Counts the documents that were applied.
      revision int not null,
      -- Settings, order and touchpoints by key, each as a document had them last.
      content jsonb not null,
      -- By touchpoint: the series behind each number that a document may name.
      series jsonb not null,
      applied_at timestamptz not null,
      by_account uuid,
      by_key uuid
    )
  `.execute(db)
}
