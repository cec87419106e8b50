import { type Kysely, sql } from 'kysely'
import { asked, type Column, fromResponses, project, response, test, times } from './0002-views.ts'

export const isRepeat = `'repeat' = any (r.flags)`
export const counted: Column = [
  'counted',
  `not r.test and not (${isRepeat})`,
  'Whether the counts have it: tests and repeats are left out of every score',
]

/** Flags to read by, and projects that count one answer of a respondent in a window. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    alter table projects add column count_once_within text;

    -- The answer that counts in its window, in projects that count one. It is null in all others, which pay nothing.
    alter table responses add column first_in_window boolean;
    -- findRepeats: the answers of a respondent at a touchpoint that count, by their showing.
    create index responses_first_in_window on responses (project_id, touchpoint_id, respondent, shown_at)
      where first_in_window;

    -- GET /v1/responses?flagged=true or flag=…: most responses have no flag, and cost nothing here.
    create index responses_flagged on responses (project_id, shown_at desc, id desc) where flags <> '{}';
  `.execute(db)

  const select = (columns: Column[]) =>
    sql.raw(columns.map(([name, expression]) => `${expression} as ${name}`).join(', '))
  await sql`
    create or replace view tyck.responses as
      select ${select([...project, ...asked, ...response, ...times, test, counted])} from ${sql.raw(fromResponses)};
    create or replace view tyck.answers as
      select ${select([...project, ...asked, ...response, ...times])} from ${sql.raw(fromResponses)}
      where r.score is not null and not r.test and not (${sql.raw(isRepeat)});
    comment on view tyck.answers is
      'Every response with a score, tests and repeats left out: what scores are made of';
    comment on column tyck.responses.counted is ${sql.lit(counted[2])};
  `.execute(db)
}
