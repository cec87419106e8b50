import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { limits } from '../src/config.ts'
import { createProject } from '../src/domain/keys/createProject.ts'
import { openExport } from '../src/store/openExport.ts'
import { ask } from './recordingApp.ts'
import { type Service, startService } from './service.ts'

/** More than the sockets between Postgres and a reader hold. */
const rowsOfMany = 4_000

let service: Service
let open: ClientRequest[]

async function start(change: Partial<typeof limits> = {}) {
  service = await startService({ limits: { ...limits, ...change } })
  await service.app.listen({ port: 0, host: '127.0.0.1' })
}
beforeEach(() => {
  open = []
})
afterEach(async () => {
  for (const each of open) each.destroy()
  await service.close()
})

/** Lets the project have many long rows. */
async function fill(projectId = service.keys.id) {
  const { surveyId, rulesId } = await ask(service.db, projectId, service.clock.now)
  await sql`
    insert into responses
      (project_id, id, touchpoint_id, survey_id, rules_id, seq, channel, page, shown_at, changed_at, received_at)
    select ${projectId}::uuid, gen_random_uuid(), touchpoint_id, id, ${rulesId}::uuid, 1, 'web',
      'https://shop.example/' || repeat('x', 5000), now(), now(), now()
    from surveys, generate_series(1, ${rowsOfMany}) where id = ${surveyId}`.execute(service.db)
}

function fetchPart(path: string, secretKey = service.keys.secretKey): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { port } = service.app.server.address() as AddressInfo
    const asked = request({ port, path, headers: { authorization: `Bearer ${secretKey}` }, agent: false })
    open.push(asked)
    asked.once('response', resolve).once('error', reject).end()
  })
}

/** Asks `times` times over one connection, and reads nothing. */
function askOnly(times = 1): Socket {
  const { port } = service.app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  const lines = [
    `GET /v1/responses.csv HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${service.keys.secretKey}`,
  ]
  socket.pause().write(`${lines.join('\r\n')}\r\n\r\n`.repeat(times))
  return socket
}

/** Lets sockets hang up; waits until the service has heard of it. */
async function hangUp(sockets: Socket[]) {
  for (const each of sockets) each.destroy()
  await vi.waitFor(async () => {
    const open = await new Promise(resolve => service.app.server.getConnections((_, count) => resolve(count)))
    expect(open).toBe(0)
  })
}

async function whole(reply: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of reply) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** What Postgres does for exports, as it sees it. */
async function activity(): Promise<string[]> {
  const { rows } = await sql<{ query: string }>`
    select query from pg_stat_activity
    where application_name = 'tyck export' and datname = current_database()`.execute(service.db)
  return rows.map(({ query }) => query.slice(0, 6))
}
const untilNone = () => vi.waitFor(async () => expect(await activity()).toEqual([]), { timeout: 10_000 })

