import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../src/config.ts'
import { applyRetention } from '../src/domain/keeping/applyRetention.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { forgetTold } from '../src/domain/telling/forgetTold.ts'
import { planDelivery } from '../src/domain/telling/planDelivery.ts'
import { tellLimits } from '../src/domain/telling/tellLoop.ts'
import { openDatabase } from '../src/store/database.ts'
import { flush, type ResponseRow } from '../src/store/responses.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { type Asked, ask, rowOf, stateOf } from './recordingApp.ts'
import { startTelling, type TellingService } from './telling.ts'

let service: TellingService
let receiver: Receiver
let project: ProjectKeys
let nps: Asked

beforeAll(async () => {
  service = await startTelling()
  receiver = await startReceiver()
})
afterAll(async () => {
  await service.close()
  await receiver.close()
})
beforeEach(async () => {
  await service.quieten()
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, service.clock.now)
  receiver.take()
  receiver.answer = (_request, response) => void response.writeHead(204).end()
})

const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
const everything = ['response.answered', 'response.commented', 'response.changed'] as const

/** What the receiver was told since, by type, in any order. */
async function told() {
  await service.tell()
  return receiver
    .take()
    .map(({ body }) => body)
    .sort((a, b) => a.type.localeCompare(b.type))
}

/** The same, with what is not due at once. */
async function toldLate() {
  await service.tell()
  await service.due()
  return told()
}

describe('an answer', () => {
  test('is told with what the response says, but for the comment', async () => {
    await service.addWebhook(project, { url: receiver.url })
    const answered = stateOf(nps, { score: 2, comment: 'Slow', respondent: 'A17' })
    await post(stateOf(nps), answered)
    const [body, ...more] = await told()
    expect(more).toEqual([])
    expect(body).toMatchObject({
      type: 'response.answered',
      data: {
        id: answered.id,
        touchpoint: nps.key,
        seq: 1,
        score: 2,
        segment: 'detractor',
        respondent: 'A17',
      },
    })
    expect(body?.data).not.toHaveProperty('comment')
    expect(await told()).toEqual([])
  })

  test('that gains a comment, and is changed, is told as such', async () => {
    await service.addWebhook(project, { url: receiver.url, events: [...everything] })
    const state = stateOf(nps, { score: 9 })
    await post(state)
    expect((await told()).map(({ type }) => type)).toEqual(['response.answered'])
    await post({ ...state, seq: 2, score: 3, comment: 'Slow', reasons: ['slow'] })
    const [changed, commented] = await told()
    expect(changed).toMatchObject({ type: 'response.changed', data: { seq: 2, score: 3, previousScore: 9 } })
    expect(commented).toMatchObject({ type: 'response.commented', data: { seq: 2, reasons: ['slow'] } })
    await post({ ...state, seq: 3, score: 3, comment: 'Slow', reasons: ['slow'], closed: true })
    expect(await told()).toEqual([])
    await post({ ...state, seq: 4, score: 3, comment: 'Slow', reasons: [], closed: true })
    expect(await told()).toMatchObject([{ type: 'response.changed', data: { seq: 4, previousScore: 3 } }])
  })
})

/** A stored response as `flush` takes it. */
function toStored(row: object): ResponseRow {
  const times = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Date ? value.getTime() : value,
  ])
  return { ...Object.fromEntries(times), respondent_hash: null }
}

/** Everything that is noted or waits, of all projects. */
async function traces() {
  const events = await service.db
    .selectFrom('events')
    .selectAll()
    .where('project_id', '=', project.id)
    .execute()
  const waiting = await service.db
    .selectFrom('deliveries')
    .selectAll()
    .where('project_id', '=', project.id)
    .execute()
  return { events, waiting }
}

const admin = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, body?: unknown) =>
  service.admin(method, url, body, project.secretKey)

