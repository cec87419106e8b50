import { randomUUID } from 'node:crypto'
import type { ScoresEntry, ScoresReply } from '@tyck/shared/admin/scores'
import type { Metric } from '@tyck/shared/metric'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { flush, type ResponseRow } from '../src/store/responses.ts'
import { rows } from './manyRows.ts'
import { type Asked, ask } from './recordingApp.ts'
import { payment, type Service } from './service.ts'

/** A project whose scores are read, with answers that were given at any time. */
export interface Scoring {
  project: ProjectKeys
  /** Publishes a survey of `metric`, which goes on with the touchpoint's series where that has the same metric. */
  ask(metric?: Metric, key?: string): Promise<Asked>
  /** Stores so many answers of each score, or null for showings without one, at `at` or as `change` says. */
  store(
    asked: Asked,
    scores: readonly (readonly [score: number | null, count: number])[],
    at: string,
    change?: Partial<ResponseRow>,
  ): Promise<void>
  /** The same of an NPS by segment. */
  storeNps(
    asked: Asked,
    counts: [promoters: number, passives: number, detractors: number],
    at: string,
    change?: Partial<ResponseRow>,
  ): Promise<void>
  request(query: string, secretKey?: string): ReturnType<Service['admin']>
  read(query: string): Promise<ScoresReply>
  /** The one series that there is. */
  readOne(query: string): Promise<ScoresEntry>
  /** Publishes rules, and says what is asked under them. */
  sample(asked: Asked, sampleRate: number): Promise<Asked>
  /** Pauses the touchpoint, or lets it ask again. */
  turn(key: string, state: 'active' | 'paused'): Promise<void>
  /** Publishes another question in a series of its own. */
  askAnew(key: string): Promise<Asked>
}

export async function startScoring(service: Service): Promise<Scoring> {
  const project = await createProject(service.db, 'Shop')
  const touchpointIds = new Map<string, string>()

  async function idOf({ surveyId }: Asked): Promise<string> {
    const found = touchpointIds.get(surveyId)
    if (found !== undefined) return found
    const { touchpoint_id } = await service.db
      .selectFrom('surveys')
      .select('touchpoint_id')
      .where('id', '=', surveyId)
      .executeTakeFirstOrThrow()
    touchpointIds.set(surveyId, touchpoint_id)
    return touchpoint_id
  }

  const store: Scoring['store'] = async (asked, scores, at, change = {}) => {
    const touchpoint_id = await idOf(asked)
    const time = Date.parse(at)
    for (const [score, count] of scores) {
      if (count === 0) continue
      const answered = score === null ? null : time + 4_000
      await flush(
        service.db,
        rows(count, {
          touchpoint_id,
          survey_id: asked.surveyId,
          rules_id: asked.rulesId,
          shown_at: time,
          changed_at: time,
          received_at: time,
          score,
          first_answered_at: answered,
          answered_at: answered,
          ...change,
        }).map(row => ({ ...row, project_id: project.id, id: randomUUID() })),
      )
    }
  }
  const request: Scoring['request'] = (query, secretKey = project.secretKey) =>
    service.admin('GET', `/v1/scores?${query}`, undefined, secretKey)
  const read: Scoring['read'] = async query => {
    const reply = await request(query)
    if (reply.statusCode !== 200) throw new Error(reply.body)
    return reply.json()
  }

  return {
    project,
    ask: (metric = 'nps', key = 'checkout.payment') =>
      ask(service.db, project.id, service.clock.now, { key, metric }),
    store,
    storeNps: (asked, [promoters, passives, detractors], at, change) =>
      store(
        asked,
        [
          [9, promoters],
          [7, passives],
          [3, detractors],
        ],
        at,
        change,
      ),
    request,
    read,
    async readOne(query) {
      const { scores } = await read(query)
      if (scores.length !== 1 || !scores[0]) throw new Error(`There are ${scores.length} series`)
      return scores[0]
    },
    async sample(asked, sampleRate) {
      const url = `/v1/touchpoints/${asked.key}/rules`
      const reply = await service.admin('PUT', url, { sampleRate }, project.secretKey)
      return { ...asked, rulesId: reply.json().id }
    },
    async turn(key, state) {
      await service.admin('PUT', `/v1/touchpoints/${key}/state`, { state }, project.secretKey)
    },
    async askAnew(key) {
      const url = `/v1/touchpoints/${key}/survey`
      const reply = await service.admin('PUT', url, payment, project.secretKey)
      const { touchpoints } = (
        await service.admin('GET', '/v1/touchpoints', undefined, project.secretKey)
      ).json()
      const { rules } = touchpoints.find((each: { key: string }) => each.key === key)
      return { key, surveyId: reply.json().id, rulesId: rules.id }
    },
  }
}
