import type { SlicesReply } from '@tyck/shared/admin/slices'
import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** How many responses are looked at. */
const looked = 2_000
const most = { keys: 50, values: 20 } as const

/** By what the newest responses of a project, or of one touchpoint, can be told apart. Tests are left out. */
export async function readSlices(
  db: Db,
  projectId: string,
  touchpointId: string | null,
): Promise<SlicesReply> {
  const ofTouchpoint = touchpointId === null ? sql`true` : sql`touchpoint_id = ${touchpointId}::uuid`
  const { rows } = await sql<SlicesReply>`
    with newest as materialized (
      select channel, locale, metadata from responses
      where project_id = ${projectId} and ${ofTouchpoint} and not test
      order by shown_at desc limit ${looked}
    ),
    counted as (
      select key, value, count(*)::int as responses from newest, jsonb_each(metadata) group by key, value
    ),
    ranked as (
      select *, row_number() over (partition by key order by responses desc, value) as rank from counted
    ),
    numbers as (
      select key,
        percentile_disc(array[0.25, 0.5, 0.75]) within group (order by value::double precision) as quartiles
      from newest, jsonb_each(metadata) where jsonb_typeof(value) = 'number' group by key
    ),
    keys as (
      select key, sum(responses)::int as responses, count(*)::int as "distinct",
        json_agg(json_build_object('value', value, 'responses', responses) order by rank)
          filter (where rank <= ${most.values}) as values
      from ranked group by key order by 2 desc, key limit ${most.keys}
    ),
    told as (select keys.*, numbers.quartiles from keys left join numbers using (key)),
    channels as (select channel as value, count(*)::int as responses from newest group by channel),
    locales as (
      select locale as value, count(*)::int as responses from newest where locale is not null group by locale
    )
    select (select count(*)::int from newest) as of,
      (select coalesce(json_agg(c order by responses desc, value), '[]') from channels c) as channels,
      (select coalesce(json_agg(l order by responses desc, value), '[]') from locales l) as locales,
      (select coalesce(json_agg(k order by responses desc, key), '[]') from told k) as metadata`.execute(db)
  const [slices] = rows
  if (!slices) throw new Error('A statement without from gave no row')
  return slices
}