describe('an event', () => {
  test('of a project where nobody is to be told is not even noted', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    await admin('PUT', `/v1/destinations/${id}/state`, { state: 'off' })
    await post(stateOf(nps, { score: 9, comment: 'Fast' }))
    expect((await traces()).events).toEqual([])
  })

  test('of a type that nobody tells is not noted', async () => {
    await service.addWebhook(project, { url: receiver.url, events: ['response.commented'] })
    await post(stateOf(nps, { score: 9 }))
    expect((await traces()).events).toEqual([])
  })

  test('is there when its transaction is committed, and not before, nor where it is rolled back', async () => {
    await service.addWebhook(project, { url: receiver.url })
    const other = openDatabase(service.databaseUrl, { connections: 1 })
    const state = stateOf(nps)
    await post(state)
    const row = await rowOf(service.db, state.id)
    const write = (mayCommit: boolean) =>
      other.db.transaction().execute(async trx => {
        expect(await flush(trx, [{ ...toStored(row ?? {}), seq: 2, score: 9 }])).toEqual(['stored'])
        expect(await told()).toEqual([])
        if (!mayCommit) throw new Error('Rolled back')
      })
    await expect(write(false)).rejects.toThrow('Rolled back')
    expect(await told()).toEqual([])
    await write(true)
    expect(await told()).toMatchObject([{ data: { id: state.id, seq: 2 } }])
    await other.close()
  })

  test('holds nothing that people wrote, and what is told is what stands when it is sent', async () => {
    await service.addWebhook(project, {
      url: receiver.url,
      events: ['response.commented'],
      fields: ['comment', 'score'],
    })
    const state = stateOf(nps, {
      score: 2,
      comment: 'Very slow',
      respondent: 'A17',
      metadata: { orderId: 'B18' },
    })
    await post(state)
    expect(JSON.stringify(await traces())).not.toMatch(/slow|A17|B18/)
    await post({ ...state, seq: 2, comment: 'Very slow indeed' })
    expect(await told()).toMatchObject([{ data: { seq: 2, score: 2, comment: 'Very slow indeed' } }])
    expect(JSON.stringify(await traces())).not.toMatch(/slow|A17|B18/)
  })

  test('is made by no comment that ages, and by no response that is deleted', async () => {
    await service.addWebhook(project, { url: receiver.url, events: [...everything] })
    const state = stateOf(nps, { score: 2, comment: 'Slow' })
    await post(state)
    expect(await told()).toHaveLength(2)
    await applyRetention(service.db, service.clock.now + 400 * 86_400_000)
    expect(await told()).toEqual([])
    await applyRetention(service.db, service.clock.now + 800 * 86_400_000)
    expect(await told()).toEqual([])
    expect(await traces()).toEqual({ events: [], waiting: [] })
  })

  test('that repeats what stands is none', async () => {
    await service.addWebhook(project, { url: receiver.url, events: [...everything] })
    const state = stateOf(nps, { score: 2, comment: 'Slow', reasons: ['slow'] })
    await post(state)
    expect((await told()).map(({ type }) => type)).toEqual(['response.answered', 'response.commented'])
    await post(state)
    await post({ ...state, seq: 2, closed: true })
    expect(await told()).toEqual([])
  })

  test('of a score that is taken back and given again is told as both', async () => {
    await service.addWebhook(project, { url: receiver.url, events: [...everything] })
    const state = stateOf(nps, { score: 2 })
    await post(state)
    await told()
    await post({ ...state, seq: 2, score: undefined })
    expect(await told()).toMatchObject([
      { type: 'response.changed', data: { score: null, previousScore: 2 } },
    ])
    await post({ ...state, seq: 3, score: 9 })
    expect(await told()).toMatchObject([{ type: 'response.answered', data: { score: 9 } }])
  })

  test('of a new question is told with it', async () => {
    await service.addWebhook(project, { url: receiver.url, events: ['survey.published'] })
    await ask(service.db, project.id, service.clock.now)
    expect(await told()).toMatchObject([
      {
        type: 'survey.published',
        data: { touchpoint: nps.key, version: 2, metric: 'nps', question: /How was it/ },
      },
    ])
  })

  test('is forgotten after 30 days, with what came of it', async () => {
    await service.addWebhook(project, { url: receiver.url })
    await post(stateOf(nps, { score: 9 }))
    await told()
    const day = 86_400_000
    await forgetTold(service.db, Date.now() + 29 * day)
    expect(await traces()).toMatchObject({ events: [{}], waiting: [{}] })
    await forgetTold(service.db, Date.now() + 31 * day)
    expect(await traces()).toEqual({ events: [], waiting: [] })
  })
})

