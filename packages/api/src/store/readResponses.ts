import type { ResponsesQuery } from '@tyck/shared/admin/responses'
import type { Metric } from '@tyck/shared/metric'
import { type Selectable, sql } from 'kysely'
import type { Db, Tables } from './tables.ts'

/** A place in the order of showing, newest first. `shownAt` is exact to the microsecond: RFC 3339 in UTC. */
export interface Position {
  shownAt: string
  id: string
}

type StoredResponse = Omit<
  Selectable<Tables['responses']>,
  'project_id' | 'touchpoint_id' | 'changed_xid' | 'first_in_window' | `previous_${string}`
> & { touchpoint: string; metric: Metric; position: string }

/** Which responses; those of all respondents where none is named. */
interface Filters extends Omit<ResponsesQuery, 'cursor'> {
  respondent?: string
}

/**
 * Up to `limit` of a project's responses after `after`, newest showing first, each with the time of its showing to
 * the microsecond as `position`. Takes the same time at any depth.
 */
export async function readResponses(
  db: Db,
  projectId: string,
  { respondent, touchpoint, answered, commented, flagged, flag, test, limit }: Filters,
  after: Position | null,
): Promise<StoredResponse[]> {
  // Chosen before anything is joined: together with the joins Postgres read the whole table where it took the page to
  // be rare, for nobody tells it how many touchpoints there are.
  let query = db
    .selectFrom('responses as r')
    .selectAll()
    .where('r.project_id', '=', projectId)
    .orderBy('r.shown_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
  if (after) {
    query = query.where(sql<boolean>`(r.shown_at, r.id) < (${after.shownAt}::timestamptz, ${after.id}::uuid)`)
  }
  if (respondent !== undefined) query = query.where('r.respondent', '=', respondent)
  if (touchpoint !== undefined) {
    // Not by the join: only with the id itself does Postgres read the index in its order.
    query = query.where('r.touchpoint_id', '=', eb =>
      eb
        .selectFrom('touchpoints')
        .select('id')
        .where('project_id', '=', projectId)
        .where('key', '=', touchpoint),
    )
  }
  if (answered !== undefined) query = query.where('r.score', answered ? 'is not' : 'is', null)
  if (commented !== undefined) query = query.where('r.comment', commented ? 'is not' : 'is', null)
  // What the index of flagged responses asks for.
  if (flagged || flag !== undefined) query = query.where(sql<boolean>`r.flags <> '{}'`)
  if (flagged === false) query = query.where(sql<boolean>`r.flags = '{}'`)
  if (flag !== undefined) query = query.where(sql<boolean>`${flag} = any (r.flags)`)
  if (test !== undefined) query = query.where('r.test', '=', test)
  return db
    .selectFrom(query.as('r'))
    .innerJoin('touchpoints as t', join =>
      join.onRef('t.project_id', '=', 'r.project_id').onRef('t.id', '=', 'r.touchpoint_id'),
    )
    .innerJoin('surveys as s', join =>
      join.onRef('s.project_id', '=', 'r.project_id').onRef('s.id', '=', 'r.survey_id'),
    )
    .select([
      'r.id',
      't.key as touchpoint',
      's.metric',
      'r.survey_id',
      'r.rules_id',
      'r.respondent',
      'r.verified',
      'r.seq',
      'r.score',
      'r.reasons',
      'r.comment',
      'r.metadata',
      'r.channel',
      'r.locale',
      'r.page',
      'r.layout',
      'r.flags',
      'r.test',
      'r.closed',
      'r.dropped_keys',
      'r.shown_at',
      'r.first_answered_at',
      'r.answered_at',
      'r.commented_at',
      'r.dismissed_at',
      'r.changed_at',
      'r.received_at',
      // A Date holds milliseconds only, and a page would repeat or skip what shares one.
      sql<string>`to_char(r.shown_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('position'),
    ])
    .orderBy('r.shown_at', 'desc')
    .orderBy('r.id', 'desc')
    .execute()
}
