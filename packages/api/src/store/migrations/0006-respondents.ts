import { type Kysely, sql } from 'kysely'

/** What a respondent was asked on all devices, for `POST /v1/eligibility`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    -- readRespondentHistory: a respondent's responses since a time, newest first. Most showings have no respondent,
    -- and cost nothing here.
    create index responses_by_respondent on responses (project_id, respondent, shown_at)
      where respondent is not null;
  `.execute(db)
}
