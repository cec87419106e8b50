import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { dropReader, makeReader } from '../src/store/readers.ts'
import { createDatabase, type TestDatabase } from './database.ts'

// Roles are of the whole server, which other tests use too.
const name = `reader_${randomBytes(6).toString('hex')}`
const password = randomBytes(24).toString('base64url')
let database: TestDatabase
let opened: Database
let reader: pg.Client

beforeAll(async () => {
  database = await createDatabase()
  opened = openDatabase(database.url)
  await createProject(opened.db, 'Shop')
  expect(await makeReader(opened.db, { name, password, statementTimeoutMs: 300, isAlone: true })).toBe(true)
  const url = new URL(database.url)
  url.username = name
  url.password = password
  reader = new pg.Client(url.href)
  await reader.connect()
})

afterAll(async () => {
  await reader.end()
  await dropReader(opened.db, name)
  await opened.close()
  await database.drop()
})

/** The SQLSTATE that a statement of the reader ends with. */
const refusal = (statement: string) =>
  reader.query(statement).then(
    () => 'done',
    error => error.code as string,
  )

describe('a reader', () => {
  test('reads every view and formula, also by the bare name, and views that come later', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.views where table_schema = 'tyck'`.execute(opened.db)
    expect(rows.length).toBeGreaterThan(8)
    for (const { name } of rows) expect(await refusal(`select * from ${name}`), name).toBe('done')
    expect((await reader.query('select project from projects')).rows).toEqual([{ project: 'Shop' }])
    expect((await reader.query('select nps from nps(15, 13, 8)')).rows[0].nps).toBeCloseTo(19.444444, 6)
    await sql`create view tyck.answers_v2 as select 1 as one`.execute(opened.db)
    expect(await refusal('select * from tyck.answers_v2')).toBe('done')
    await sql`drop view tyck.answers_v2`.execute(opened.db)
  })

  test.each([
    'select * from tyck_internal.responses',
    'select * from tyck_internal.secret_keys',
    'select tyck_internal.comment_words(null, null)',
    'insert into tyck_internal.projects (name) values (1)',
    'set role tyck',
    "select pg_read_file('/etc/passwd')",
    "copy tyck.answers to program 'true'",
    "select lo_import('/etc/passwd')",
    'create role another',
    'create temporary table mine (id int)',
  ])('may not %s', async statement => {
    await reader.query('set default_transaction_read_only = off')
    expect(await refusal(statement)).toBe('42501')
    await reader.query('reset default_transaction_read_only')
  })

  test.each(['create table tyck.mine (id int)', 'create table public.mine (id int)', 'create schema mine'])(
    'cannot %s, nor anything, for its transactions only read; and may not where they do not',
    async statement => {
      expect(['25006', '42501']).toContain(await refusal(statement))
      await reader.query('set default_transaction_read_only = off')
      expect(await refusal(statement)).toBe('42501')
      await reader.query('reset default_transaction_read_only')
    },
  )

  test.each(['delete from tyck.answers', "update tyck.projects set project = 'Mine'"])(
    'cannot %s',
    async statement => {
      expect(await refusal(statement)).not.toBe('done')
      await reader.query('set default_transaction_read_only = off')
      expect(['42501', '55000']).toContain(await refusal(statement))
      await reader.query('reset default_transaction_read_only')
    },
  )

  test('may do there what everybody may where the database is not of the service alone', async () => {
    const { url, drop } = await createDatabase()
    const shared = openDatabase(url)
    const other = `${name}_3`
    await makeReader(shared.db, { name: other, password })
    const { rows } = await sql<{ may: boolean }>`
      select has_database_privilege(${other}, current_database(), 'temporary') as may`.execute(shared.db)
    expect(rows).toEqual([{ may: true }])
    expect(await dropReader(shared.db, other)).toBe(true)
    await shared.close()
    await drop()
  })

  test('is dropped with what it owns and may', async () => {
    const other = `${name}_4`
    await makeReader(opened.db, { name: other, password })
    await sql`grant usage on schema tyck_internal to ${sql.ref(other)}`.execute(opened.db)
    await sql`grant create on schema tyck to ${sql.ref(other)}`.execute(opened.db)
    const url = new URL(database.url)
    url.username = other
    url.password = password
    const client = new pg.Client(url.href)
    await client.connect()
    await client.query(
      "begin read write; create table tyck.mine (id int); select lo_from_bytea(0, 'mine'); commit",
    )
    await client.end()
    expect(await dropReader(opened.db, other)).toBe(true)
    const { rows } = await sql`
      select to_regclass('tyck.mine') as mine, (select count(*)::int from pg_largeobject_metadata) as objects`.execute(
      opened.db,
    )
    expect(rows).toEqual([{ mine: null, objects: 0 }])
  })

  test('does not run for long, nor keep a transaction open, nor take many connections', async () => {
    expect(await refusal('select pg_sleep(30)')).toBe('57014')
    const { rows } = await reader.query(
      `select current_setting('idle_in_transaction_session_timeout') as idle, rolconnlimit as connections
       from pg_roles where rolname = current_user`,
    )
    expect(rows).toEqual([{ idle: '1min', connections: 5 }])
  })

  test('is made once, and dropped where it was made here, and nobody else is', async () => {
    expect(await makeReader(opened.db, { name, password: 'another' })).toBe(false)
    const other = `${name}_2`
    expect(await makeReader(opened.db, { name: other, password })).toBe(true)
    expect(await dropReader(opened.db, other)).toBe(true)
    expect(await dropReader(opened.db, other)).toBe(false)
    expect(await dropReader(opened.db, 'postgres')).toBe(false)
    const { rows } = await sql<{ name: string }>`select current_user as name`.execute(opened.db)
    expect(await dropReader(opened.db, rows[0]?.name ?? '')).toBe(false)
  })
})
