import type { Rules, RulesInput } from '@tyck/shared/admin/touchpoints'
import type { Selectable } from 'kysely'
import type { AuthorRow } from './authors.ts'
import type { Db, Tables } from './tables.ts'
import type { Trx } from './transaction.ts'
import { ofVersions, type VersionsOf } from './versions.ts'

export interface NewRules extends RulesInput, AuthorRow {
  id: string
  touchpointId: string
  version: number
  publishedAt: Date
}

export async function insertRules(trx: Trx, projectId: string, rules: NewRules): Promise<Rules> {
  const row = await trx
    .insertInto('rules')
    .values({
      project_id: projectId,
      id: rules.id,
      touchpoint_id: rules.touchpointId,
      version: rules.version,
      placement: rules.placement,
      delay_seconds: rules.delaySeconds,
      sample_rate: rules.sampleRate,
      audience: JSON.stringify(rules.audience),
      quiet_days: JSON.stringify(rules.quietDays),
      once_per: rules.oncePer,
      paused: rules.paused,
      published_at: rules.publishedAt,
      note: rules.note ?? null,
      by_account: rules.by_account,
      by_key: rules.by_key,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toRules(row)
}

/** The rules of the project with these ids, by id. */
export async function findRules(
  db: Db,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, Rules>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('rules')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, toRules(row)]))
}

/** A touchpoint's rules, newest first. */
export async function listRules(
  db: Db,
  projectId: string,
  touchpointId: string,
  { limit, ...which }: VersionsOf,
): Promise<(Rules & { note: string | null } & AuthorRow)[]> {
  const rows = await db
    .selectFrom('rules')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('touchpoint_id', '=', touchpointId)
    .where(ofVersions(which))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => {
    const { note, by_account, by_key } = row
    return { ...toRules(row), note, by_account, by_key }
  })
}

function toRules(row: Selectable<Tables['rules']>): Rules {
  return {
    id: row.id,
    version: row.version,
    placement: row.placement,
    delaySeconds: row.delay_seconds,
    sampleRate: row.sample_rate,
    audience: row.audience,
    quietDays: row.quiet_days,
    oncePer: row.once_per,
    paused: row.paused,
    publishedAt: row.published_at.toISOString(),
  }
}
