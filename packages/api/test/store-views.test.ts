import { randomUUID } from 'node:crypto'
import { surveyInput } from '@tyck/shared/admin/touchpoints'
import { answersOf, metrics, segmentOf } from '@tyck/shared/metric'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import { publishSurvey } from '../src/domain/publishing/publishSurvey.ts'
import { saveTouchpoint } from '../src/domain/publishing/saveTouchpoint.ts'
import { readTouchpoint } from '../src/domain/serving/readTouchpoints.ts'
import { nobody } from '../src/store/authors.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { createDatabase, type TestDatabase } from './database.ts'

const shownAt = new Date('2026-03-01T12:00:00Z')
const texts = { question: 'How was it?', followUps: {}, reasons: {}, thanks: 'Thank you.' }
let database: TestDatabase
let opened: Database

beforeAll(async () => {
  database = await createDatabase()
  opened = openDatabase(database.url)
  const { db } = opened
  const { id: projectId } = await createProject(db, 'Shop')
  for (const metric of metrics) {
    const act = { now: shownAt.getTime(), by: nobody }
    await saveTouchpoint(db, projectId, metric, { name: `Step ${metric}`, metadata: null }, act)
    const input = surveyInput.parse({
      series: 'new-question',
      metric,
      defaultLocale: 'en',
      locales: { en: texts },
    })
    await publishSurvey(db, projectId, metric, input, act)
    const touchpoint = await readTouchpoint(db, projectId, metric)
    const { id: touchpointId } = await db
      .selectFrom('touchpoints')
      .select('id')
      .where('key', '=', metric)
      .executeTakeFirstOrThrow()
    const scores = [...answersOf(metric).map(score => ({ score, test: false })), { score: null, test: false }]
    for (const { score, test } of [...scores, { score: answersOf(metric)[0] ?? 0, test: true }]) {
      await db
        .insertInto('responses')
        .values({
          project_id: projectId,
          id: randomUUID(),
          touchpoint_id: touchpointId,
          survey_id: touchpoint?.survey?.id ?? '',
          rules_id: touchpoint?.rules.id ?? '',
          respondent: null,
          verified: false,
          seq: 1,
          score,
          reasons: [],
          comment: score === null ? null : `${metric} ${score}`,
          metadata: JSON.stringify({ orderValue: 420 }),
          channel: 'web',
          locale: 'en',
          page: null,
          layout: null,
          flags: [],
          test,
          closed: false,
          dropped_keys: 0,
          shown_at: shownAt,
          first_answered_at: score === null ? null : shownAt,
          answered_at: score === null ? null : shownAt,
          commented_at: null,
          dismissed_at: null,
          changed_at: shownAt,
          received_at: shownAt,
          previous_seq: null,
          previous_score: null,
          previous_commented: null,
          previous_dismissed: null,
        })
        .execute()
    }
  }
})

afterAll(async () => {
  await opened.close()
  await database.drop()
})

describe('the views', () => {
  test('tell of an answer as the README says', async () => {
    const { rows } = await sql`select score, comment, metadata from tyck.answers
      where metric = 'nps' and score = 9`.execute(opened.db)
    expect(rows).toEqual([{ score: 9, comment: 'nps 9', metadata: { orderValue: 420 } }])
  })

  test.each(metrics)('put every score of %s into the segment that everybody else does', async metric => {
    const { rows } = await sql<{ score: number; segment: string }>`
      select score, segment from tyck.answers where metric = ${metric} order by score`.execute(opened.db)
    expect(rows).toEqual(answersOf(metric).map(score => ({ score, segment: segmentOf(metric, score) })))
  })

  test('have every response, but answers only where there is a score and no test', async () => {
    const count = async (view: string) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from tyck.${sql.ref(view)}`.execute(
        opened.db,
      )
      return rows[0]?.n
    }
    const answered = metrics.reduce((sum, metric) => sum + answersOf(metric).length, 0)
    expect(await count('responses')).toBe(answered + 2 * metrics.length)
    expect(await count('answers')).toBe(answered)
    expect(await count('touchpoints')).toBe(metrics.length)
    expect(await count('surveys')).toBe(metrics.length)
  })

  test('keep their names and their meaning, and say what each is', async () => {
    const { rows } = await sql<{ view: string; name: string; type: string; comment: string | null }>`
      select c.relname as view, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
        col_description(c.oid, a.attnum) as comment
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'tyck'::regnamespace and a.attnum > 0
      order by c.relname, a.attnum`.execute(opened.db)
    expect(rows.filter(({ comment }) => !comment)).toEqual([])
    // A change of what is there is a new view beside it: docs/sql.md. Only what stands at the end of a view may be new.
    expect(rows.map(({ view, name, type }) => `${view}.${name} ${type}`)).toMatchSnapshot()
    const described = await sql<{ comment: string | null }>`
      select obj_description(oid) as comment from pg_class where relnamespace = 'tyck'::regnamespace`.execute(
      opened.db,
    )
    expect(described.rows).toHaveLength(9)
    for (const { comment } of described.rows) expect(comment).toBeTruthy()
  })

  test('are all that a reader needs a right to', async () => {
    await opened.db.transaction().execute(async trx => {
      await sql`create role tyck_test_reader`.execute(trx)
      await sql`grant tyck_test_reader to current_user`.execute(trx)
      await sql`grant usage on schema tyck to tyck_test_reader`.execute(trx)
      await sql`grant select on all tables in schema tyck to tyck_test_reader`.execute(trx)
      await sql`set local role tyck_test_reader`.execute(trx)
      const { rows } = await sql`select touchpoint from tyck.answers limit 1`.execute(trx)
      expect(rows).toHaveLength(1)
      await sql`savepoint inside`.execute(trx)
      await expect(sql`select 1 from tyck_internal.secret_keys`.execute(trx)).rejects.toMatchObject({
        code: '42501',
      })
      await sql`rollback to savepoint inside`.execute(trx)
      await sql`reset role`.execute(trx)
      await sql`drop owned by tyck_test_reader`.execute(trx)
      await sql`drop role tyck_test_reader`.execute(trx)
    })
  })
})
