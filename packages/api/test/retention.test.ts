import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { applyRetention, monthsBefore } from '../src/domain/keeping/applyRetention.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { startRetention } from '../src/retention.ts'
import { flush, type ResponseRow } from '../src/store/responses.ts'
import { countDue } from '../src/store/retentionPreview.ts'
import { rows } from './manyRows.ts'
import { day, rowOf, wrongCounts } from './recordingApp.ts'
import { type Service, startService } from './service.ts'

let service: Service
let project: ProjectKeys
const now = Date.parse('2026-03-01T12:00:00Z')
const survey = randomUUID()

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())
beforeEach(async () => {
  await sql`truncate responses, hourly_counts, retention_progress`.execute(service.db)
  project = await createProject(service.db, 'Shop')
})

/** Stores `count` responses that were shown so many days ago; answered where there is a score. */
async function store(days: number, change: Partial<ResponseRow> = {}, count = 1): Promise<ResponseRow[]> {
  const at = now - days * day
  const answered = change.score === undefined ? null : at
  const stored = rows(count, {
    project_id: project.id,
    survey_id: survey,
    shown_at: at,
    changed_at: at,
    received_at: at,
    first_answered_at: answered,
    answered_at: answered,
    commented_at: change.comment === undefined ? null : at,
    ...change,
  })
  await flush(service.db, stored)
  return stored
}

const left = async (stored: ResponseRow[]) => rowOf(service.db, stored[0]?.id)
const countsNow = async () =>
  (
    await sql`select sum(shown)::int as shown, sum(answered)::int as answered, sum(commented)::int as commented
      from hourly_counts where project_id = ${project.id}`.execute(service.db)
  ).rows[0]

test('keeps responses 24 months, comments 12 and unanswered showings 90 days, and the counts for good', async () => {
  const kept = {
    answered: await store(729, { score: 9 }),
    commented: await store(364, { score: 9, comment: 'Fine' }),
    unanswered: await store(89),
    onlyComment: await store(200, { comment: 'Hm' }),
  }
  const old = {
    answered: await store(731, { score: 9, comment: 'Old' }),
    commented: await store(366, { score: 9, comment: 'Old' }),
    unanswered: await store(91),
    dismissed: await store(100, { dismissed_at: now - 100 * day }),
  }
  const before = await countsNow()
  expect(await applyRetention(service.db, now)).toEqual({ responses: 1, comments: 1, unanswered: 2 })
  expect(await left(kept.answered)).toBeDefined()
  expect(await left(kept.commented)).toMatchObject({ comment: 'Fine' })
  expect(await left(kept.unanswered)).toBeDefined()
  expect(await left(kept.onlyComment)).toMatchObject({ comment: 'Hm' })
  expect(await left(old.commented)).toMatchObject({ score: 9, comment: null })
  for (const stored of [old.answered, old.unanswered, old.dismissed])
    expect(await left(stored)).toBeUndefined()
  expect(await countsNow()).toEqual(before)
  expect(await applyRetention(service.db, now)).toEqual({ responses: 0, comments: 0, unanswered: 0 })
})

test('does as each project says', async () => {
  const retention = { responseMonths: 2, commentMonths: 1, unansweredDays: 10 }
  const settings = { name: 'Shop', origins: [], theme: {}, retention }
  const reply = await service.admin('PUT', '/v1/project', settings, project.secretKey)
  expect(reply.json()).toMatchObject({ retention })
  const neighbour = await createProject(service.db, 'Neighbour')
  const theirs = await store(80, { score: 9, project_id: neighbour.id })
  const mine = await store(80, { score: 9 })
  const commented = await store(40, { score: 9, comment: 'Fine' })
  const shown = await store(11)
  await applyRetention(service.db, now)
  expect(await left(theirs)).toBeDefined()
  expect(await left(mine)).toBeUndefined()
  expect(await left(commented)).toMatchObject({ comment: null })
  expect(await left(shown)).toBeUndefined()
})

