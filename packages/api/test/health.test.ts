import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openDatabase } from '../src/store/database.ts'
import { type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService({ unsafeDurability: true })
})

afterAll(() => service.close())

describe('readiness', () => {
  test('is there with a migrated database', async () => {
    const reply = await service.app.inject('/readyz')
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  test('is not there while a migration is missing', async () => {
    await sql`update kysely_migration set name = 'x' || name where name = '0002-views'`.execute(service.db)
    const reply = await service.app.inject('/readyz')
    expect(reply.statusCode).toBe(503)
    expect(reply.json()).toMatchObject({ code: 'database-unavailable', retryable: true })
    await sql`update kysely_migration set name = '0002-views' where name = 'x0002-views'`.execute(service.db)
    expect((await service.app.inject('/readyz')).statusCode).toBe(200)
  })

  test('is not there where Postgres may lose what it acknowledged, and says which setting is off', async () => {
    const careful = await startService({ unsafeDurability: false })
    const database = new URL(careful.databaseUrl).pathname.slice(1)
    await sql`alter database ${sql.id(database)} set synchronous_commit to off`.execute(careful.db)
    // A database's settings hold for connections that are made from then on.
    const { db, close } = openDatabase(careful.databaseUrl)
    const app = await buildApp({
      ...careful,
      config: readConfig({ LOG_LEVEL: 'silent' }),
      db,
      clock: Date.now,
    })
    const reply = await app.inject('/readyz')
    expect(reply.statusCode).toBe(503)
    expect(reply.json().detail).toContain('synchronous_commit')
    expect((await app.inject('/livez')).statusCode).toBe(200)
    await app.close()
    await close()
    await careful.close()
  })

  test('is not there on a read-only database, and says so', async () => {
    const standby = await startService({ unsafeDurability: true })
    const database = new URL(standby.databaseUrl).pathname.slice(1)
    await sql`alter database ${sql.id(database)} set default_transaction_read_only to on`.execute(standby.db)
    const { db, close } = openDatabase(standby.databaseUrl)
    const config = readConfig({ LOG_LEVEL: 'silent', TYCK_UNSAFE_DURABILITY: 'on' })
    const app = await buildApp({ ...standby, config, db, clock: Date.now })
    const reply = await app.inject('/readyz')
    expect(reply.statusCode).toBe(503)
    expect(reply.json()).toMatchObject({ code: 'database-unavailable', retryable: true })
    expect(reply.json().detail).toContain('read-only')
    await app.close()
    await close()
    await standby.close()
  })

  test('ends as soon as the service begins to stop', async () => {
    const stopping = await startService({ unsafeDurability: true })
    let statuses: number[] = []
    // Between the decision to stop and the end of listening.
    stopping.app.addHook('preClose', async () => {
      const { port } = stopping.app.server.address() as AddressInfo
      const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status
      statuses = [await ask('/readyz'), await ask('/livez')]
    })
    await stopping.app.listen({ port: 0, host: '127.0.0.1' })
    await stopping.close()
    expect(statuses).toEqual([503, 200])
  })
})
