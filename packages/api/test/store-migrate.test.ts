import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../src/store/database.ts'
import { isMigrated, migrate } from '../src/store/migrate.ts'
import { databaseUrl, runStatement } from './testServer.ts'

const { url: server } = inject('testServer')
let name: string
let url: string

beforeEach(async () => {
  name = `test_${randomBytes(8).toString('hex')}`
  url = databaseUrl(server, name)
  await runStatement(server, `create database ${name}`)
})

afterEach(async () => {
  await runStatement(server, `drop database ${name}`)
})

async function onDatabase<T>(work: (db: ReturnType<typeof openDatabase>['db']) => Promise<T>): Promise<T> {
  const { db, close } = openDatabase(url)
  return work(db).finally(close)
}

describe('migrating', () => {
  test('an empty database makes the tables and the views', async () => {
    await migrate(url)
    expect(await onDatabase(isMigrated)).toBe(true)
    expect(await runStatement(url, 'select count(*)::int as n from tyck.answers')).toEqual([{ n: 0 }])
  })

  test('again changes nothing', async () => {
    await migrate(url)
    const before = await runStatement(url, 'select * from tyck_internal.kysely_migration')
    await migrate(url)
    expect(await runStatement(url, 'select * from tyck_internal.kysely_migration')).toEqual(before)
  })

  test('by six at the same time succeeds for all', async () => {
    await Promise.all(Array.from({ length: 6 }, () => migrate(url)))
    expect(await onDatabase(isMigrated)).toBe(true)
  })

  test('a database of a later version is refused', async () => {
    await migrate(url)
    await runStatement(
      url,
      "insert into tyck_internal.kysely_migration values ('9999-later', '2099-01-01T00:00:00Z')",
    )
    await expect(migrate(url)).rejects.toThrow('could not be migrated')
  })

  test('keeps the time of the first answers that are there', async () => {
    await migrate(url, '0002-views')
    await runStatement(
      url,
      `insert into tyck_internal.responses
        (project_id, id, touchpoint_id, survey_id, rules_id, seq, channel, shown_at, answered_at, changed_at, received_at)
      select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'web',
        time, time, time, time from (values (timestamptz '2026-03-01T12:00:00Z')) as moments (time)`,
    )
    await migrate(url)
    expect(await runStatement(url, 'select first_answered_at from tyck_internal.responses')).toEqual([
      { first_answered_at: new Date('2026-03-01T12:00:00Z') },
    ])
  })

  test('keeps of an older theme what is of a known kind', async () => {
    await migrate(url, '0003-first-answer')
    await runStatement(
      url,
      `insert into tyck_internal.projects (id, name, publishable_key, theme) values
        (gen_random_uuid(), 'Shop', 'pk_1',
          '{"accent": "#0A6C74", "on-accent": "#fff", "accent-dark": "teal", "radius": "8px", "font": "#fff"}'),
        (gen_random_uuid(), 'Other', 'pk_2', '{}')`,
    )
    await migrate(url)
    const themes = await runStatement(
      url,
      'select theme from tyck_internal.projects order by publishable_key',
    )
    expect(themes).toEqual([{ theme: { accent: '#0A6C74', onAccent: '#fff' } }, { theme: {} }])
  })

  test('is not complete while one is missing', async () => {
    await migrate(url)
    await onDatabase(async db => {
      await sql`delete from kysely_migration where name like '0002%'`.execute(db)
      expect(await isMigrated(db)).toBe(false)
    })
  })
})
