import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Config } from '../src/config.ts'
import { rawRequest } from './rawRequest.ts'
import { type Asked, ask, stateOf } from './recordingApp.ts'
import { type Service, startService } from './service.ts'

let service: Service
let nps: Asked

async function start(change: Partial<Config> = {}) {
  service = await startService(change)
  nps = await ask(service.db, service.keys.id, service.clock.now)
}
beforeEach(() => start())
afterEach(() => service.close())

async function restart(change: Partial<Config>) {
  await service.close()
  await start(change)
}

const local = { remoteAddress: '127.0.0.1', headers: { host: 'localhost:4400' } }

/** What is counted now, by its name and labels as Prometheus writes them. */
async function read(): Promise<Map<string, number>> {
  const { statusCode, body } = await service.app.inject({ url: '/metrics', ...local })
  expect(statusCode).toBe(200)
  const lines = body.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  )
}

const post = (...responses: unknown[]) =>
  service.app.inject({
    method: 'POST',
    url: '/v1/responses',
    headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
    payload: JSON.stringify({ key: service.keys.publishableKey, responses }),
  })

describe('metrics', () => {
  test('count requests by the pattern of their route and by status, and how long they took', async () => {
    await post(stateOf(nps))
    await post()
    await service.app.inject(`/v1/projects/${service.keys.publishableKey}/surveys?locale=sv`)
    await service.app.inject('/v1/projects/pk_unknown/surveys')
    await service.app.inject({ method: 'PURGE' as 'GET', url: '/nowhere/at/all' })
    const metrics = await read()
    const requests = 'tyck_http_requests_total'
    expect(metrics.get(`${requests}{method="POST",route="/v1/responses",status="200"}`)).toBe(1)
    expect(metrics.get(`${requests}{method="POST",route="/v1/responses",status="400"}`)).toBe(1)
    const surveys = 'method="GET",route="/v1/projects/:publishableKey/surveys"'
    expect(metrics.get(`${requests}{${surveys},status="200"}`)).toBe(1)
    expect(metrics.get(`${requests}{${surveys},status="404"}`)).toBe(1)
    expect(metrics.get(`${requests}{method="any",route="none",status="404"}`)).toBe(1)
    expect(metrics.get(`tyck_http_request_duration_seconds_count{${surveys}}`)).toBe(2)
    expect(metrics.get(`tyck_http_request_duration_seconds_bucket{le="+Inf",${surveys}}`)).toBe(2)
  })

  test('count what became of responses, and why some were rejected', async () => {
    const state = stateOf(nps, { score: 9 })
    await post(
      state,
      stateOf(nps, { surveyId: randomUUID() }),
      stateOf(nps, { shownAgoMs: 8 * 86_400_000 }),
      'nonsense',
    )
    await post(state)
    const metrics = await read()
    expect(metrics.get('tyck_responses_total{status="stored"}')).toBe(1)
    expect(metrics.get('tyck_responses_total{status="unchanged"}')).toBe(1)
    expect(metrics.get('tyck_responses_total{status="rejected"}')).toBe(3)
    expect(metrics.get('tyck_responses_rejected_total{code="unknown-survey"}')).toBe(1)
    expect(metrics.get('tyck_responses_rejected_total{code="too-old"}')).toBe(1)
    expect(metrics.get('tyck_responses_rejected_total{code="validation-failed"}')).toBe(1)
  })

  test('count flushes by their rows, and tell how deep the queue and the pools are', async () => {
    await post(...Array.from({ length: 7 }, () => stateOf(nps)))
    const metrics = await read()
    expect(metrics.get('tyck_flush_rows_bucket{le="5"}')).toBe(0)
    expect(metrics.get('tyck_flush_rows_bucket{le="10"}')).toBe(1)
    expect(metrics.get('tyck_flush_rows_sum')).toBe(7)
    expect(metrics.get('tyck_flush_duration_seconds_count{outcome="stored"}')).toBe(1)
    expect(metrics.get('tyck_queue_rows{state="waiting"}')).toBe(0)
    expect(metrics.get('tyck_queue_rows{state="under-way"}')).toBe(0)
    expect(metrics.get('tyck_pool_connections{pool="rows",state="busy"}')).toBe(0)
    for (const pool of ['main', 'writers']) {
      expect(metrics.get(`tyck_pool_connections{pool="${pool}",state="busy"}`)).toBe(0)
      expect(metrics.get(`tyck_pool_connections{pool="${pool}",state="idle"}`)).toBeGreaterThan(0)
      expect(metrics.get(`tyck_pool_connections{pool="${pool}",state="waiting"}`)).toBe(0)
    }
  })

  test('tell what waits and what is in use while it does', async () => {
    await post(stateOf(nps))
    const { db } = service
    let metrics = new Map<string, number>()
    let stored: Promise<Awaited<ReturnType<typeof post>>[]> = Promise.resolve([])
    await db.transaction().execute(async trx => {
      await sql`lock table responses in access exclusive mode`.execute(trx)
      const posts = [post(stateOf(nps)), post(stateOf(nps)), post(stateOf(nps))]
      await expect
        .poll(async () => {
          metrics = await read()
          return metrics.get('tyck_queue_rows{state="under-way"}')
        })
        .toBeGreaterThan(0)
      stored = Promise.all(posts)
    })
    expect((await stored).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    expect(metrics.get('tyck_pool_connections{pool="main",state="busy"}')).toBe(1)
    expect(metrics.get('tyck_pool_connections{pool="writers",state="busy"}')).toBeGreaterThan(0)
  })

  test('count what is refused by its code, also what never became a request', async () => {
    await post()
    await service.app.inject({ url: '/v1/project', headers: { authorization: 'Bearer sk_unknown' } })
    await service.app.listen({ host: '127.0.0.1', port: 0 })
    await rawRequest(service.app, 'TYCK 1\r\n\r\n')
    const metrics = await read()
    expect(metrics.get('tyck_problems_total{code="validation-failed"}')).toBe(1)
    expect(metrics.get('tyck_problems_total{code="unauthorized"}')).toBe(1)
    expect(metrics.get('tyck_problems_total{code="malformed-request"}')).toBe(1)
  })

  test('count what is over a limit by which one it was', async () => {
    const tight = { perSecond: 1, burst: 20 }
    await restart({ rates: { perAddress: tight, perProject: null } })
    for (let time = 0; time < 22; time += 1) await post(stateOf(nps))
    expect((await read()).get('tyck_limited_total{limit="address"}')).toBe(2)
    await restart({ rates: { perAddress: null, perProject: tight } })
    for (let time = 0; time < 23; time += 1) await post(stateOf(nps))
    expect((await read()).get('tyck_limited_total{limit="project"}')).toBe(3)
  })

  test('tell of the process and of its event loop', async () => {
    const metrics = await read()
    expect(metrics.get('process_resident_memory_bytes')).toBeGreaterThan(0)
    expect(metrics.get('process_cpu_seconds_total')).toBeGreaterThan(0)
    expect(metrics.has('nodejs_eventloop_lag_p99_seconds')).toBe(true)
  })

  test('hold nothing that a caller sent, nor a key, a project or an address', async () => {
    await post(stateOf(nps, { comment: 'a comment', respondent: 'respondent-17', score: 'eleven' }))
    await service.app.inject({ url: '/v1/needle?q=needle', headers: { 'user-agent': 'needle' } })
    const { body } = await service.app.inject({ url: '/metrics', ...local })
    const { publishableKey, secretKey, id } = service.keys
    for (const text of [
      publishableKey,
      secretKey,
      id,
      nps.surveyId,
      'a comment',
      'respondent-17',
      'needle',
    ]) {
      expect(body).not.toContain(text)
    }
    expect(body).not.toMatch(/127\.0|checkout\.payment|shop\.example/)
  })
})

describe('who reads metrics', () => {
  const status = async (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    (await service.app.inject({ url: '/metrics', headers: { host: 'localhost', ...headers }, remoteAddress }))
      .statusCode

  test('is this machine, as long as there is no token', async () => {
    expect(await status({})).toBe(200)
    expect(await status({ host: '127.0.0.1:4400' })).toBe(200)
    expect(await status({}, '192.0.2.1')).toBe(404)
    // A page elsewhere whose name points here, and a proxy here that lets in the world.
    expect(await status({ host: 'evil.example' })).toBe(404)
    expect(await status({ 'x-forwarded-for': '192.0.2.1' })).toBe(404)
  })

  test('sees no more elsewhere than where nothing is', async () => {
    const strip = (body: string) => body.replace(/urn:uuid:[\w-]+/, '')
    const from = (url: string) => service.app.inject({ url, remoteAddress: '192.0.2.1' })
    const [metrics, nowhere] = [await from('/metrics'), await from('/nowhere')]
    expect(strip(metrics.body)).toBe(strip(nowhere.body))
  })

  test('is who brings the token, once there is one, from anywhere', async () => {
    await restart({ metricsToken: 'a token for metrics' })
    expect(await status({ authorization: 'Bearer a token for metrics' }, '192.0.2.1')).toBe(200)
    for (const authorization of [
      '',
      'Bearer ',
      'Bearer x',
      'a token for metrics',
      'Basic a token for metrics',
    ]) {
      expect(await status({ authorization })).toBe(401)
    }
  })

  test('may keep no copy', async () => {
    const { headers } = await service.app.inject({ url: '/metrics', ...local })
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })
})
