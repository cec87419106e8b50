import { windows } from '@tyck/shared/contract/vocabulary'
import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** What is asked of a respondent's past; times in milliseconds since 1970. */
export interface HistoryQuery {
  touchpointId: string
  /** What happened at the touchpoint before that doesn't matter. */
  quietSince: number
  /** Showings before that are not counted. */
  budgetSince: number
  /** Whether the touchpoint was shown with this metadata, however long ago. */
  once: { key: string; value: string | number | boolean } | null
}

/** A respondent's past on all devices, tests left out. Times in milliseconds since 1970; null is never. */
export interface History {
  shownAt: number | null
  answeredAt: number | null
  dismissedAt: number | null
  /** At all touchpoints together. */
  showings: number
  isAsked: boolean
}

/** Who has more than that has all of them: an id that many share. What is older is not read. */
const maxResponses = 1_000

/** Reads what is asked of a respondent's past, from the newest showing backwards. */
export async function readRespondentHistory(
  db: Db,
  projectId: string,
  respondent: string,
  { touchpointId, quietSince, budgetSince, once }: HistoryQuery,
): Promise<History> {
  // Answers may come as late as that after the showing, by which responses are found.
  const since = once ? 0 : Math.min(quietSince - windows.ageMs, budgetSince)
  const isAsked = once ? sql`metadata @> ${JSON.stringify({ [once.key]: once.value })}::jsonb` : sql`false`
  const millis = (time: string) =>
    sql`floor(extract(epoch from max(${sql.ref(time)}) filter (where is_here)) * 1000)::float8`
  const { rows } = await sql<History>`
    select
      ${millis('shown_at')} as "shownAt",
      ${millis('answered_at')} as "answeredAt",
      ${millis('dismissed_at')} as "dismissedAt",
      (count(*) filter (where shown_at > ${new Date(budgetSince)}))::int as showings,
      coalesce(bool_or(is_here and is_asked), false) as "isAsked"
    from (
      select shown_at, answered_at, dismissed_at, touchpoint_id = ${touchpointId}::uuid as is_here,
        ${isAsked} as is_asked
      from responses
      where project_id = ${projectId}::uuid and respondent = ${respondent} and not test
        and shown_at > ${new Date(since)}
      order by shown_at desc
      limit ${maxResponses}
    ) as past`.execute(db)
  return rows[0] ?? { shownAt: null, answeredAt: null, dismissedAt: null, showings: 0, isAsked: false }
}
