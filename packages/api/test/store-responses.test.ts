import { randomUUID } from 'node:crypto'
import { windows } from '@tyck/shared/contract/vocabulary'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flushEach } from '../src/domain/recording/flushEach.ts'
import { createRecordQueue } from '../src/domain/recording/recordQueue.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { flush, type ResponseRow } from '../src/store/responses.ts'
import type { Db } from '../src/store/tables.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import { countRows, hour, minute, rowOf, wrongCounts } from './recordingApp.ts'

let database: TestDatabase
/** Two, as two processes would have. */
let processes: Database[]
let db: Db

beforeAll(async () => {
  database = await createDatabase()
  processes = [openDatabase(database.url), openDatabase(database.url)]
  db = (processes[0] as Database).db
})
afterAll(async () => {
  await Promise.all(processes.map(({ close }) => close()))
  await database.drop()
})

const projectId = randomUUID()
const touchpointId = randomUUID()
const rulesId = randomUUID()
const surveyIds = [randomUUID(), randomUUID()] as const
const begin = Date.UTC(2026, 4, 17, 10)

function rowWith(change: Partial<ResponseRow>): ResponseRow {
  return {
    project_id: projectId,
    id: randomUUID(),
    touchpoint_id: touchpointId,
    survey_id: surveyIds[0],
    rules_id: rulesId,
    respondent: null,
    respondent_hash: null,
    verified: false,
    seq: 1,
    score: null,
    reasons: [],
    comment: null,
    metadata: {},
    channel: 'web',
    locale: null,
    page: null,
    layout: null,
    flags: [],
    test: false,
    closed: false,
    dropped_keys: 0,
    shown_at: begin,
    first_answered_at: null,
    answered_at: null,
    commented_at: null,
    dismissed_at: null,
    changed_at: begin,
    received_at: begin,
    ...change,
  }
}

const flushingTo = (to: Db, reported: string[] = []) => ({
  flush: (rows: readonly ResponseRow[]) => flush(to, rows),
  report: (sqlState: string) => void reported.push(sqlState),
})

/** What a respondent did at one moment: gave another score or none, or took it back. */
const step = fc.record({
  afterMs: fc.integer({ min: 0, max: 40 * minute }),
  score: fc.option(fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant('taken back' as const))),
  comment: fc.option(fc.constantFrom('Fine', 'Hm'), { freq: 2 }),
  dismissed: fc.boolean(),
})

/** The states of one response as an honest page would post them, each with its true times. */
const life = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    shownMs: fc.integer({ min: 0, max: 3 * hour }),
    survey: fc.constantFrom(...surveyIds),
    test: fc.boolean(),
  })
  .map(({ steps, shownMs, survey, test }) => {
    const id = randomUUID()
    const shownAt = begin + shownMs
    let now = shownAt
    let score: number | null = null
    let answeredAt: number | null = null
    return steps.map(({ afterMs, comment, ...given }, at) => {
      now += afterMs
      score = given.score === 'taken back' ? null : (given.score ?? score)
      if (score !== null) answeredAt ??= now
      return rowWith({
        id,
        survey_id: survey,
        test,
        seq: at + 1,
        score,
        comment,
        shown_at: shownAt,
        first_answered_at: answeredAt,
        answered_at: score === null ? null : answeredAt,
        commented_at: comment === null ? null : now,
        dismissed_at: given.dismissed && score === null ? now : null,
        changed_at: now,
      })
    })
  })

const isInTime = ({ changed_at, first_answered_at }: ResponseRow) =>
  first_answered_at === null || changed_at <= first_answered_at + windows.amendMs

/** Some of the states, some of them twice, in any order, in posts of some size to one process or the other. */
const deliveries = (states: ResponseRow[]) =>
  fc
    .record({
      lost: fc.subarray(states),
      twice: fc.subarray(states),
      places: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
      postSize: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ lost, twice, places, postSize }) => {
      const sent = [...states.filter(state => !lost.includes(state)), ...twice]
      const shuffled = sent
        .map((state, at) => ({ state, place: (places[at % places.length] ?? 0) * 31 + at * 17 }))
        .sort((one, other) => (one.place % 101) - (other.place % 101))
        .map(({ state }) => state)
      const posts: ResponseRow[][] = []
      for (let at = 0; at < shuffled.length; at += postSize) posts.push(shuffled.slice(at, at + postSize))
      return posts
    })

