import { randomUUID } from 'node:crypto'
import type { ResponsesReply } from '@tyck/shared/contract/responses'
import { sql } from 'kysely'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { day, hour } from './recordingApp.ts'
import { type Service, startService } from './service.ts'

/** The demo project with two whole weeks of known answers, the last two before now. */
export interface Weeks {
  service: Service
  /** The Mondays that they begin with, as `2026-03-02`. */
  first: string
  second: string
  /** The days of their answers, in New York, whose time the project keeps. */
  firstDay: string
  secondDay: string
}

const key = 'checkout.payment'

/**
 * Makes it. The first week has 12 promoters, 7 passives and 12 detractors, asked in Swedish, of all; the second 15, 13 and
 * 8, in English, of a sample of a half, and 24 who did not answer. A test answer stands beside each.
 */
export async function answeredWeeks(): Promise<Weeks> {
  const service = await startService({ demo: true })
  const { clock } = service
  const { rows } = await sql<{ monday: Date }>`
    select date_trunc('week', now() at time zone 'UTC') at time zone 'UTC' as monday`.execute(service.db)
  const monday = rows[0]?.monday.getTime() ?? 0
  // In the middle of the night: in New York it is still the day before.
  const [first, second] = [monday - 12 * day + 2 * hour, monday - 5 * day + 15 * hour]
  await seedDemo(service.db, monday - 60 * day)
  await sql`update projects set time_zone = 'America/New_York'`.execute(service.db)

  clock.now = first
  const before = await asked(service)
  await record(
    service,
    [
      ...states(before, 12, { score: 9, respondent: 'first', from: 0 }),
      ...states(before, 7, { score: 7, respondent: 'first', from: 12 }),
      ...states(before, 6, { score: 3, respondent: 'first', from: 19 }),
      ...states(before, 6, {
        score: 3,
        respondent: 'first',
        from: 25,
        metadata: { paymentMethod: 'invoice' },
      }),
      ...states(before, 1, { score: 0, test: true }),
    ].map(state => ({ ...state, locale: 'sv' })),
  )

  clock.now = second - hour
  await admin(service, 'PUT', `/v1/touchpoints/${key}/rules`, { sampleRate: 0.5 })
  clock.now = second
  const after = await asked(service)
  const detractors = [
    ...states(after, 6, { score: 0, respondent: 'first', from: 25 }),
    ...states(after, 2, { score: 0, respondent: 'second', from: 100 }),
  ].map((state, index) => ({
    ...state,
    metadata: { paymentMethod: 'invoice' },
    reasons: [index < 5 ? 'slow' : 'price'],
    // The second one was shown later.
    ...(index === 0 ? { comment: 'Late', shownAgoMs: 9_000 } : index === 1 ? { comment: 'Later' } : {}),
  }))
  await record(
    service,
    [
      ...states(after, 15, { score: 10, respondent: 'second', from: 0 }),
      ...states(after, 10, { score: 8, respondent: 'second', from: 15 }),
      ...states(after, 3, { score: 8, respondent: 'second', from: 25, metadata: { paymentMethod: 'swish' } }),
      ...detractors,
      ...states(after, 6, { dismissed: true }),
      ...states(after, 18, {}),
      ...states(after, 1, { score: 0, test: true }),
    ].map(state => ({ ...state, locale: 'en', layout: 'one-row' })),
  )
  for (const { id } of detractors.slice(0, 2)) {
    await admin(service, 'PUT', `/v1/responses/${id}/tags/late%20delivery`)
  }
  const date = (time: number) => new Date(time).toISOString().slice(0, 10)
  return {
    service,
    first: date(monday - 14 * day),
    second: date(monday - 7 * day),
    firstDay: date(first - day),
    secondDay: date(second),
  }
}

async function admin(service: Service, method: 'GET' | 'PUT' | 'POST', url: string, body?: unknown) {
  const reply = await service.admin(method, url, body, 'sk_demo')
  if (reply.statusCode >= 300) throw new Error(reply.body)
  return reply.body === '' ? null : reply.json()
}

async function asked(service: Service) {
  const { survey, rules } = await admin(service, 'GET', `/v1/touchpoints/${key}`)
  return { surveyId: survey.id as string, rulesId: rules.id as string }
}

interface Of {
  from?: number
  respondent?: string
  [field: string]: unknown
}

function states(
  asked: { surveyId: string; rulesId: string },
  count: number,
  { from = 0, respondent, ...of }: Of,
) {
  return Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    seq: 1,
    ...asked,
    shownAgoMs: 5_000,
    changedAgoMs: 0,
    ...(respondent ? { respondent: `${respondent}-${from + index}` } : {}),
    metadata: { paymentMethod: 'card' },
    ...of,
  }))
}

async function record(service: Service, states: object[]): Promise<void> {
  for (let from = 0; from < states.length; from += 20) {
    const responses = states.slice(from, from + 20)
    const { results }: ResponsesReply = await admin(service, 'POST', '/v1/responses', { responses })
    const refused = results.find(({ status }) => status !== 'stored')
    if (refused) throw new Error(JSON.stringify(refused))
  }
}
