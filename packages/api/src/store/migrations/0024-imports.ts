import { type Kysely, sql } from 'kysely'
import { asked, type Column, fromResponses, project, response, test, times } from './0002-views.ts'
import { counted, isRepeat } from './0011-grading.ts'

const importedFrom: Column = [
  'imported_from',
  'm.source',
  'Where it was collected, of a response that was imported; null of all that were asked here',
]

// Nobody here asked what was imported: it has no rules.
const from = `${fromResponses.replace('join tyck_internal.rules', 'left join tyck_internal.rules')}
  left join tyck_internal.imports m on r.imported and m.project_id = r.project_id and m.id = r.rules_id`

/**
 * Responses that were collected elsewhere. An import stands where a response names its rules: nobody here asked, and the
 * hourly counts, which are kept by rules, tell the imported part of a trend apart without another column.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    create table imports (
      project_id uuid not null,
      id uuid not null,
      touchpoint_id uuid not null,
      source text not null,
      -- The first of the series that its responses join.
      survey_id uuid not null,
      created_at timestamptz not null,
      primary key (project_id, id),
      unique (project_id, touchpoint_id, source),
      foreign key (project_id, touchpoint_id) references touchpoints on delete cascade
    );

    -- The ids of all that was imported, also where retention or an erasure left nothing of it: else the same file would
    -- be counted twice. Without a foreign key, as the responses are.
    create table imported_rows (
      project_id uuid not null,
      import_id uuid not null,
      response_id uuid not null,
      primary key (project_id, import_id, response_id)
    );

    -- True where it was imported. It is null in all others, which pay nothing.
    alter table responses add column imported boolean;
  `.execute(db)

  const select = (columns: Column[]) =>
    sql.raw(columns.map(([name, expression]) => `${expression} as ${name}`).join(', '))
  await sql`
    create or replace view tyck.responses as
      select ${select([...project, ...asked, ...response, ...times, test, counted, importedFrom])} from ${sql.raw(from)};
    create or replace view tyck.answers as
      select ${select([...project, ...asked, ...response, ...times, importedFrom])} from ${sql.raw(from)}
      where r.score is not null and not r.test and not (${sql.raw(isRepeat)});
    comment on column tyck.responses.imported_from is ${sql.lit(importedFrom[2])};
    comment on column tyck.answers.imported_from is ${sql.lit(importedFrom[2])};
    comment on column tyck.responses.sample_rate is ${sql.lit(sampleRate)};
    comment on column tyck.answers.sample_rate is ${sql.lit(sampleRate)};
    comment on column tyck.responses.rules_id is ${sql.lit(rules)};
    comment on column tyck.answers.rules_id is ${sql.lit(rules)};
  `.execute(db)
}

const sampleRate =
  'The probability with which it was asked; 1/sample_rate is its weight. null of what was imported: nobody knows it'
const rules = 'The rules under which it was asked; of what was imported, its import'