describe('an export', () => {
  test('whose reader goes is cancelled in Postgres', async () => {
    await start()
    await fill()
    const reply = await fetchPart('/v1/responses.ndjson')
    expect(reply.statusCode).toBe(200)
    expect(await activity()).toEqual(['copy ('])
    reply.destroy()
    await untilNone()
  })

  test('that looks in vain is cancelled, too, when its reader goes', async () => {
    await start()
    await fill()
    // So that each row takes its time, and none is found.
    await sql`
      alter table responses enable row level security;
      alter table responses force row level security;
      create policy slow on responses using (pg_sleep(0.05) is null)`.execute(service.db)
    const path = '/v1/responses.ndjson'
    fetchPart(path).catch(() => {})
    await vi.waitFor(async () => expect(await activity()).toEqual(['copy (']), { timeout: 10_000 })
    for (const each of open) each.destroy()
    await untilNone()
  })

  test('whose reader hangs up before it begins is ended, and leaves its turn to others', async () => {
    await start()
    const holder = new pg.Client(service.databaseUrl)
    await holder.connect()
    // So that it has its connection, and has not begun.
    await holder.query('begin; lock table tyck_internal.audit_log')
    const begun = [askOnly(), askOnly()]
    await vi.waitFor(async () => expect(await activity()).toHaveLength(2), { timeout: 10_000 })
    await hangUp(begun)
    await holder.query('rollback')
    await holder.end()
    await untilNone()
    for (let time = 0; time < 8; time++) await hangUp([askOnly(), askOnly()])
    await untilNone()
    expect((await fetchPart('/v1/responses.csv')).statusCode).toBe(200)
    await vi.waitFor(async () => {
      const metrics = await whole(await fetchPart('/metrics'))
      expect(metrics).toContain('tyck_pool_connections{pool="exports",state="busy"} 0')
    })
    // Waits for what is under way: nothing is.
    await service.app.close()
  })

  test('that waits behind another one of its connection ends with the connection', async () => {
    await start()
    await fill()
    const both = askOnly(2)
    await vi.waitFor(async () => expect(await activity()).toEqual(['copy (', 'copy (']), { timeout: 10_000 })
    await hangUp([both])
    await untilNone()
  })

  test('whose reader stops ends when it has taken nothing for a while', async () => {
    await start({ silentMs: 300 })
    await fill()
    const reply = await fetchPart('/v1/responses.csv')
    const ended = new Promise(resolve => reply.once('error', resolve).once('aborted', resolve))
    // Nobody reads it.
    await untilNone()
    reply.resume()
    await ended
    expect(reply.complete).toBe(false)
  })

  test('runs twice at once for a project and four times for all; who comes later is told when to try again', async () => {
    await start()
    await fill()
    const others = await Promise.all(
      [1, 2].map(async nth => {
        const project = await createProject(service.db, `Shop ${nth}`)
        await fill(project.id)
        return project
      }),
    )
    const underWay = [await fetchPart('/v1/responses.csv'), await fetchPart('/v1/responses.ndjson')]
    const third = await fetchPart('/v1/responses.csv')
    expect([third.statusCode, third.headers['retry-after']]).toEqual([503, '30'])
    expect(JSON.parse(await whole(third))).toMatchObject({ code: 'overloaded', retryable: true })
    // Others are not in their way: neither other projects, nor what else is asked.
    underWay.push(await fetchPart('/v1/responses.csv', others[0]?.secretKey))
    underWay.push(await fetchPart('/v1/responses.csv', others[1]?.secretKey))
    expect(underWay.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    expect((await fetchPart('/v1/responses.csv', others[1]?.secretKey)).statusCode).toBe(503)
    for (let time = 0; time < 6; time++)
      expect((await fetchPart('/v1/responses?limit=1')).statusCode).toBe(200)
    const metrics = await whole(await fetchPart('/metrics'))
    expect(metrics).toContain('tyck_pool_connections{pool="exports",state="busy"} 4')
    underWay[0]?.destroy()
    await vi.waitFor(async () => expect((await fetchPart('/v1/responses.csv')).statusCode).toBe(200), {
      timeout: 10_000,
    })
  })

  test('goes on while the service stops, which waits for it', async () => {
    await start()
    await fill()
    const reply = await fetchPart('/v1/responses.ndjson')
    const closed = service.app.close()
    const lines = (await whole(reply)).split('\n')
    expect([reply.complete, lines.length]).toEqual([true, rowsOfMany + 1])
    await closed
  })

  test('that nobody reads is cut when the service has waited long enough', async () => {
    await start()
    await fill()
    const reply = await fetchPart('/v1/responses.ndjson')
    reply.once('error', () => {})
    const closed = service.app.close()
    service.app.server.closeAllConnections()
    await closed
    await untilNone()
    expect(reply.complete).toBe(false)
  })

  test('has more time than what else is asked of the database, sees one moment, and writes nothing', async () => {
    await start()
    const { db, databaseUrl, keys } = service
    const connection = await openExport(db, databaseUrl, { timeZone: 'UTC', statementMs: limits.exportMs })
    const setting = (name: string) =>
      connection.query(sql<{ is: string }>`select current_setting(${name}) as is`)
    expect(await setting('statement_timeout')).toEqual([{ is: '30min' }])
    expect(await setting('idle_in_transaction_session_timeout')).toEqual([{ is: '30min' }])
    expect(await setting('transaction_isolation')).toEqual([{ is: 'repeatable read' }])
    expect(await setting('max_parallel_workers_per_gather')).toEqual([{ is: '0' }])
    await expect(connection.query(sql`delete from projects where id = ${keys.id}`)).rejects.toThrow()
    await connection.end()
    await connection.end()
    await untilNone()
  })

  test('tells its database by a number where a provider keeps the rest to itself', async () => {
    await start()
    const { db, databaseUrl } = service
    const databaseOf = async () => {
      const { database, end } = await openExport(db, databaseUrl, { timeZone: 'UTC', statementMs: 1_000 })
      await end()
      return database
    }
    expect(await databaseOf()).toMatch(/^\d{15,}\/00000001$/)
    await sql`create function tyck_internal.pg_control_system() returns int language sql as 'select 1 / 0'`.execute(
      db,
    )
    await sql`alter database ${sql.raw(new URL(databaseUrl).pathname.slice(1))}
      set search_path to tyck_internal, pg_catalog`.execute(db)
    expect(await databaseOf()).toMatch(/^\d+\/00000000$/)
    await untilNone()
  })

  test('that cannot begin is told so, and keeps no connection', async () => {
    await start()
    const refused = await fetchPart('/v1/responses.csv?timeZone=Etc/GMT%2B20')
    expect(refused.statusCode).toBe(400)
    const { port } = new URL(service.databaseUrl)
    await expect(
      openExport(service.db, service.databaseUrl.replace(port, '1'), { timeZone: 'UTC', statementMs: 1_000 }),
    ).rejects.toThrow('The database is not available')
    await untilNone()
  })

  test('is not begun for a HEAD, which would read all for nothing', async () => {
    await start()
    const reply = await service.app.inject({
      method: 'HEAD',
      url: '/v1/responses.csv',
      headers: { authorization: `Bearer ${service.keys.secretKey}` },
    })
    expect(reply.statusCode).toBe(405)
  })
})