test('states that are lost, repeated and reordered converge on one row, and the counts equal a recount', async () => {
  const some = fc
    .array(life, { minLength: 1, maxLength: 6 })
    .chain(lives => deliveries(lives.flat()).map(posts => ({ lives, posts })))
  await fc.assert(
    fc.asyncProperty(some, async ({ lives, posts }) => {
      // A project for each run, for a run that is tried again finds its rows.
      const project_id = randomUUID()
      const queues = processes.map(process => createRecordQueue(flushingTo(process.db)))
      const outcomes = await Promise.all(
        posts.map((post, at) => queues[at % 2]?.record(post.map(row => ({ ...row, project_id })))),
      )
      await Promise.all(queues.map(queue => queue.close()))
      const delivered = posts.flatMap((post, at) =>
        post.map((state, index) => ({ state, outcome: outcomes[at]?.[index] })),
      )
      for (const states of lives) {
        const own = delivered.filter(({ state }) => states.includes(state))
        const inTime = own.filter(({ state }) => isInTime(state)).sort((a, b) => b.state.seq - a.state.seq)
        const last = inTime[0]?.state
        const row = await db
          .selectFrom('responses')
          .selectAll()
          .where('project_id', '=', project_id)
          .where('id', '=', states[0]?.id ?? '')
          .executeTakeFirst()
        if (!last) {
          expect(row).toBeUndefined()
          continue
        }
        const {
          shown_at,
          first_answered_at,
          answered_at,
          changed_at,
          received_at,
          commented_at: _c,
          dismissed_at: _d,
          respondent_hash: _h,
          ...rest
        } = last
        expect(row).toMatchObject({ ...rest, project_id })
        const times = { shown_at, first_answered_at, answered_at, changed_at, received_at }
        for (const [time, value] of Object.entries(times)) {
          expect(row).toHaveProperty(time, value === null ? null : new Date(value))
        }
        // Which of the states with a comment, or a dismissal, came first is for the delivery to say.
        for (const time of ['commented_at', 'dismissed_at'] as const) {
          const moments = inTime
            .map(({ state }) => state[time])
            .filter(moment => (moment === null) === (last[time] === null))
          expect(moments).toContain(row?.[time]?.getTime() ?? null)
        }
        expect(own.filter(({ state, outcome }) => state === last && outcome === 'stored')).toHaveLength(1)
        for (const { state, outcome } of own) {
          expect(isInTime(state) ? ['stored', 'unchanged'] : ['too-late', 'unchanged']).toContain(outcome)
        }
      }
      expect(await wrongCounts(db)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('writers that fight over the same responses keep the counts exact, and none of them fails', async () => {
  const ids = Array.from({ length: 40 }, () => randomUUID())
  const random = fc.sample(
    fc.tuple(fc.nat(39), fc.nat(1), fc.nat(50), fc.option(fc.nat(10)), fc.nat(4), fc.boolean()),
    {
      numRuns: 4_000,
      seed: 7,
    },
  )
  const states = random.map(([id, survey, seq, score, hours, dismissed]) =>
    rowWith({
      id: ids[id] ?? '',
      survey_id: surveyIds[survey] ?? '',
      seq: seq + 1,
      score,
      first_answered_at: score === null ? null : begin,
      answered_at: score === null ? null : begin,
      dismissed_at: dismissed && score === null ? begin : null,
      comment: dismissed ? 'Hm' : null,
      commented_at: dismissed ? begin : null,
      shown_at: begin + hours * hour,
      test: seq % 7 === 0,
    }),
  )
  const writer = async (process: Database, mine: ResponseRow[]) => {
    while (mine.length > 0) {
      const batch = new Map(mine.splice(0, 25).map(row => [row.id, row]))
      await flush(process.db, [...batch.values()])
    }
  }
  const writers = Array.from({ length: 6 }, (_, at) => at)
  await Promise.all(
    writers.map(at =>
      writer(
        processes[at % 2] as Database,
        states.filter((_, index) => index % 6 === at),
      ),
    ),
  )
  expect(await wrongCounts(db)).toEqual([])
})

test('writers that fight over the same respondents count one answer in a window, and keep the counts exact', async () => {
  const windowMs = 2 * hour
  const ids = Array.from({ length: 60 }, () => randomUUID())
  const random = fc.sample(fc.tuple(fc.nat(59), fc.nat(50), fc.option(fc.nat(10)), fc.boolean()), {
    numRuns: 2_000,
    seed: 11,
  })
  const states = random.map(([id, seq, score, dismissed]) =>
    rowWith({
      id: ids[id] ?? '',
      seq: seq + 1,
      respondent: `respondent ${id % 5}`,
      score,
      first_answered_at: score === null ? null : begin,
      answered_at: score === null ? null : begin,
      dismissed_at: dismissed && score === null ? begin : null,
      shown_at: begin + (id % 7) * hour + (id % 3) * minute,
      window_ms: windowMs,
    }),
  )
  const writers = Array.from({ length: 6 }, (_, at) => states.filter((_, index) => index % 6 === at))
  await Promise.all(
    writers.map(async (mine, at) => {
      while (mine.length > 0) {
        const batch = new Map(mine.splice(0, 25).map(row => [row.id, row]))
        await flushEach(flushingTo((processes[at % 2] as Database).db), [...batch.values()])
      }
    }),
  )
  expect(await wrongCounts(db)).toEqual([])
  const { rows: answers } = await sql<{ respondent: string; shownAt: Date; repeat: boolean }>`
    select respondent, shown_at as "shownAt", 'repeat' = any (flags) as repeat from responses
    where respondent like 'respondent %' and score is not null order by respondent, shown_at`.execute(db)
  const counting = answers.filter(({ repeat }) => !repeat)
  expect(counting.length).toBeGreaterThan(5)
  expect(answers.length).toBeGreaterThan(counting.length)
  for (const [at, { respondent, shownAt }] of counting.entries()) {
    const next = counting[at + 1]
    if (next?.respondent !== respondent) continue
    expect(next.shownAt.getTime() - shownAt.getTime()).toBeGreaterThanOrEqual(windowMs)
  }
})

test('one row that Postgres cannot store never fails its neighbours', async () => {
  const rows = Array.from({ length: 9 }, () => rowWith({}))
  const bad = rowWith({ comment: 'a\u0000b', commented_at: begin })
  const before = await countRows(db)
  const reported: string[] = []
  const outcomes = await flushEach(flushingTo(db, reported), [...rows.slice(0, 5), bad, ...rows.slice(5)])
  expect(outcomes).toEqual(Array.from({ length: 10 }, (_, at) => (at === 5 ? 'unstorable' : 'stored')))
  expect(reported).toEqual(['22P05'])
  expect(await countRows(db)).toBe(before + 9)
  expect(await wrongCounts(db)).toEqual([])
})

test('a batch that fails stores nothing of it', async () => {
  const before = await countRows(db)
  await expect(flush(db, [rowWith({}), rowWith({ comment: '\u0000' })])).rejects.toThrow()
  expect(await countRows(db)).toBe(before)
  expect(await wrongCounts(db)).toEqual([])
})

test('a change that is late by its own account is refused also where nothing stands yet', async () => {
  const late = rowWith({
    score: 3,
    first_answered_at: begin,
    answered_at: begin,
    changed_at: begin + windows.amendMs + 1,
  })
  expect(await flush(db, [late, rowWith({})])).toEqual(['too-late', 'stored'])
  expect(await rowOf(db, late.id)).toBeUndefined()
})

test('commits to disk before it returns, whatever the server does by default', async () => {
  await sql`
    create table commits (setting text);
    create function note_commit() returns trigger language plpgsql as $$
      begin insert into commits values (current_setting('synchronous_commit')); return null; end $$;
    create trigger note_commit after insert on responses execute function note_commit();`.execute(db)
  await db.connection().execute(async session => {
    await sql`set synchronous_commit to off`.execute(session)
    await flush(session, [rowWith({})])
    const { rows } =
      await sql`select setting, current_setting('synchronous_commit') as after from commits`.execute(session)
    expect(rows).toEqual([{ setting: 'on', after: 'off' }])
    await sql`reset synchronous_commit`.execute(session)
  })
  await sql`drop trigger note_commit on responses`.execute(db)
})
