import type { ProjectInput } from '@tyck/shared/admin/project'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './tables.ts'

/** What one batch did. */
export interface Batch {
  /** Whether there is nothing left to do, or nothing was done here. */
  isLast: boolean
  /** Whether somebody else is at this project, so that nothing was done here. */
  isHeld: boolean
  /** How many responses it changed or deleted. */
  found: number
}

/** What a batch is about: a project's responses that were shown before `before`, at most `limit` of them. */
export interface BatchOf {
  projectId: string
  before: Date
  limit: number
}

/** Projects in the order of their ids, those after `after`, with how long each keeps what. */
export function listRetention(
  db: Db,
  after: string | null,
  limit: number,
): Promise<{ id: string; retention: ProjectInput['retention'] }[]> {
  let query = db.selectFrom('projects').select(['id', 'retention']).orderBy('id').limit(limit)
  if (after !== null) query = query.where('id', '>', after)
  return query.execute()
}

/** Deletes a batch of responses, the oldest first; their counts stay. */
export function deleteOldResponses(db: Db, of: BatchOf): Promise<Batch> {
  return run(db, of, {
    which: sql`true`,
    until: 'responses_until',
    leavesNone: true,
    done: sql`delete from responses using chosen
      where responses.project_id = ${of.projectId} and responses.id = chosen.id`,
  })
}

/** Deletes a batch of showings that got neither score nor comment, the oldest first; their counts stay. */
export function deleteUnanswered(db: Db, of: BatchOf): Promise<Batch> {
  return run(db, of, {
    which: sql`score is null and comment is null`,
    until: 'unanswered_until',
    done: sql`delete from responses using chosen
      where responses.project_id = ${of.projectId} and responses.id = chosen.id`,
  })
}

/** Takes the comments from a batch of responses, the oldest first; when they were written stays, and their counts. */
export function deleteComments(db: Db, of: BatchOf): Promise<Batch> {
  return run(db, of, {
    which: sql`comment is not null`,
    until: 'comments_until',
    done: sql`update responses set comment = null, changed_xid = pg_current_xact_id() from chosen
      where responses.project_id = ${of.projectId} and responses.id = chosen.id`,
  })
}

interface Work {
  which: RawBuilder<unknown>
  /** The column that notes how far it came. */
  until: 'responses_until' | 'comments_until' | 'unanswered_until'
  /** Whether nothing stays of what it looks at; else what stays is not looked at every hour. */
  leavesNone?: true
  done: RawBuilder<unknown>
}

/** How many responses one statement looks at, for each that it may change: of those that stay there may be many. */
export const looksPerChange = 10

async function run(
  db: Db,
  { projectId, before, limit }: BatchOf,
  { which, until, leavesNone, done }: Work,
): Promise<Batch> {
  const looks = limit * looksPerChange
  const from = leavesNone
    ? sql``
    : sql`and shown_at >= coalesce(
        (select ${sql.ref(until)} from retention_progress where project_id = ${projectId}), '-infinity')`
  // Where all that it looked at stays, it goes on a microsecond later at least: never the same again.
  const noted = sql`
    insert into retention_progress as standing (project_id, ${sql.ref(until)})
    select ${projectId}::uuid, case
      when (select count(*) from chosen) = ${limit}::int then (select max(shown_at) from chosen)
      when count(*) = ${looks}::int then greatest(max(shown_at), min(shown_at) + interval '1 microsecond')
      else ${before}
    end
    from looked
    having (select mine from locked)
    on conflict (project_id) do update
      set ${sql.ref(until)} = greatest(standing.${sql.ref(until)}, excluded.${sql.ref(until)})`
  const { rows } = await sql<Batch>`
    with locked as materialized (
      select pg_try_advisory_xact_lock(hashtextextended(${`tyck: retention of ${projectId}`}, 0)) as mine
    ),
    looked as materialized (
      select id, shown_at, (${which}) as is_due from responses
      where (select mine from locked) and project_id = ${projectId} and shown_at < ${before} ${from}
      order by shown_at limit ${looks}
    ),
    chosen as materialized (
      select responses.id, responses.shown_at from looked
      join responses on responses.project_id = ${projectId} and responses.id = looked.id
      -- Another process may have changed what is due between this statement's snapshot and its lock, so the row that
      -- is locked is asked again.
      where looked.is_due and (${which})
      -- What is locked by others is being erased.
      order by looked.shown_at limit ${limit} for update of responses skip locked
    ),
    done as (${done} returning 1),
    noted as (${noted})
    select
      not mine or (select count(*) from looked) < ${looks}::int and (select count(*) from chosen) < ${limit}::int
        as "isLast",
      not mine as "isHeld",
      (select count(*)::int from chosen) as found
    from locked`.execute(db)
  return rows[0] ?? { isLast: true, isHeld: false, found: 0 }
}
