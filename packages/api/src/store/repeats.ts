import { windows } from '@tyck/shared/contract/vocabulary'
import { sql } from 'kysely'
import { isLate } from './isLate.ts'
import type { ResponseRow } from './responses.ts'
import type { Trx } from './transaction.ts'

/** Whether a row may be a repeat: an answer in time, in a project that counts one in a window. */
export const mayRepeat = (row: ResponseRow) =>
  row.window_ms !== undefined && row.score !== null && !isLate(row)

/**
 * `rows` with the flag `repeat` on each answer to which another counts: of the same respondent, at the same touchpoint,
 * shown less than the window before or after. Nobody else decides about these respondents before the transaction ends.
 */
export async function flagRepeats(trx: Trx, rows: readonly ResponseRow[]): Promise<ResponseRow[]> {
  const answers = rows.filter(mayRepeat)
  const askers = await lockRespondents(trx, answers)
  const counting = await findCounting(
    trx,
    askers.filter(asker => asker !== null),
  )
  const flagged = new Map<ResponseRow, ResponseRow>()
  for (const [at, asker] of askers.entries()) {
    const row = answers[at]
    if (!row || !asker) continue
    const known = counting.get(asker.lock) ?? []
    const isRepeat = known.some(
      other => other.id !== asker.id && Math.abs(other.shownAt - asker.shownAt) < asker.windowMs,
    )
    if (!isRepeat) counting.set(asker.lock, [...known, asker])
    flagged.set(
      row,
      isRepeat ? { ...row, flags: [...row.flags, 'repeat'] } : { ...row, first_in_window: true },
    )
  }
  return rows.map(row => flagged.get(row) ?? row)
}

/** Who answered, as their response stands: what a later state says of respondent and showing changes nothing. */
interface Asker {
  id: string
  projectId: string
  touchpointId: string
  respondent: string
  /** Milliseconds since 1970. */
  shownAt: number
  windowMs: number
  /** The same for all answers of a respondent at a touchpoint. */
  lock: string
}

/**
 * Takes a lock on each respondent at each touchpoint. All of them come before any lock on a row, and in one order, so
 * that no two transactions wait for each other.
 */
async function lockRespondents(trx: Trx, rows: readonly ResponseRow[]): Promise<(Asker | null)[]> {
  const { rows: locked } = await sql<{ respondent: string | null; shownAt: number; lock: string | null }>`
    with asked as materialized (
      select given.at, given.project_id, given.touchpoint_id,
        case
          -- Tests count nowhere, and what will be refused neither: they stand in nobody's way.
          when coalesce(standing.test, given.test) or standing.seq >= given.seq
            or standing.survey_id <> given.survey_id
            or (given.enforced and standing.verified and standing.respondent is distinct from given.respondent)
            or to_timestamp(given.changed_at / 1000)
              > standing.first_answered_at + interval '${sql.raw(`${windows.amendMs}`)} milliseconds' then null
          when standing.id is null then given.respondent
          else standing.respondent
        end as respondent,
        coalesce(extract(epoch from standing.shown_at) * 1000, given.shown_at)::float8 as shown_at
      from unnest(
        ${rows.map(row => row.project_id)}::uuid[], ${rows.map(row => row.id)}::uuid[],
        ${rows.map(row => row.touchpoint_id)}::uuid[], ${rows.map(row => row.respondent)}::text[],
        ${rows.map(row => row.shown_at)}::float8[], ${rows.map(row => row.test)}::boolean[],
        ${rows.map(row => row.seq)}::int[], ${rows.map(row => row.survey_id)}::uuid[],
        ${rows.map(row => row.changed_at)}::float8[], ${rows.map(row => row.enforced === true)}::boolean[]
      ) with ordinality as given (
        project_id, id, touchpoint_id, respondent, shown_at, test, seq, survey_id, changed_at, enforced, at
      )
      -- Fenced, so that each is looked up: a join might read the whole table.
      left join lateral (
        select * from responses where project_id = given.project_id and id = given.id offset 0
      ) as standing on true
    ),
    keyed as materialized (
      select *, hashtextextended('tyck: answers of ' || project_id || '/' || touchpoint_id || '/' || respondent, 0) as key
      from asked
    ),
    locked as materialized (
      select pg_advisory_xact_lock(key) from (
        select distinct key from keyed where key is not null order by key
      ) as keys
    )
    select respondent, shown_at as "shownAt", key::text as lock
    from keyed where (select count(*) from locked) >= 0 order by at`.execute(trx)
  return rows.map((row, at): Asker | null => {
    const { respondent = null, shownAt = 0, lock = null } = locked[at] ?? {}
    if (respondent === null || lock === null) return null
    const { id, project_id: projectId, touchpoint_id: touchpointId, window_ms: windowMs = 0 } = row
    return { id, projectId, touchpointId, respondent, shownAt, windowMs, lock }
  })
}

/** The answers that count for these respondents, near enough to matter, by `lock`. Read when they are locked. */
async function findCounting(
  trx: Trx,
  askers: readonly Asker[],
): Promise<Map<string, Pick<Asker, 'id' | 'shownAt'>[]>> {
  const { rows } = await sql<{ lock: string; id: string; shownAt: number }>`
    select distinct asked.lock, r.id, (extract(epoch from r.shown_at) * 1000)::float8 as "shownAt"
    from unnest(
      ${askers.map(asker => asker.lock)}::text[], ${askers.map(asker => asker.projectId)}::uuid[],
      ${askers.map(asker => asker.touchpointId)}::uuid[], ${askers.map(asker => asker.respondent)}::text[],
      ${askers.map(asker => new Date(asker.shownAt - asker.windowMs))}::timestamptz[],
      ${askers.map(asker => new Date(asker.shownAt + asker.windowMs))}::timestamptz[]
    ) as asked (lock, project_id, touchpoint_id, respondent, after, before)
    cross join lateral (
      select id, shown_at from responses
      where first_in_window and project_id = asked.project_id and touchpoint_id = asked.touchpoint_id
        and respondent = asked.respondent and shown_at > asked.after and shown_at < asked.before
      offset 0
    ) as r`.execute(trx)
  const counting = new Map<string, Pick<Asker, 'id' | 'shownAt'>[]>()
  for (const { lock, ...answer } of rows) counting.set(lock, [...(counting.get(lock) ?? []), answer])
  return counting
}
