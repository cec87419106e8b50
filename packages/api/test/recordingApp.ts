import { randomUUID } from 'node:crypto'
import { surveyInput, touchpointInput } from '@tyck/shared/admin/touchpoints'
import type { ResponsesReply } from '@tyck/shared/contract/responses'
import type { Metric } from '@tyck/shared/metric'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Config } from '../src/config.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { publishSurvey } from '../src/domain/publishing/publishSurvey.ts'
import { saveTouchpoint } from '../src/domain/publishing/saveTouchpoint.ts'
import { nobody } from '../src/store/authors.ts'
import type { Db } from '../src/store/tables.ts'
import { startService } from './service.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** What a touchpoint asks, and the ids to answer with. */
export interface Asked {
  key: string
  surveyId: string
  rulesId: string
}

/** What a browser sends with a post. */
export const page = {
  origin: 'https://shop.example',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'accept-language': 'sv,en;q=0.5',
}

/** The service, and how a page of the shop posts to it. */
export async function startRecording(change: Partial<Config> = {}) {
  const service = await startService(change)

  /** Posts `body` as it is; `headers` may say otherwise than a page would. */
  async function postBody(body: string | Buffer, headers: Record<string, string> = {}) {
    return service.app.inject({
      method: 'POST',
      url: '/v1/responses',
      headers: { ...page, 'content-type': 'text/plain', ...headers },
      payload: body,
    })
  }

  async function post(key: string, ...items: unknown[]): Promise<ResponsesReply['results']> {
    const reply = await postBody(JSON.stringify({ key, responses: items }))
    if (reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${reply.body}`)
    return reply.json<ResponsesReply>().results
  }

  return { ...service, post, postBody }
}

/** Publishes a survey with the reasons `slow` and `fast`, which replaces the touchpoint's last one. */
export async function ask(
  db: Db,
  projectId: string,
  now: number,
  {
    key = 'checkout.payment',
    metric = 'nps' as Metric,
    metadata = null as Record<string, string> | null,
  } = {},
): Promise<Asked> {
  const act = { now, by: nobody }
  const saved = await saveTouchpoint(db, projectId, key, touchpointInput.parse({ name: key, metadata }), act)
  const texts = {
    question: `How was it, ${randomUUID()}?`,
    thanks: 'Thank you',
    reasons: { detractor: [{ key: 'slow', label: 'Slow' }], promoter: [{ key: 'fast', label: 'Fast' }] },
  }
  const input = surveyInput.parse({
    series: 'same-question',
    metric,
    defaultLocale: 'en',
    locales: { en: texts },
  })
  const survey = await publishSurvey(db, projectId, key, input, act)
  if (typeof saved === 'string' || typeof survey === 'string') throw new Error('It could not be published')
  return { key, surveyId: survey.published.id, rulesId: saved.rules.id }
}

/** One state of a response to what was asked: shown five seconds ago, changed just now. */
export function stateOf<Change extends object>({ surveyId, rulesId }: Asked, change?: Change) {
  const state = { id: randomUUID(), seq: 1, surveyId, rulesId, shownAgoMs: 5_000, changedAgoMs: 0 }
  return { ...state, ...change } as typeof state & Change
}

export const stored = (id: unknown) => ({ id, status: 'stored' })
export const unchanged = (id: unknown) => ({ id, status: 'unchanged' })
export const rejected = (id: unknown, code: string, pointer: string) => ({
  id,
  status: 'rejected',
  code,
  pointer,
})

/** The row of a response; undefined where there is none. */
export function rowOf(db: Db, id: unknown) {
  return db.selectFrom('responses').selectAll().where('id', '=', String(id)).executeTakeFirst()
}

export async function countRows(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from responses`.execute(db)
  return rows[0]?.count ?? 0
}

/** The hourly counts that do not equal a recount of the responses; none where all is well. */
export async function wrongCounts(db: Db): Promise<unknown[]> {
  const scores = sql.raw(
    Array.from({ length: 11 }, (_, score) => `count(*) filter (where score = ${score})`).join(),
  )
  const counted = sql.raw(Array.from({ length: 11 }, (_, score) => `s${score}`).join())
  const zero = sql.raw(Array.from({ length: 15 }, () => '0').join())
  const { rows } = await sql`
    with recount as (
      select project_id, touchpoint_id, survey_id, rules_id, date_trunc('hour', shown_at, 'UTC') as hour,
        count(*), count(score), count(comment), count(dismissed_at), ${scores}
      from responses where not test and not ('repeat' = any (flags)) group by 1, 2, 3, 4, 5
    ), kept as (
      select project_id, touchpoint_id, survey_id, rules_id, hour, shown, answered, commented, dismissed, ${counted}
      from hourly_counts where (shown, answered, commented, dismissed, ${counted}) <> (${zero})
    )
    (select 'only kept', * from kept except select 'only kept', * from recount)
    union all (select 'only recounted', * from recount except select 'only recounted', * from kept)`.execute(
    db,
  )
  return rows
}

/** What tests of recording begin with. */
export interface Shop {
  service: Awaited<ReturnType<typeof startRecording>>
  project: ProjectKeys
  /** Asked for 30 days. */
  nps: Asked
}

/** One service for the file that calls this, and before each of its tests a new project, which it is told. */
export function beforeEachShop(tell: (shop: Shop) => void): void {
  let service: Shop['service']
  beforeAll(async () => {
    service = await startRecording()
  })
  afterAll(() => service.close())
  beforeEach(async () => {
    service.clock.now = Date.UTC(2026, 4, 17, 10, 30)
    const project = await createProject(service.db, 'Shop')
    tell({ service, project, nps: await ask(service.db, project.id, service.clock.now - 30 * day) })
  })
}
