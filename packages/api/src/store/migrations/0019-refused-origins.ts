import { type Kysely, sql } from 'kysely'

/** Pages that wanted to ask and were on no list: whoever pasted the lines there wants to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    create table origins_refused (
      project_id uuid not null references projects on delete cascade,
      origin text not null,
      first_refused_at timestamptz not null default now(),
      primary key (project_id, origin)
    );
  `.execute(db)
}
