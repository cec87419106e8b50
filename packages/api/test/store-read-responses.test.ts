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
  await sql`update responses set comment = 'Fine', test = true`.execute(db)
  await sql`
    insert into response_tags select project_id, 'late', shown_at, id, shown_at from responses`.execute(db)
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
          const query = compiler.compileQuery(node, id)
          // A second one tells how far it looked.
          compiled ??= query
          return query
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
  ['a page with filters', { scoreFrom: '3', metadata: '{"a":1}' }, deep, 'responses_by_showing'],
  ['a page of the inbox', { commented: 'true', scoreFrom: '3' }, deep, 'inbox_pkey'],
  ['a page of a tag', { tag: 'late', scoreFrom: '3' }, deep, 'response_tags_pkey'],
  ['a page of tests', { test: 'true' }, deep, 'responses_test'],
])('reads %s in the order of an index, without sorting', async (_, query, after, index) => {
  // What stands below: the rest is about the rows of one page.
  const [, plan = ''] = /CTE chosen\n([\s\S]*?)\n {2}->/.exec(await planOf(query, after)) ?? []
  expect(plan).toMatch(new RegExp(`Index (Only )?Scan (Backward )?using ${index}`))
  expect(plan).not.toMatch(/Sort|Seq Scan on (responses|inbox|response_tags)/)
  if (after) expect(plan).toMatch(/Index Cond: .*ROW\(shown_at, (response_)?id\) </)
})