describe('filters', () => {
  const scores = (bodies: { data: Record<string, unknown> }[]) => bodies.map(({ data }) => data.score).sort()

  test('let pass what has all that is named', async () => {
    const other = await ask(service.db, project.id, service.clock.now, { key: 'order.delivered' })
    const add = (filters: object, fields: string[] = ['score', 'test']) =>
      service.addWebhook(project, { url: receiver.url, filters, fields } as never)
    const pass = async (filters: object) => {
      await service.quieten()
      await add(filters)
      await post(
        stateOf(nps, { score: 1 }),
        stateOf(nps, { score: 2, comment: 'Slow' }),
        stateOf(other, { score: 9 }),
        stateOf(other, { score: 10, test: true }),
      )
      return scores(await told())
    }
    expect(await pass({})).toEqual([1, 2, 9])
    expect(await pass({ tests: true })).toEqual([1, 10, 2, 9])
    expect(await pass({ touchpoints: ['order.delivered'] })).toEqual([9])
    expect(await pass({ segments: ['detractor'] })).toEqual([1, 2])
    expect(await pass({ hasComment: true })).toEqual([2])
    expect(await pass({ hasComment: false })).toEqual([1, 9])
    expect(await pass({ verified: true })).toEqual([])
    expect(await pass({ verified: false, segments: ['promoter', 'passive'] })).toEqual([9])
  })

  test('let a change pass by the segment that it left, too', async () => {
    await service.addWebhook(project, {
      url: receiver.url,
      events: ['response.changed'],
      filters: { segments: ['detractor'] },
    })
    const state = stateOf(nps, { score: 2 })
    await post(state)
    await post({ ...state, seq: 2, score: 9 })
    expect(await told()).toMatchObject([{ data: { score: 9, previousScore: 2 } }])
    await post({ ...state, seq: 3, score: 10 })
    expect(await told()).toEqual([])
  })
})

describe('a respondent who is erased', () => {
  test('is told of by name, and forgotten when that is told', async () => {
    await service.addWebhook(project, { url: receiver.url, events: ['respondent.erased'] })
    await admin('DELETE', '/v1/respondents/A17')
    expect((await traces()).events).toMatchObject([{ respondent: 'A17' }])
    expect(await toldLate()).toMatchObject([{ type: 'respondent.erased', data: { respondent: 'A17' } }])
    expect((await traces()).events).toMatchObject([{ type: 'respondent.erased', respondent: null }])
  })

  test('is told of when what was on its way about them has come to its end', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url, events: ['respondent.erased'] })
    await admin('DELETE', '/v1/respondents/A17')
    expect(await told()).toEqual([])
    const [delivery] = await service.log(project, id)
    const waitsMs = Date.parse(delivery.dueAt) - Date.parse(delivery.createdAt)
    expect(waitsMs).toBeGreaterThanOrEqual(limits.attemptMs + tellLimits.room.leaseMs)
    await service.due()
    expect(await told()).toMatchObject([{ type: 'respondent.erased', data: { respondent: 'A17' } }])
  })

  test('is named until the last destination was told', async () => {
    const other = await startReceiver()
    await service.addWebhook(project, { url: receiver.url, events: ['respondent.erased'] })
    await service.addWebhook(project, { url: other.url, events: ['respondent.erased'] })
    other.answer = (_request, response) => void response.writeHead(500).end()
    await admin('DELETE', '/v1/respondents/A17')
    await toldLate()
    expect((await traces()).events).toMatchObject([{ respondent: 'A17' }])
    other.answer = (_request, response) => void response.writeHead(200).end()
    await service.due()
    await service.tell()
    expect(other.take()).toMatchObject([{}, { body: { data: { respondent: 'A17' } } }])
    expect((await traces()).events).toMatchObject([{ respondent: null }])
    await other.close()
  })

  test('is forgotten where the destination that was still to be told is deleted', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url, events: ['respondent.erased'] })
    receiver.answer = (_request, response) => void response.writeHead(500).end()
    await admin('DELETE', '/v1/respondents/A17')
    await toldLate()
    expect((await traces()).events).toMatchObject([{ respondent: 'A17' }])
    await admin('DELETE', `/v1/destinations/${id}`)
    expect((await traces()).events).toMatchObject([{ respondent: null }])
  })

  test('is forgotten when all are told or deleted, in whatever order', async () => {
    const add = (url = receiver.url) => service.addWebhook(project, { url, events: ['respondent.erased'] })
    receiver.answer = (_request, response) => void response.writeHead(500).end()
    const { id: first } = await add()
    const { id: second } = await add()
    await admin('DELETE', '/v1/respondents/A17')
    await service.tell()
    await admin('DELETE', `/v1/destinations/${first}`)
    expect((await traces()).events).toMatchObject([{ respondent: 'A17' }])
    // A new one is told by a replay, and the name stays for it.
    const { id: third } = await add()
    await admin('POST', `/v1/destinations/${third}/replay`, { from: '2020-01-01T00:00:00Z' })
    await admin('DELETE', `/v1/destinations/${second}`)
    expect((await traces()).events).toMatchObject([{ respondent: 'A17' }])
    receiver.take()
    receiver.answer = (_request, response) => void response.writeHead(204).end()
    await service.due()
    expect(await told()).toMatchObject([{ data: { respondent: 'A17' } }])
    expect((await traces()).events).toMatchObject([{ respondent: null }])
  })

  test('is forgotten within the hour where a destination was deleted as its event was fanned out', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url, events: ['respondent.erased'] })
    receiver.answer = (_request, response) => void response.writeHead(500).end()
    await admin('DELETE', '/v1/respondents/A17')
    await service.tell()
    await service.db.deleteFrom('destinations').where('id', '=', id).execute()
    expect((await traces()).events).toMatchObject([{ respondent: 'A17' }])
    await forgetTold(service.db, Date.now())
    expect((await traces()).events).toMatchObject([{ respondent: null }])
  })

  test('takes along what waited, and that anything was told', async () => {
    await service.addWebhook(project, { url: receiver.url, events: [...everything] })
    receiver.answer = (_request, response) => void response.writeHead(500).end()
    await post(stateOf(nps, { score: 2, comment: 'Slow', respondent: 'A17' }), stateOf(nps, { score: 9 }))
    await service.tell()
    await post(stateOf(nps, { score: 3, respondent: 'A17' }))
    receiver.take()
    receiver.answer = (_request, response) => void response.writeHead(204).end()
    await admin('DELETE', '/v1/respondents/A17')
    await service.due()
    expect(await told()).toMatchObject([{ data: { score: 9 } }])
    expect((await traces()).events).toHaveLength(1)
  })
})

