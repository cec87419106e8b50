import type { Survey, SurveyInput } from '@tyck/shared/admin/touchpoints'
import { type Selectable, sql } from 'kysely'
import type { AuthorRow } from './authors.ts'
import type { Db, Tables } from './tables.ts'
import type { Trx } from './transaction.ts'
import { ofVersions, type VersionsOf } from './versions.ts'

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

type WithoutTexts = Omit<Survey, 'locales'> & Partial<Pick<Survey, 'locales'>>

/** A touchpoint's surveys, newest first; those of `textsOf` with their texts, which are long. */
export async function listSurveys(
  db: Db,
  projectId: string,
  touchpointId: string,
  { limit, textsOf, ...which }: VersionsOf & { textsOf: readonly string[] | 'all' },
): Promise<(WithoutTexts & AuthorRow)[]> {
  const wanted = textsOf === 'all' ? sql`true` : sql`id = any (${textsOf}::uuid[])`
  const rows = await db
    .selectFrom('surveys')
    .select(['id', 'series_id', 'version', 'metric', 'comment', 'default_locale', 'note', 'published_at'])
    .select(['replaced_at', 'by_account', 'by_key'])
    .select(sql<SurveyRow['locales'] | null>`case when ${wanted} then locales end`.as('locales'))
    .where('project_id', '=', projectId)
    .where('touchpoint_id', '=', touchpointId)
    .where(ofVersions(which))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ by_account, by_key, locales, ...row }) => ({
    ...withoutTexts(row),
    ...(locales === null ? {} : { locales: localesOf(locales) }),
    by_account,
    by_key,
  }))
}

type SurveyRow = Selectable<Tables['surveys']>

const toSurvey = (row: SurveyRow): Survey => ({ ...withoutTexts(row), locales: localesOf(row.locales) })

function localesOf(locales: SurveyRow['locales']): Survey['locales'] {
  const filled = Object.entries(locales).map(([locale, texts]) => [locale, { afterwards: {}, ...texts }])
  return Object.fromEntries(filled)
}

type Head =
  | 'id'
  | 'series_id'
  | 'version'
  | 'metric'
  | 'comment'
  | 'default_locale'
  | 'note'
  | 'published_at'
  | 'replaced_at'

function withoutTexts(row: Pick<SurveyRow, Head>) {
  return {
    id: row.id,
    seriesId: row.series_id,
    version: row.version,
    metric: row.metric,
    comment: row.comment,
    defaultLocale: row.default_locale,
    note: row.note,
    publishedAt: row.published_at.toISOString(),
    replacedAt: row.replaced_at?.toISOString() ?? null,
  }
}
