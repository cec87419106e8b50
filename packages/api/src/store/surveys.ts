import type { Survey, SurveyInput } from '@tyck/shared/admin/touchpoints'
import type { Selectable } from 'kysely'
import type { AuthorRow } from './authors.ts'
import type { Db, Tables } from './tables.ts'
import type { Trx } from './transaction.ts'

export interface NewSurvey extends Omit<SurveyInput, 'series' | 'note'>, AuthorRow {
  id: string
  touchpointId: string
  seriesId: string
  version: number
  note: string | null
  publishedAt: Date
}

/** Adds a version and marks `replacedId`, the one before it, as replaced at the same moment. */
export async function insertSurvey(
  trx: Trx,
  projectId: string,
  survey: NewSurvey,
  replacedId: string | null,
): Promise<Survey> {
  if (replacedId !== null) {
    await trx
      .updateTable('surveys')
      .set({ replaced_at: survey.publishedAt })
      .where('project_id', '=', projectId)
      .where('id', '=', replacedId)
      .execute()
  }
  const row = await trx
    .insertInto('surveys')
    .values({
      project_id: projectId,
      id: survey.id,
      touchpoint_id: survey.touchpointId,
      series_id: survey.seriesId,
      version: survey.version,
      metric: survey.metric,
      comment: survey.comment,
      default_locale: survey.defaultLocale,
      locales: JSON.stringify(survey.locales),
      note: survey.note,
      published_at: survey.publishedAt,
      replaced_at: null,
      by_account: survey.by_account,
      by_key: survey.by_key,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toSurvey(row)
}

/** The surveys of the project with these ids, by id. */
export async function findSurveys(
  db: Db,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, Survey>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('surveys')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, toSurvey(row)]))
}

/** A touchpoint's surveys, newest first. */
export async function listSurveys(
  db: Db,
  projectId: string,
  touchpointId: string,
  limit: number,
): Promise<(Survey & AuthorRow)[]> {
  const rows = await db
    .selectFrom('surveys')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('touchpoint_id', '=', touchpointId)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => ({ ...toSurvey(row), by_account: row.by_account, by_key: row.by_key }))
}

function toSurvey(row: Selectable<Tables['surveys']>): Survey {
  const locales = Object.entries(row.locales).map(([locale, texts]) => [locale, { afterwards: {}, ...texts }])
  return {
    id: row.id,
    seriesId: row.series_id,
    version: row.version,
    metric: row.metric,
    comment: row.comment,
    defaultLocale: row.default_locale,
    locales: Object.fromEntries(locales),
    note: row.note,
    publishedAt: row.published_at.toISOString(),
    replacedAt: row.replaced_at?.toISOString() ?? null,
  }
}
