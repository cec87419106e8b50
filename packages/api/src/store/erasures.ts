import { type Selectable, sql } from 'kysely'
import { subtractDeleted } from './subtractDeleted.ts'
import type { Db, Tables } from './tables.ts'
import { tellDeleted } from './tellDeleted.ts'

/** Notes that a respondent is erased: from then on what was shown to them until `erasedAt` is not stored any more. */
export async function insertErasure(
  db: Db,
  { project_id, respondent_hash, erased_at }: Selectable<Tables['erasures']>,
): Promise<void> {
  await sql`
    insert into erasures as standing (project_id, respondent_hash, erased_at)
    values (${project_id}, ${respondent_hash}, ${erased_at})
    on conflict (project_id, respondent_hash) do update
      set erased_at = greatest(standing.erased_at, excluded.erased_at)`.execute(db)
}

/** When a respondent was last erased; null where they never were. */
export async function findErasure(db: Db, projectId: string, respondentHash: Buffer): Promise<Date | null> {
  const erasure = await db
    .selectFrom('erasures')
    .select('erased_at')
    .where('project_id', '=', projectId)
    .where('respondent_hash', '=', respondentHash)
    .executeTakeFirst()
  return erasure?.erased_at ?? null
}

/**
 * The transactions that write responses now. What begins later takes its snapshot after its lock, and so sees every
 * erasure that is committed before this is called.
 */
export async function listWriters(db: Db): Promise<string[]> {
  const { rows } = await sql<{ writer: string }>`
    select distinct virtualtransaction as writer from pg_locks
    where locktype = 'relation' and relation = 'responses'::regclass and mode = 'RowExclusiveLock' and granted
      and database = (select oid from pg_database where datname = current_database())`.execute(db)
  return rows.map(({ writer }) => writer)
}

/**
 * Notes up to `limit` ids of responses that a respondent was shown since `since` and until `until`: no later state of
 * them is stored any more, whomever it names. Says how many were new.
 */
export async function noteErasedResponses(
  db: Db,
  projectId: string,
  respondent: string,
  { since, until, limit }: { since: Date; until: Date; limit: number },
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into erased_responses (project_id, id, erased_at)
    select project_id, id, ${until} from responses r
    where project_id = ${projectId} and respondent = ${respondent} and shown_at > ${since} and shown_at <= ${until}
      and not exists (select from erased_responses e where e.project_id = r.project_id and e.id = r.id)
    order by project_id, id limit ${limit}
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows)
}

/** Forgets ids that were noted before `untold`; those of answers, which who exported them hears of, before `told`. */
export async function forgetErasedResponses(
  db: Db,
  projectId: string,
  { untold, told }: { untold: Date; told: Date },
): Promise<void> {
  await sql`
    delete from erased_responses
    where project_id = ${projectId} and erased_at < case when erased_xid is null then ${untold}::timestamptz
      else ${told}::timestamptz end`.execute(db)
}

/**
 * Deletes up to `limit` responses that a respondent was shown until `until`, takes them from the hourly counts, and notes
 * the ids of answers for who has exported them, in one statement; says how many there were.
 */
export async function deleteResponsesOf(
  db: Db,
  projectId: string,
  respondent: string,
  { until, limit }: { until: Date; limit: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with chosen as (
      select project_id, id from responses
      where project_id = ${projectId} and respondent = ${respondent} and shown_at <= ${until}
      -- In the order in which flush locks them.
      order by project_id, id limit ${limit} for update
    ),
    deleted as (
      delete from responses using chosen
      where responses.project_id = chosen.project_id and responses.id = chosen.id
      returning responses.*
    ),
    told as (${tellDeleted(sql`${until}::timestamptz`)}),
    counted as (${subtractDeleted})
    select count(*)::int as count from deleted`.execute(db)
  return rows[0]?.count ?? 0
}
