import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { applyRetention } from '../src/domain/keeping/applyRetention.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { createDriftLog } from '../src/domain/recording/driftLog.ts'
import { addDrift, type DriftCount } from '../src/store/metadataDrift.ts'
import { type Asked, ask, day, startRecording, stateOf } from './recordingApp.ts'

let service: Awaited<ReturnType<typeof startRecording>>
let project: ProjectKeys
let nps: Asked
const contract = { orderValue: 'number', paymentMethod: 'string' }

beforeAll(async () => {
  service = await startRecording()
})
afterAll(() => service.close())

beforeEach(async () => {
  service.clock.now = Date.UTC(2026, 4, 17, 10, 30)
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, service.clock.now - 30 * day, { metadata: contract })
})

const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
const read = async (query = '', key = nps.key) =>
  service.admin('GET', `/v1/touchpoints/${key}/drift${query}`, undefined, project.secretKey)
const days = async (query = '') => (await read(query)).json().days
const good = { orderValue: 420, paymentMethod: 'card' }
const withMetadata = (metadata?: object) => stateOf(nps, metadata ? { metadata } : {})

describe('metadata that a touchpoint does not take', () => {
  test('are counted without the name where that holds a card', async () => {
    await post(withMetadata({ ...good, card_4111111111111111: true }))
    expect(await days()).toMatchObject([{ drift: [{ kind: 'undeclared', key: null, responses: 1 }] }])
  })

  test('are counted by key and day, each response once', async () => {
    const states = [
      withMetadata(good),
      withMetadata({ ...good, coupon: 'A' }),
      withMetadata({ ...good, coupon: 'B', orderValue: '420' }),
      withMetadata({ paymentMethod: 'card' }),
      withMetadata(),
    ]
    await post(...states)
    await post(...states)
    await post(...states.map(state => ({ ...state, seq: 2, score: 9 })))
    service.clock.now += day
    await post(withMetadata({ ...good, colour: 'red' }))
    expect(await days()).toEqual([
      { day: '2026-05-18', responses: 1, drift: [{ kind: 'undeclared', key: 'colour', responses: 1 }] },
      {
        day: '2026-05-17',
        responses: 5,
        drift: [
          { kind: 'missing', key: 'orderValue', responses: 2 },
          { kind: 'undeclared', key: 'coupon', responses: 2 },
          { kind: 'missing', key: 'paymentMethod', responses: 1 },
          { kind: 'wrong-type', key: 'orderValue', responses: 1 },
        ],
      },
    ])
    expect((await days('?days=1')).map((each: { day: string }) => each.day)).toEqual(['2026-05-18'])
  })

  test('are not looked at in tests, in what is refused, or where any are taken', async () => {
    await post(stateOf(nps, { test: true, metadata: { coupon: 'A' } }))
    await post(stateOf(nps, { score: 11, metadata: { coupon: 'A' } }))
    expect(await days()).toEqual([])
    const any = await ask(service.db, project.id, service.clock.now - day, { key: 'order.delivered' })
    await post(stateOf(any, { metadata: { coupon: 'A' } }))
    expect((await read('', 'order.delivered')).json()).toEqual({ days: [] })
  })

  test('that somebody invents fill no more than fifty names of a day', async () => {
    const invented = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, () => [`x${randomUUID().replaceAll('-', '')}`, 1]))
    await post(withMetadata({ ...good, coupon: 'A' }))
    await days()
    for (let times = 0; times < 4; times += 1) await post(withMetadata({ ...good, ...invented(30) }))
    await days()
    await post(withMetadata({ ...good, ...invented(29), coupon: 'A' }))
    const [today] = await days()
    const names = today.drift.filter(({ key }: { key: string | null }) => key !== null)
    expect(names).toHaveLength(50)
    expect(names[0]).toEqual({ kind: 'undeclared', key: 'coupon', responses: 2 })
    expect(today.drift[0]).toEqual({ kind: 'undeclared', key: null, responses: 100 })
    expect(today.responses).toBe(6)
  })

  test('are counted for Prometheus, without their names', async () => {
    await post(withMetadata({ ...good, coupon: 'A' }))
    const { body } = await service.app.inject({
      url: '/metrics',
      remoteAddress: '127.0.0.1',
      headers: { host: 'localhost' },
    })
    expect(body).toMatch(/tyck_metadata_drift_total\{kind="undeclared"\} [1-9]/)
    expect(body).not.toContain('coupon')
  })

  test('are forgotten after thirty days', async () => {
    await post(withMetadata({ ...good, coupon: 'A' }))
    expect(await days()).toHaveLength(1)
    await applyRetention(service.db, service.clock.now + 30 * day)
    expect(await days('?days=30')).toHaveLength(1)
    await applyRetention(service.db, service.clock.now + 31 * day)
    expect(await days('?days=30')).toEqual([])
  })
})

test.each(['?days=0', '?days=31', '?days=x', '?page=2'])('refuses %s', async query => {
  expect((await read(query)).statusCode).toBe(400)
})

test('knows no touchpoint that is not there', async () => {
  expect((await read('', 'nobody.knows')).json()).toMatchObject({ status: 404, code: 'not-found' })
})

describe('what is noted', () => {
  const noted = () => {
    const saved: (readonly DriftCount[])[] = []
    const told: unknown[] = []
    const fault = { now: null as Error | null }
    const log = createDriftLog(
      async (_, counts) => {
        if (fault.now) throw fault.now
        saved.push(counts)
      },
      () => {},
      error => void told.push(error),
      { afterMs: 1 },
    )
    return { log, saved, told, fault }
  }
  const one = [{ kind: 'missing', key: 'orderValue' }] as const

  test('is written by itself, together, and again where it could not be', async () => {
    const { log, saved, told, fault } = noted()
    fault.now = new Error('away')
    for (let times = 0; times < 3; times += 1) log.note('p', 't', 0, one)
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(0))
    fault.now = null
    await vi.waitFor(() => expect(saved).toHaveLength(1))
    expect(saved[0]).toContainEqual({
      touchpointId: 't',
      day: '1970-01-01',
      kind: 'missing',
      key: 'orderValue',
      responses: 3,
    })
    await log.close()
  })

  test('is written at the end', async () => {
    const { log, saved } = noted()
    log.note('p', 't', 0, one)
    await log.close()
    expect(saved).toHaveLength(1)
  })

  test('of two processes adds up', async () => {
    const { touchpointId } = await service.db
      .selectFrom('touchpoints')
      .select('id as touchpointId')
      .where('project_id', '=', project.id)
      .executeTakeFirstOrThrow()
    const counts = ['b', 'a'].map(key => ({
      touchpointId,
      day: '2026-05-17',
      kind: 'undeclared' as const,
      key,
      responses: 1,
    }))
    await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        addDrift(service.db, project.id, at % 2 ? counts : [...counts].reverse()),
      ),
    )
    expect((await days())[0].drift).toEqual([
      { kind: 'undeclared', key: 'a', responses: 8 },
      { kind: 'undeclared', key: 'b', responses: 8 },
    ])
  })
})
