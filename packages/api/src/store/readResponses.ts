import type { Metric } from '@tyck/shared/metric'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { indexed, others } from './responseFilters.ts'
import { type AskedOf, sourceOf } from './responseSource.ts'
import type { Db, Tables } from './tables.ts'
import { markedTexts } from './wordSearch.ts'

/** A place in the order of showing, newest first. `shownAt` is exact to the microsecond: RFC 3339 in UTC. */
export interface Position {
  shownAt: string
  id: string
}

export type StoredResponse = Omit<
  Selectable<Tables['responses']>,
  | 'project_id'
  | 'touchpoint_id'
  | 'changed_xid'
  | 'first_in_window'
  | 'imported'
  | 'news'
  | 'replaced_score'
  | `previous_${string}`
> & {
  touchpoint: string
  metric: Metric
  /** Where it was imported from; null where it was asked here. */
  imported_from: string | null
  tags: string[]
  /** null without a comment. */
  is_read: boolean | null
  /** The comment with `marks`; null where words were not searched by language. */
  marked: string | null
  marked_plain: string | null
  position: string
}

export interface ReadOf extends AskedOf {
  limit: number
}

/** What was found, and where the looking ended if there was more to look at than is looked at at once. */
export interface Found {
  rows: StoredResponse[]
  lookedUntil: Position | null
}

/**
 * How many rows one call looks at for those that are asked for: with conditions that no index knows there may be few
 * among millions. What the inbox alone can tell costs a tenth of what only the response can. (Over a million responses,
 * 77,000 of them with comments, nothing took longer than 0.2 s.)
 */
const looks = { rows: 25_000, inbox: 100_000 }

function looksFor(projectId: string, of: ReadOf): number {
  const isOfInbox = of.search !== undefined || of.read !== undefined
  const asksRows = indexed(projectId, of).length + others(projectId, { ...of, commented: undefined }).length
  return isOfInbox && of.tag === undefined && asksRows === 0 ? looks.inbox : looks.rows
}

/**
 * Up to `limit` of a project's responses after `after`, newest showing first, each with the time of its showing to
 * the microsecond as `position`. Takes the same time at any depth, and no longer where few are as asked: then it tells
 * how far it looked.
 * @param marks whether to tell where the words are, which takes longer than to find them
 */
export async function readResponses(
  db: Db,
  projectId: string,
  of: ReadOf,
  after: Position | null,
  { mostLooks = looksFor(projectId, of), marks = true } = {},
): Promise<Found> {
  const { table, columns, sources, conditions } = sourceOf(projectId, of, after)
  const looked = sql`
    select ${columns} from ${table} where ${sql.join(sources, sql` and `)}
    order by shown_at desc, id desc limit ${mostLooks}`
  const marked = markedTexts(marks ? of.search : undefined)
  // Chosen before anything is joined: together with the joins Postgres read the whole table where it took the page to
  // be rare, for nobody tells it how many touchpoints there are.
  const { rows } = await sql<StoredResponse>`
    with chosen as materialized (
      select r.* from (${looked}) as i
      cross join lateral (
        -- One by one, in their order, or Postgres would sort them all.
        select * from responses where project_id = ${projectId} and id = i.id offset 0
      ) as r
      ${conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}
      order by i.shown_at desc, i.id desc limit ${of.limit}
    )
    select ${sql.raw(told)}, t.key as touchpoint, s.metric, m.source as imported_from,
      array(
        select tag from response_tags where project_id = ${projectId} and response_id = r.id order by tag
      ) as tags,
      case when r.comment is not null then i.read_at is not null end as is_read,
      ${marked.asWritten} as marked, ${marked.plain} as marked_plain,
      -- A Date holds milliseconds only, and a page would repeat or skip what shares one.
      ${position(sql.ref('r.shown_at'))} as position
    from chosen as r
    join touchpoints t on t.project_id = ${projectId} and t.id = r.touchpoint_id
    join surveys s on s.project_id = ${projectId} and s.id = r.survey_id
    left join imports m on r.imported and m.project_id = ${projectId} and m.id = r.rules_id
    left join lateral (
      select config, read_at from inbox
      where project_id = ${projectId} and shown_at = r.shown_at and response_id = r.id offset 0
    ) as i on true
    ${marked.texts}
    order by r.shown_at desc, r.id desc`.execute(db)
  if (rows.length >= of.limit || conditions.length === 0) return { rows, lookedUntil: null }
  const { rows: last } = await sql<Position>`
    select ${position(sql.ref('shown_at'))} as "shownAt", id from (${looked}) as i
    offset ${mostLooks - 1}`.execute(db)
  return { rows, lookedUntil: last[0] ?? null }
}

function position(time: RawBuilder<unknown> | ReturnType<typeof sql.ref>): RawBuilder<string> {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

const told = [
  'id',
  'survey_id',
  'rules_id',
  'respondent',
  'verified',
  'seq',
  'score',
  'reasons',
  'comment',
  'metadata',
  'channel',
  'locale',
  'page',
  'layout',
  'flags',
  'test',
  'closed',
  'dropped_keys',
  'shown_at',
  'first_answered_at',
  'answered_at',
  'commented_at',
  'dismissed_at',
  'changed_at',
  'received_at',
]
  .map(column => `r.${column}`)
  .join(', ')
