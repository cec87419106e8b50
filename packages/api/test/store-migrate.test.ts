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
    await expect(migrate(url)).rejects.toThrow('by a newer version')
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

  test('gives older counts the rules that were in force', async () => {
    await migrate(url, '0010-audit-log')
    const ids = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']
    await runStatement(
      url,
      `set search_path to tyck_internal;
      insert into projects (id, name, publishable_key) values ('${ids[0]}', 'Shop', 'pk_1');
      insert into touchpoints (project_id, id, key, name) values ('${ids[0]}', '${ids[0]}', 'a', 'A');
      insert into rules (project_id, id, touchpoint_id, version, placement, delay_seconds, sample_rate, audience,
          quiet_days, published_at)
        select '${ids[0]}', id, '${ids[0]}', version, 'inline', 3, 1, '[]', '{}', at from (values
          ('${ids[0]}'::uuid, 1, timestamptz '2026-03-01T10:00:00Z'), ('${ids[1]}', 2, '2026-03-01T12:30:00Z')
        ) as versions (id, version, at);
      insert into hourly_counts (project_id, touchpoint_id, survey_id, hour, shown)
        select '${ids[0]}', '${ids[0]}', '${ids[0]}', hour, 1
        from generate_series(timestamptz '2026-03-01T09:00:00Z', '2026-03-01T13:00:00Z', '1 hour') as hour`,
    )
    await migrate(url)
    const counts = await runStatement(url, 'select rules_id from tyck_internal.hourly_counts order by hour')
    expect(counts).toEqual([0, 0, 0, 1, 1].map(at => ({ rules_id: ids[at] })))
    // What was guessed is not recounted: it may differ, and nothing is wrong.
    const days = await runStatement(
      url,
      "select count(*)::int as skipped from tyck_internal.recounts where recounted_at = 'infinity'",
    )
    expect(days).toEqual([{ skipped: 11 }])
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
