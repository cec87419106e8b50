import type { ProjectInput } from '@tyck/shared/admin/project'
import type { RulesInput, Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { Metric } from '@tyck/shared/metric'
import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** What it takes to accept or refuse a project's responses. */
export interface IngestionProject {
  id: string
  /** The present one, and former ones that have not ended. */
  publishableKeys: readonly string[]
  /** Whether signed identities are read, and asked for. */
  identity: ProjectInput['identity']
  /** For how long one answer of a respondent at a touchpoint counts, `P30D`; null where all do. */
  countOnceWithin: ProjectInput['countOnceWithin']
  /** Whether what is stored is masked. */
  masking: boolean
  /** What they are signed with, sealed, in base64; none where they are not read. Times in milliseconds since 1970. */
  identitySecrets: readonly { id: string; sealed: string; expiresAt: number | null }[]
  /** What limits a respondent on all devices together, by touchpoint's key; null where nothing does. */
  limits: {
    budget: ProjectInput['budget']
    touchpoints: Readonly<Record<string, LimitedTouchpoint>>
  } | null
  /** Allowed origins; none allows all. */
  origins: readonly string[]
  /** Every survey that was ever published, by id. */
  surveys: Readonly<Record<string, IngestionSurvey>>
  /** The touchpoint's id of every version of the rules, by their id. */
  rules: Readonly<Record<string, string>>
}

/** A touchpoint that asks something, and how. */
export interface LimitedTouchpoint extends Pick<RulesInput, 'paused' | 'quietDays' | 'oncePer'> {
  id: string
}

export interface IngestionSurvey {
  touchpointId: string
  metric: Metric
  /** Milliseconds since 1970. */
  replacedAt: number | null
  archivedAt: number | null
  /** The keys of its reasons in any segment and language; null where it was replaced too long ago to matter. */
  reasons: readonly string[] | null
  metadata: Touchpoint['metadata']
}

/**
 * The projects that `keys` name, by key: each is an id, or a publishable key that opens the project at `now`. Unknown
 * ones are left out. Times in milliseconds since 1970.
 * @param reasonsSince surveys replaced before that come without their reasons, whose texts are most of a survey
 */
export async function findIngestionProjects(
  db: Db,
  keys: readonly string[],
  { now, reasonsSince }: { now: number; reasonsSince: number },
): Promise<Map<string, IngestionProject>> {
  const publishableKeys = keys.filter(key => key.startsWith('pk_'))
  const ids = keys.filter(key => !key.startsWith('pk_'))
  const { rows } = await sql<{ key: string; project: IngestionProject }>`
    select asked.key, json_build_object(
      'id', p.id,
      'publishableKeys', (
        select json_agg(valid.key) from (
          select p.publishable_key as key
          union all select f.key from former_publishable_keys f
            where f.project_id = p.id and f.expires_at > ${new Date(now)}
        ) valid
      ),
      'identity', p.identity,
      'countOnceWithin', p.count_once_within,
      'masking', p.masking,
      'identitySecrets', (
        select coalesce(json_agg(json_build_object(
          'id', i.id,
          'sealed', encode(i.sealed, 'base64'),
          'expiresAt', floor(extract(epoch from i.expires_at) * 1000)
        ) order by i.created_at desc), '[]')
        from identity_secrets i where i.project_id = p.id and p.identity <> 'off'
      ),
      'limits', case when p.across_devices then json_build_object(
        'budget', p.budget,
        'touchpoints', (
          select coalesce(json_object_agg(t.key, json_build_object(
            'id', t.id,
            'paused', r.paused,
            'quietDays', r.quiet_days,
            'oncePer', r.once_per
          )), '{}')
          from touchpoints t join rules r on r.project_id = t.project_id and r.id = t.rules_id
          where t.project_id = p.id and t.survey_id is not null and t.archived_at is null
        )
      ) end,
      'origins', p.origins,
      'surveys', (
        select coalesce(json_object_agg(s.id, json_build_object(
          'touchpointId', s.touchpoint_id,
          'metric', s.metric,
          'replacedAt', floor(extract(epoch from s.replaced_at) * 1000),
          'archivedAt', floor(extract(epoch from t.archived_at) * 1000),
          'reasons', case when s.replaced_at is null or s.replaced_at > ${new Date(reasonsSince)}
            then jsonb_path_query_array(s.locales, '$.*.reasons.*[*].key') end,
          'metadata', t.metadata
        )), '{}')
        from surveys s join touchpoints t on t.project_id = s.project_id and t.id = s.touchpoint_id
        where s.project_id = p.id
      ),
      'rules', (
        select coalesce(json_object_agg(r.id, r.touchpoint_id), '{}') from rules r where r.project_id = p.id
      )
    ) as project
    from (
      select publishable_key as key, id from projects where publishable_key = any(${publishableKeys})
      union all select key, project_id from former_publishable_keys
        where key = any(${publishableKeys}) and expires_at > ${new Date(now)}
      union all select id::text, id from projects where id = any(${ids}::uuid[])
    ) asked join projects p on p.id = asked.id`.execute(db)
  return new Map(rows.map(({ key, project }) => [key, project]))
}
