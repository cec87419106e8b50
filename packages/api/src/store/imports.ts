import { CompiledQuery, type Selectable, sql } from 'kysely'
import { addCounts, countNames, scores } from './countNames.ts'
import { type ResponseRow, rowColumns } from './responses.ts'
import { subtractDeleted } from './subtractDeleted.ts'
import type { Db, Tables } from './tables.ts'
import { tellDeleted } from './tellDeleted.ts'
import type { Trx } from './transaction.ts'

export type ImportRow = Selectable<Tables['imports']>

/** A row of an import: its response, and whether it is kept or only counted. */
export interface ImportedResponse {
  row: ResponseRow
  kept: boolean
}

type Named = Pick<ImportRow, 'project_id' | 'touchpoint_id' | 'source'>

export function findImport(
  db: Db,
  { project_id, touchpoint_id, source }: Named,
): Promise<ImportRow | undefined> {
  return db
    .selectFrom('imports')
    .selectAll()
    .where('project_id', '=', project_id)
    .where('touchpoint_id', '=', touchpoint_id)
    .where('source', '=', source)
    .executeTakeFirst()
}

/** Makes the import, unless it is there; nobody else adds to it or removes it before the transaction ends. */
export async function openImport(trx: Trx, row: ImportRow): Promise<{ row: ImportRow; isNew: boolean }> {
  const found = await trx
    .insertInto('imports')
    .values(row)
    .onConflict(conflict =>
      // Changes nothing, and locks it.
      conflict.columns(['project_id', 'touchpoint_id', 'source']).doUpdateSet({ source: row.source }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return { row: found, isNew: found.id === row.id }
}

/** Those of `ids` that were imported before. */
export async function findImported(
  db: Db,
  projectId: string,
  importId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select response_id as id from imported_rows
    where project_id = ${projectId} and import_id = ${importId} and response_id = any (${ids}::uuid[])`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}

const importSql = `
with
durable as (select set_config('synchronous_commit', 'on', true) as setting),
incoming as (
  select ${rowColumns.values}, kept
  from json_to_recordset($1) as state (${rowColumns.types}, respondent_hash text, kept boolean)
  where (select setting from durable) = 'on'
    -- In this statement, which holds its lock when it looks: an erasure waits for it, or is seen.
    and not exists (
      select from erasures e
      where e.project_id = state.project_id and e.respondent_hash = decode(state.respondent_hash, 'base64')
        and e.erased_at >= to_timestamp(state.shown_at / 1000)
    )
),
noted as (
  insert into imported_rows (project_id, import_id, response_id)
  select project_id, rules_id, id from incoming order by id
),
written as (
  insert into responses (${rowColumns.names}, imported)
  select ${rowColumns.names}, true from incoming where kept order by project_id, id
),
counted as (
  insert into hourly_counts as standing
    (project_id, touchpoint_id, survey_id, hour, rules_id, ${countNames.join(', ')})
  select
    project_id, touchpoint_id, survey_id, date_trunc('hour', shown_at, 'UTC') as hour, rules_id,
    count(*), count(score), count(commented_at), 0,
    ${scores.map(score => `count(*) filter (where score = ${score})`).join(', ')}
  from incoming
  where not ('repeat' = any (flags))
  group by project_id, touchpoint_id, survey_id, hour, rules_id
  order by project_id, touchpoint_id, survey_id, hour, rules_id
  on conflict (project_id, touchpoint_id, survey_id, hour, rules_id) do update set ${addCounts}
)
select id from incoming`

/**
 * Stores rows that are not there yet, with their hourly counts; says the ids of those that were. The others are of
 * respondents who were erased since.
 */
export async function insertImported(trx: Trx, rows: readonly ImportedResponse[]): Promise<Set<string>> {
  const json = JSON.stringify(rows.map(({ row, kept }) => ({ ...row, kept })))
  const written = await trx.executeQuery<{ id: string }>(CompiledQuery.raw(importSql, [json]))
  return new Set(written.rows.map(({ id }) => id))
}

/** Marks the comments of responses that were just imported as read. */
export async function markImportedRead(
  trx: Trx,
  projectId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await sql`
    update inbox i set read_at = ${now} from responses r
    where r.project_id = ${projectId} and r.id = any (${ids}::uuid[]) and r.comment is not null
      and i.project_id = r.project_id and i.shown_at = r.shown_at and i.response_id = r.id`.execute(trx)
}

/**
 * Lets retention look at old rows that come only now, for it goes on where it was, and lets scores know that of what is
 * only counted there are no rows. Retention stands still until the transaction ends.
 */
export async function tellRetention(
  trx: Trx,
  projectId: string,
  { oldestComment, countedUntil }: { oldestComment: Date | null; countedUntil: Date | null },
): Promise<void> {
  if (oldestComment === null && countedUntil === null) return
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tyck: retention of ${projectId}`}, 0))`.execute(
    trx,
  )
  await sql`
    insert into retention_progress as standing (project_id, responses_until)
    values (${projectId}, coalesce(${countedUntil}::timestamptz, '-infinity'))
    on conflict (project_id) do update set
      comments_until = least(standing.comments_until, ${oldestComment}::timestamptz),
      responses_until = greatest(standing.responses_until, excluded.responses_until)`.execute(trx)
}

/** An import as it is listed: how many rows were imported, and the first and last hour of those that count. */
export type ListedImport = ImportRow & {
  touchpoint: string
  rows: number
  from: Date | null
  to: Date | null
}

/** The imports of a project, the oldest first. */
export async function listImports(db: Db, projectId: string): Promise<ListedImport[]> {
  const { rows } = await sql<ListedImport>`
    select i.*, t.key as touchpoint,
      (
        select count(*)::int from imported_rows r where r.project_id = i.project_id and r.import_id = i.id
      ) as rows,
      c.from, c.to
    from imports i
    join touchpoints t on t.project_id = i.project_id and t.id = i.touchpoint_id
    cross join lateral (
      select min(hour) as from, max(hour) as to from hourly_counts h
      where h.project_id = i.project_id and h.touchpoint_id = i.touchpoint_id and h.survey_id = i.survey_id
        and h.rules_id = i.id and h.shown > 0
    ) as c
    where i.project_id = ${projectId}
    order by i.created_at, i.id`.execute(db)
  return rows
}

/** Where the imports of a project came from, by the id that stands for their rules. */
export async function listImportSources(db: Db, projectId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('imports')
    .select(['id', 'source'])
    .where('project_id', '=', projectId)
    .execute()
  return new Map(rows.map(({ id, source }) => [id, source]))
}

/** The import, to which nobody adds before the transaction ends. */
export function lockImport(trx: Trx, projectId: string, id: string): Promise<ImportRow | undefined> {
  return trx
    .selectFrom('imports')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Deletes up to `limit` rows of an import, with what they count; says how many there were. */
export async function deleteImported(
  trx: Trx,
  projectId: string,
  id: string,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with chosen as materialized (
      select response_id from imported_rows where project_id = ${projectId} and import_id = ${id}
      order by response_id limit ${limit}
    ),
    locked as (
      select id from responses where project_id = ${projectId} and id in (select response_id from chosen)
      -- In the order in which flush locks them.
      order by id for update
    ),
    deleted as (
      delete from responses using locked
      where responses.project_id = ${projectId} and responses.id = locked.id
      returning responses.*
    ),
    told as (${tellDeleted(sql`now()`)}),
    counted as (${subtractDeleted}),
    forgotten as (
      delete from imported_rows using chosen
      where project_id = ${projectId} and import_id = ${id} and imported_rows.response_id = chosen.response_id
    )
    select count(*)::int as count from chosen`.execute(trx)
  return rows[0]?.count ?? 0
}

/** Deletes an import that has no rows any more, with the counts of those that were not there to be deleted. */
export async function deleteEmptyImport(trx: Trx, row: ImportRow): Promise<void> {
  const { project_id, id, touchpoint_id, survey_id } = row
  await trx
    .deleteFrom('hourly_counts')
    .where('project_id', '=', project_id)
    .where('touchpoint_id', '=', touchpoint_id)
    .where('survey_id', '=', survey_id)
    .where('rules_id', '=', id)
    .execute()
  await trx.deleteFrom('imports').where('project_id', '=', project_id).where('id', '=', id).execute()
}

/** How many rows of an import there are. */
export async function countImported(db: Db, projectId: string, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from imported_rows
    where project_id = ${projectId} and import_id = ${id}`.execute(db)
  return rows[0]?.count ?? 0
}