describe('replay', () => {
  test('sends what happened in a time again, under the ids that it had', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    await post(stateOf(nps, { score: 1 }), stateOf(nps, { score: 9 }))
    await service.tell()
    const first = receiver.take()
    const now = Number(
      (
        await sql<{ ms: number }>`select extract(epoch from clock_timestamp()) * 1000 as ms`.execute(
          service.db,
        )
      ).rows[0]?.ms,
    )
    const at = (ms: number) => new Date(now + ms).toISOString()
    const replay = (from: number, until: number) =>
      admin('POST', `/v1/destinations/${id}/replay`, { from: at(from), until: at(until) })
    expect((await replay(-3_600_000, -1_800_000)).json()).toEqual({ events: 0 })
    expect(await told()).toEqual([])
    const reply = await replay(-3_600_000, 1)
    expect([reply.statusCode, reply.json()]).toEqual([202, { events: 2 }])
    await service.tell()
    const ids = (sent: typeof first) => sent.map(({ headers }) => headers['webhook-id']).sort()
    expect(ids(receiver.take())).toEqual(ids(first))
    expect((await replay(0, -1)).statusCode).toBe(400)
  })

  test('sends a new destination what another was told', async () => {
    await service.addWebhook(project, { url: receiver.url })
    await post(stateOf(nps, { score: 1 }), stateOf(nps, { score: 9 }))
    await told()
    const { id } = await service.addWebhook(project, {
      url: receiver.url,
      filters: { segments: ['promoter'] },
      fields: ['score'],
    })
    const reply = await admin('POST', `/v1/destinations/${id}/replay`, { from: '2020-01-01T00:00:00Z' })
    expect(reply.json()).toEqual({ events: 1 })
    expect((await told()).map(({ data }) => data.score)).toEqual([9])
  })
})

describe('a delivery with a body and a key of its own', () => {
  test('is made anew for as long as it waits, and sent once when it is due', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    const plan = (body: object, dueInMs: number) =>
      planDelivery(
        service.db,
        { project_id: project.id, id },
        { kind: 'alert', key: 'silence', body, dueInMs },
      )
    await plan({ showings: 1 }, 60_000)
    await plan({ showings: 2 }, 300_000)
    expect(await told()).toEqual([])
    await plan({ showings: 3 }, 0)
    expect(await told()).toMatchObject([{ type: 'alert', data: { showings: 3 } }])
    await plan({ showings: 4 }, 0)
    expect(await told()).toEqual([])
  })
})
