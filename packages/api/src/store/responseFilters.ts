import type { ResponseFilters } from '@tyck/shared/admin/responses'
import { bands, type Metric } from '@tyck/shared/metric'
import { type RawBuilder, sql } from 'kysely'

/** Which responses, as the store takes it. */
export interface Filters
  extends Omit<ResponseFilters, 'words' | 'from' | 'to' | 'timeZone' | 'tag' | 'read'> {
  /** Those of all respondents where none is named. */
  respondent?: string
}

/** What an index of the responses knows, for rows `r`: reading along it looks at no other rows. */
export function indexed(projectId: string, filters: Filters): RawBuilder<unknown>[] {
  const { respondent, touchpoint, flagged, flag, test } = filters
  const conditions: RawBuilder<unknown>[] = []
  if (respondent !== undefined) conditions.push(sql`r.respondent = ${respondent}`)
  if (touchpoint !== undefined) conditions.push(ofTouchpoint(projectId, touchpoint))
  if (flagged || flag !== undefined) conditions.push(sql`r.flags <> '{}'`)
  if (test) conditions.push(sql`r.test`)
  return conditions
}

/** All other conditions on rows `r`; none where every row that `indexed` finds is one. */
export function others(projectId: string, filters: Filters): RawBuilder<unknown>[] {
  const { answered, commented, scoreFrom, scoreTo, segment, flagged, flag, test } = filters
  const { verified, channel, locale, metadata, imported } = filters
  const conditions: RawBuilder<unknown>[] = []
  if (answered !== undefined) conditions.push(answered ? sql`r.score is not null` : sql`r.score is null`)
  if (commented !== undefined)
    conditions.push(commented ? sql`r.comment is not null` : sql`r.comment is null`)
  if (scoreFrom !== undefined) conditions.push(sql`r.score >= ${scoreFrom}`)
  if (scoreTo !== undefined) conditions.push(sql`r.score <= ${scoreTo}`)
  if (segment !== undefined) conditions.push(inSegment(projectId, segment))
  if (flagged === false) conditions.push(sql`r.flags = '{}'`)
  if (flag !== undefined) conditions.push(sql`${flag} = any (r.flags)`)
  if (test === false) conditions.push(sql`not r.test`)
  if (verified !== undefined) conditions.push(sql`r.verified = ${verified}`)
  if (imported !== undefined) conditions.push(imported ? sql`r.imported` : sql`r.imported is null`)
  if (channel !== undefined) conditions.push(sql`r.channel = ${channel}`)
  if (locale !== undefined) conditions.push(sql`r.locale = ${locale}`)
  if (metadata !== undefined) conditions.push(sql`r.metadata @> ${JSON.stringify(metadata)}::jsonb`)
  return conditions
}

/** Not by a join: only with the id itself does Postgres read the index in its order. */
function ofTouchpoint(projectId: string, key: string) {
  return sql`r.touchpoint_id = (select id from touchpoints where project_id = ${projectId} and key = ${key})`
}

/** A score means what its survey's metric says. */
function inSegment(projectId: string, segment: string) {
  const ranges = Object.entries(bands).flatMap(([metric, of]) =>
    of
      .filter(band => band.segment === segment)
      .map(
        ({ min, max }) => sql`(r.score between ${min} and ${max} and r.survey_id = any (array(
          select id from surveys where project_id = ${projectId} and metric = ${metric as Metric}
        )))`,
      ),
  )
  return sql`(${sql.join(ranges, sql` or `)})`
}
