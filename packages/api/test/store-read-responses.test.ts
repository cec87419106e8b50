import { responsesQuery } from '@tyck/shared/admin/responses'
import { CompiledQuery, DummyDriver, Kysely, PostgresAdapter, PostgresQueryCompiler, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { type Position, readResponses } from '../src/store/readResponses.ts'
import type { Tables } from '../src/store/tables.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import { ask } from './recordingApp.ts'

let database: TestDatabase
let opened: Database
let projectId: string

beforeAll(async () => {
  database = await createDatabase()
  opened = openDatabase(database.url)
  const { db } = opened
  projectId = (await createProject(db, 'Shop')).id
  await ask(db, projectId, 0)
  await ask(db, projectId, 0, { key: 'order.delivered' })
  await sql`
    insert into responses (
      project_id, id, touchpoint_id, survey_id, rules_id, seq, channel, shown_at, changed_at, received_at
    )
    select ${projectId}, gen_random_uuid(), t.id, t.survey_id, t.rules_id, 1, 'web', at, at, at
    from touchpoints t, generate_series('2026-01-01'::timestamptz, '2026-01-03', '1 minute') as at`.execute(
    db,
  )
  await sql`analyze`.execute(db)
})
afterAll(async () => {
  await opened.close()
  await database.drop()
})

/** How Postgres would read a page. */
async function planOf(query: Record<string, unknown>, after: Position | null): Promise<string> {
  let compiled: CompiledQuery | undefined
  const compiler = new PostgresQueryCompiler()
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: () => {
        throw new Error('not needed')
      },
      createQueryCompiler: () => ({
        compileQuery(node, id) {
          compiled = compiler.compileQuery(node, id)
          return compiled
        },
      }),
    },
  })
  await readResponses(db, projectId, responsesQuery.parse(query), after)
  if (!compiled) throw new Error('There was no query')
  const explain = CompiledQuery.raw(`explain ${compiled.sql}`, [...compiled.parameters])
  const { rows } = await opened.db.executeQuery<Record<string, string>>(explain)
  return rows.map(row => row['QUERY PLAN']).join('\n')
}

const deep = { shownAt: '2026-01-02T12:00:00.000000Z', id: '01890f3e-7b5c-7cc2-98c8-0123456789ab' }

test.each<[string, Record<string, unknown>, Position | null, string]>([
  ['the first page', {}, null, 'responses_by_showing'],
  ['a later page', {}, deep, 'responses_by_showing'],
  ["a touchpoint's first page", { touchpoint: 'checkout.payment' }, null, 'responses_by_touchpoint'],
  ["a touchpoint's later page", { touchpoint: 'checkout.payment' }, deep, 'responses_by_touchpoint'],
])('reads %s in the order of an index, without sorting', async (_, query, after, index) => {
  const plan = await planOf(query, after)
  expect(plan).toContain(`Index Scan using ${index}`)
  expect(plan).not.toMatch(/Sort|Seq Scan on responses/)
  if (after) expect(plan).toMatch(/Index Cond: .*ROW\(shown_at, id\) </)
})
