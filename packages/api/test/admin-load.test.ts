import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import type { Trx } from '../src/store/transaction.ts'
import { ask, page, stateOf } from './recordingApp.ts'
import { type Service, startService } from './service.ts'

let service: Service
let other: ProjectKeys
let aside: Database
let lines: { level: number; msg: string }[]

beforeEach(async () => {
  lines = []
  const logTo = { write: (line: string) => void lines.push(JSON.parse(line)) }
  service = await startService({ unsafeDurability: true, logLevel: 'info' }, logTo)
  other = await createProject(service.db, 'Other')
  aside = openDatabase(service.databaseUrl, { connections: 2 })
})
afterEach(async () => {
  await aside.close()
  await service.close()
})

/** Does `work` while nobody can read `table`. */
async function locked(table: string, work: () => Promise<void>): Promise<void> {
  await aside.db.transaction().execute(async (trx: Trx) => {
    await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(trx)
    await work()
  })
}

/** Waits until `count` queries wait for a lock. */
async function stuck(count: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(aside.db)
    if ((rows[0]?.count ?? 0) >= count) return
    await delay(5)
  }
}

const march = 'from=2026-03-01&to=2026-03-01'

test('what one project reads keeps nobody from posting, no page from its surveys and no other project from reading', async () => {
  const asked = await ask(service.db, other.id, service.clock.now)
  const reads: Promise<{ statusCode: number }>[] = []
  await locked('response_tags', async () => {
    for (let at = 0; at < 30; at += 1) reads.push(service.admin('GET', '/v1/responses'))
    await stuck(4)
    const posted = await service.app.inject({
      method: 'POST',
      url: '/v1/responses',
      headers: { ...page, 'content-type': 'text/plain' },
      payload: JSON.stringify({ key: other.publishableKey, responses: [stateOf(asked, { score: 9 })] }),
    })
    expect(posted.json()).toMatchObject({ results: [{ status: 'stored' }] })
    const replies = await Promise.all([
      service.app.inject(`/v1/projects/${other.publishableKey}/surveys`),
      service.app.inject('/readyz'),
      service.admin('GET', '/v1/touchpoints', undefined, other.secretKey),
      service.admin('GET', `/v1/scores?${march}`, undefined, other.secretKey),
    ])
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
  })
  await Promise.all(reads)
})

test('who asks for more than can wait is told so at once, and not that the database is away', async () => {
  await locked('response_tags', async () => {
    const reads = Array.from({ length: 70 }, () => service.admin('GET', '/v1/responses'))
    const refused = await Promise.race(reads)
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({ code: 'overloaded', retryable: true })
    expect(refused.headers['retry-after']).toBe('5')
    void Promise.all(reads)
  })
})

test('stopping waits for what is read for a browser that has gone, and calls nothing of it a fault', async () => {
  await ask(service.db, service.keys.id, service.clock.now)
  let closing = () => {}
  const begun = new Promise<void>(resolve => {
    closing = resolve
  })
  // The last one is the first to run.
  service.app.addHook('onClose', async () => closing())
  await service.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = service.app.server.address() as { port: number }
  let closed: Promise<void> | undefined
  await locked('responses', async () => {
    const socket = connect(port, '127.0.0.1')
    const head = ['Host: localhost', `Authorization: Bearer ${service.keys.secretKey}`, '', ''].join('\r\n')
    socket.write(`GET /v1/scores?${march}&by=metadata.plan&answerTime=true HTTP/1.1\r\n${head}`)
    await stuck(1)
    socket.destroy()
    closed = service.app.close()
    await begun
  })
  await closed
  expect(lines.filter(({ level }) => level > 30)).toEqual([])
})
