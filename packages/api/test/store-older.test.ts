import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openDatabase } from '../src/store/database.ts'
import { isMigrated, migrate } from '../src/store/migrate.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import { fillTables, olderProject, rowsOf } from './olderRows.ts'
import { wrongCounts } from './recordingApp.ts'
import { schemaOf } from './schemaOf.ts'
import { databaseUrl, runStatement } from './testServer.ts'

type Migration = NonNullable<Parameters<typeof migrate>[1]>

/** Every version that the schema ever had: whoever has one of them may come from it. */
const versions = readdirSync(fileURLToPath(new URL('../src/store/migrations', import.meta.url)))
  .map(file => file.replace(/\.ts$/, '') as Migration)
  .sort()

const { url: server } = inject('testServer')
const older = `test_${randomBytes(8).toString('hex')}`
const copy = `${older}_copy`
let fresh: TestDatabase

beforeAll(async () => {
  fresh = await createDatabase()
  await runStatement(server, `create database ${older}`)
})

afterAll(async () => {
  await runStatement(server, `drop database if exists ${copy}`)
  await runStatement(server, `drop database ${older}`)
  await fresh.drop()
})

describe.each(versions)('a database as of %s, with the rows of a shop', version => {
  const url = databaseUrl(server, copy)
  let before: Record<string, object[]>

  beforeAll(async () => {
    await migrate(databaseUrl(server, older), version)
    await runStatement(server, `drop database if exists ${copy}`)
    await runStatement(server, `create database ${copy} template ${older}`)
    before = await fillTables(url)
    await migrate(url)
  })

  test('becomes the same as a new one', async () => {
    expect(await schemaOf(url)).toEqual(await schemaOf(fresh.url))
  })

  test('keeps every row and what it says', async () => {
    const after = await rowsOf(url)
    expect(Object.values(before).flat()).not.toHaveLength(0)
    for (const [table, rows] of Object.entries(before)) {
      expect(rows.length, table).toBeGreaterThan(0)
      const kept = rows.map(row => expect.objectContaining(row))
      // Of days that cannot be recounted a migration says so.
      expect(after[table], table).toEqual(table === 'recounts' ? expect.arrayContaining(kept) : kept)
    }
  })

  test('has them in its views, its counts and its answers to pages', async () => {
    const views = `select
      (select array_agg(segment order by segment) from tyck.answers) as answers,
      (select count(*)::int from tyck.responses) as responses,
      (select array_agg(question) from tyck.surveys) as questions,
      (select array_agg(sample_rate) from tyck.touchpoints) as rates`
    expect(await runStatement(url, views)).toEqual([
      { answers: ['promoter'], responses: 4, questions: ['How was it?'], rates: [0.5] },
    ])
    const { db, close } = openDatabase(url)
    const app = await buildApp({
      config: readConfig({ LOG_LEVEL: 'silent', TYCK_SECRET: 'A secret of the tests, of 32 characters' }),
      db,
      databaseUrl: url,
      clock: Date.now,
    })
    try {
      expect(await isMigrated(db)).toBe(true)
      expect(await wrongCounts(db)).toEqual([])
      const served = await app.inject(`/v1/projects/${olderProject.publishableKey}/surveys`)
      expect(served.json()).toMatchObject({
        surveys: [{ touchpoint: olderProject.touchpoint, question: 'How was it?', sampleRate: 0.5 }],
      })
    } finally {
      await app.close()
      await close()
    }
  })
})

test('a service that starts while another migrates waits for it, and both find everything done once', async () => {
  await runStatement(server, `drop database if exists ${copy}`)
  await runStatement(server, `create database ${copy}`)
  const url = databaseUrl(server, copy)
  await migrate(url, '0002-views')
  await fillTables(url)
  // A reader holds the first migration up until the second service has come.
  const reader = new pg.Client(url)
  await reader.connect()
  await reader.query('begin; select from tyck_internal.responses')
  const both = Promise.all([migrate(url), migrate(url)])
  const waiting = () =>
    runStatement(
      server,
      `select wait_event from pg_stat_activity where datname = '${copy}' and wait_event_type = 'Lock' order by 1`,
    )
  await expect.poll(waiting).toEqual([{ wait_event: 'advisory' }, { wait_event: 'relation' }])
  await reader.query('commit')
  await reader.end()
  await both
  const done = await runStatement(url, 'select name from tyck_internal.kysely_migration order by name')
  expect(done).toEqual(versions.map(name => ({ name })))
  expect(await schemaOf(url)).toEqual(await schemaOf(fresh.url))
})
