import type { Configuration, ConfigurationTouchpoint } from '@tyck/shared/admin/configuration'
import type { Metric } from '@tyck/shared/metric'
import type { AuthorRow } from './authors.ts'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** What documents said when they were applied: each setting and each part of a touchpoint as it was given last. */
export interface AppliedContent {
  project: NonNullable<Configuration['project']>
  order: string[]
  touchpoints: Record<string, Partial<Omit<ConfigurationTouchpoint, 'key'>>>
}

/** By a touchpoint's key and the number that documents give a series. */
export type NumberedSeries = Record<string, Record<string, { id: string; metric: Metric }>>

export interface AppliedRow extends AuthorRow {
  revision: number
  content: AppliedContent
  series: NumberedSeries
  appliedAt: Date
}

export function findAppliedConfiguration(db: Db, projectId: string): Promise<AppliedRow | undefined> {
  return db
    .selectFrom('applied_configurations')
    .select(['revision', 'content', 'series', 'applied_at as appliedAt', 'by_account', 'by_key'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
}

export async function upsertAppliedConfiguration(
  trx: Trx,
  projectId: string,
  { revision, content, series, appliedAt, by_account, by_key }: AppliedRow,
): Promise<void> {
  const row = {
    revision,
    content: JSON.stringify(content),
    series: JSON.stringify(series),
    applied_at: appliedAt,
    by_account,
    by_key,
  }
  await trx
    .insertInto('applied_configurations')
    .values({ project_id: projectId, ...row })
    .onConflict(conflict => conflict.column('project_id').doUpdateSet(row))
    .execute()
}