test.each([
  { responseMonths: 0 },
  { commentMonths: 121 },
  { unansweredDays: 7 },
  { unansweredDays: 90.5 },
  { days: 90 },
])('refuses %j', async retention => {
  const settings = { name: 'Shop', origins: [], theme: {}, retention }
  const reply = await service.admin('PUT', '/v1/project', settings, project.secretKey)
  expect([reply.statusCode, reply.json().code]).toEqual([400, 'validation-failed'])
})

test('works in batches, also where many were shown at the same moment, and as time goes on', async () => {
  await store(91, {}, 25)
  await store(91, { score: 5 }, 5)
  await store(95, {}, 7)
  await store(80, {}, 3)
  expect(await applyRetention(service.db, now, { limit: 10 })).toMatchObject({ unanswered: 32 })
  expect(await applyRetention(service.db, now + 20 * day, { limit: 10 })).toMatchObject({ unanswered: 3 })
})

test('looks past what stays, also where more of it was shown at one moment than it looks at', async () => {
  await store(100, { score: 5 }, 35)
  await store(95, {}, 3)
  await store(93, { score: 5 }, 25)
  await store(92, {}, 2)
  expect(await applyRetention(service.db, now, { limit: 1 })).toMatchObject({ unanswered: 5 })
})

test('that was stopped goes on where it was', async () => {
  await store(91, {}, 25)
  const stop = new AbortController()
  stop.abort()
  expect(await applyRetention(service.db, now, { signal: stop.signal })).toMatchObject({ unanswered: 0 })
  expect(await applyRetention(service.db, now, { limit: 10 })).toMatchObject({ unanswered: 25 })
})

test('by four processes at once deletes each once', async () => {
  await store(91, {}, 60)
  await store(400, { score: 1, comment: 'Old' }, 30)
  const all = await Promise.all([1, 2, 3, 4].map(() => applyRetention(service.db, now, { limit: 7 })))
  const rest = await applyRetention(service.db, now, { limit: 7 })
  const sum = (what: 'unanswered' | 'comments') =>
    [...all, rest].reduce((total, each) => total + each[what], 0)
  expect([sum('unanswered'), sum('comments')]).toEqual([60, 30])
})

test('leaves a project alone that another process is at', async () => {
  await store(91)
  await service.db.transaction().execute(async trx => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`tyck: retention of ${project.id}`}, 0))`.execute(
      trx,
    )
    expect(await applyRetention(service.db, now)).toMatchObject({ unanswered: 0 })
  })
  expect(await applyRetention(service.db, now)).toMatchObject({ unanswered: 1 })
})

test('an erasure takes a response from the counts whose comment was deleted before', async () => {
  await store(400, { score: 9, comment: 'Old', respondent: 'A17' })
  await applyRetention(service.db, now)
  await service.admin('DELETE', '/v1/respondents/A17', undefined, project.secretKey)
  expect(await countsNow()).toEqual({ shown: 0, answered: 0, commented: 0 })
  expect(await wrongCounts(service.db)).toEqual([])
})

test('goes back by months as calendars have them', () => {
  const at = (time: string) => Date.parse(time)
  expect(monthsBefore(at('2026-03-31T10:00:00Z'), 1)).toEqual(new Date('2026-02-28T10:00:00Z'))
  expect(monthsBefore(at('2024-02-29T10:00:00Z'), 12)).toEqual(new Date('2023-02-28T10:00:00Z'))
  expect(monthsBefore(at('2026-03-15T10:00:00Z'), 24)).toEqual(new Date('2024-03-15T10:00:00Z'))
})

test('runs by itself, again after a failure, until it is stopped', async () => {
  const [stored] = await store(91)
  const told: string[] = []
  let fails = true
  const clock = () => {
    if (!fails) return now
    fails = false
    throw new Error('a clock without time')
  }
  const log = {
    info: (_: unknown, text: string) => void told.push(text),
    warn: (_: unknown, text: string) => void told.push(text),
  } as unknown as Parameters<typeof startRetention>[0]['log']
  const stop = startRetention({ db: service.db, clock, log }, { firstMs: 1, everyMs: 1 })
  try {
    await vi.waitFor(async () => expect(await rowOf(service.db, stored?.id)).toBeUndefined(), {
      timeout: 10_000,
    })
    await vi.waitFor(() => expect(told).toHaveLength(2))
  } finally {
    await stop()
  }
  expect(told).toEqual(['what is kept no longer could not be deleted', 'deleted what is kept no longer'])
})

test('says so where somebody holds its lock again and again', async () => {
  await store(91)
  const told: unknown[] = []
  const log = { info() {}, warn: (said: unknown) => void told.push(said) } as unknown as Parameters<
    typeof startRetention
  >[0]['log']
  await service.db.transaction().execute(async trx => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`tyck: retention of ${project.id}`}, 0))`.execute(
      trx,
    )
    const stop = startRetention({ db: service.db, clock: () => now, log }, { firstMs: 1, everyMs: 1 })
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(1), { timeout: 10_000 })
    await stop()
  })
  expect(told.slice(0, 2)).toEqual([
    { projectId: project.id, runs: 3 },
    { projectId: project.id, runs: 4 },
  ])
})

