import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { Metric } from '@tyck/shared/metric'
import { type RawBuilder, sql } from 'kysely'

/** What every line of an export is told with, read once instead of joined to each row. */
export interface ExportNames {
  touchpoints: { id: string; key: string; metadata: Touchpoint['metadata'] }[]
  surveys: { id: string; metric: Metric; touchpoint: string }[]
  imports: { id: string; source: string }[]
  /** Whether any response has a tag. */
  has_tags: boolean
}

export const exportNames = (projectId: string): RawBuilder<ExportNames> => sql<ExportNames>`
  select
    coalesce((
      select json_agg(json_build_object('id', id, 'key', key, 'metadata', metadata) order by position, key)
      from touchpoints where project_id = ${projectId}
    ), '[]') as touchpoints,
    coalesce((
      select json_agg(json_build_object('id', s.id, 'metric', s.metric, 'touchpoint', t.key))
      from surveys s join touchpoints t on t.project_id = s.project_id and t.id = s.touchpoint_id
      where s.project_id = ${projectId}
    ), '[]') as surveys,
    coalesce((
      select json_agg(json_build_object('id', id, 'source', source)) from imports where project_id = ${projectId}
    ), '[]') as imports,
    exists (select from response_tags where project_id = ${projectId}) as has_tags`

/** What `pairs` says of the id in `column`: in an object, which is searched in few steps however many there are. */
export function lookUp(
  pairs: readonly (readonly [id: string, said: string])[],
  column: string,
): RawBuilder<string> {
  return sql`(${JSON.stringify(Object.fromEntries(pairs))}::jsonb ->> ${sql.raw(column)}::text)`
}

/** The tags of row `r`; looked for only where there are any. */
export const tagsOf = (projectId: string, { has_tags }: ExportNames): RawBuilder<string[]> =>
  has_tags
    ? sql`array(select tag from response_tags where project_id = ${projectId} and response_id = r.id order by tag)`
    : sql`'{}'::text[]`

/** Where row `r` was imported from; null where it was asked here. */
export const importedFrom = ({ imports }: ExportNames): RawBuilder<string | null> => sql`
  case when r.imported then ${lookUp(
    imports.map(({ id, source }) => [id, source] as const),
    'r.rules_id',
  )} end`

/** Whether somebody has read the comment of row `r`. */
export const isRead = (projectId: string): RawBuilder<boolean> => sql`exists (
  select from inbox i
  where i.project_id = ${projectId} and i.shown_at = r.shown_at and i.response_id = r.id and i.read_at is not null
)`