test('takes nothing before its time where the clock of the process is years ahead of the database', async () => {
  const daysBefore = (time: number) => (now - time) / day
  const [old] = await store(daysBefore(Date.now() - 91 * day))
  const young = await store(daysBefore(Date.now() - 89 * day))
  const stop = startRetention(
    { db: service.db, clock: () => Date.now() + 2_000 * day, log: service.app.log },
    { firstMs: 1, everyMs: 1 },
  )
  try {
    await vi.waitFor(async () => expect(await rowOf(service.db, old?.id)).toBeUndefined(), {
      timeout: 10_000,
    })
  } finally {
    await stop()
  }
  expect(await left(young)).toBeDefined()
})

test('tells how many would be deleted before anybody decides it', async () => {
  service.clock.now = now
  await store(10, { score: 9, comment: 'New' })
  await store(40, { score: 9, comment: 'Old' }, 2)
  await store(40, {}, 3)
  await store(70, { score: 9 }, 4)
  const due = (query: string) =>
    service.admin('GET', `/v1/retention?${query}`, undefined, project.secretKey).then(reply => reply.json())
  expect(await due('responseMonths=2&commentMonths=1&unansweredDays=30')).toEqual({
    responses: 4,
    comments: 2,
    unanswered: 3,
    more: { responses: false, comments: false, unanswered: false },
  })
  expect(await due('responseMonths=24&commentMonths=12&unansweredDays=90')).toEqual({
    responses: 0,
    comments: 0,
    unanswered: 0,
    more: { responses: false, comments: false, unanswered: false },
  })
  expect((await service.admin('GET', '/v1/retention?responseMonths=0')).statusCode).toBe(400)
})

test('what would be deleted is counted among a bounded number, beginning where retention got to', async () => {
  await store(70, { score: 9 }, 30)
  await store(40, {}, 3)
  const at = new Date(service.clock.now)
  const before = { responses: monthsBefore(service.clock.now, 24), comments: at, unanswered: at }
  const count = (most: number) => countDue(service.db, project.id, before, most)
  expect(await count(4)).toMatchObject({ unanswered: 3, more: { unanswered: false } })
  expect(await count(3)).toMatchObject({ unanswered: 0, more: { unanswered: true, responses: false } })
  await sql`insert into retention_progress (project_id, unanswered_until)
    values (${project.id}, ${new Date(service.clock.now - 50 * 86_400_000)})`.execute(service.db)
  expect(await count(3)).toMatchObject({ unanswered: 3, more: { unanswered: true } })
  expect(await count(2)).toMatchObject({ unanswered: 2, more: { unanswered: true } })
})
