import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { applyRetention } from '../src/domain/keeping/applyRetention.ts'
import { recountDays } from '../src/domain/keeping/recountDays.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { createMetrics } from '../src/metrics.ts'
import { startRecount } from '../src/recount.ts'
import type { Difference } from '../src/store/recounts.ts'
import { type Asked, ask, day, hour, startRecording, stateOf } from './recordingApp.ts'

let service: Awaited<ReturnType<typeof startRecording>>
let project: ProjectKeys
let nps: Asked
/** The middle of a day. */
const noon = Date.UTC(2026, 4, 17, 12)

beforeAll(async () => {
  service = await startRecording()
})
afterAll(() => service.close())
beforeEach(async () => {
  service.clock.now = noon
  // What others left behind would be recounted too.
  await sql`truncate projects cascade`.execute(service.db)
  await sql`truncate responses, hourly_counts`.execute(service.db)
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, noon - 30 * day)
})

const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
async function recount(signal?: AbortSignal): Promise<{ days: number; found: Difference[] }> {
  const found: Difference[] = []
  const onDifference = (difference: Difference) => void found.push(difference)
  const days = await recountDays(service.db, service.clock.now, { onDifference, ...(signal && { signal }) })
  return { days, found }
}
/** Answers, showings, dismissals, comments, a test and a repeat, over some hours. */
async function fill() {
  const settings = { name: 'Shop', origins: [], theme: {}, countOnceWithin: 'P7D' }
  await service.admin('PUT', '/v1/project', settings, project.secretKey)
  await post(
    stateOf(nps, { score: 9, comment: 'Fine', respondent: 'A17' }),
    stateOf(nps, { score: 3, respondent: 'A17' }),
    stateOf(nps, { shownAgoMs: 3 * hour }),
    stateOf(nps, { shownAgoMs: 3 * hour, dismissed: true, respondent: 'B18' }),
    stateOf(nps, { score: 1, test: true }),
  )
}

describe('a day that has ended', () => {
  test('is recounted once, and once more when nothing can change it', async () => {
    await fill()
    await recount()
    await expect(recount()).resolves.toEqual({ days: 0, found: [] })
    service.clock.now += day
    await expect(recount()).resolves.toMatchObject({ days: 2, found: [] })
    await expect(recount()).resolves.toMatchObject({ days: 0 })
    const days = await service.db
      .selectFrom('recounts')
      .select(['differences', sql<string>`day::text`.as('day')])
      .where('recounted_at', '=', new Date(service.clock.now))
      .orderBy('day')
      .execute()
    // The day itself; and the one that ended a week ago.
    expect(days).toEqual([
      { day: '2026-05-10', differences: 0 },
      { day: '2026-05-17', differences: 0 },
    ])
  })

  test.each([
    [
      'a score that is counted twice',
      sql`update hourly_counts set s9 = s9 + 1, answered = answered + 1 where s9 > 0`,
    ],
    ['a showing that is not counted', sql`update hourly_counts set shown = shown - 1 where shown = 2`],
    ['counts that are lost', sql`delete from hourly_counts where dismissed > 0`],
    ['a response that is lost', sql`delete from responses where score = 9`],
    ['a test that counts', sql`update responses set test = false where score = 1`],
  ])('tells of %s, and mends nothing', async (_, fault) => {
    await fill()
    await fault.execute(service.db)
    const before = await service.db.selectFrom('hourly_counts').selectAll().orderBy('hour').execute()
    service.clock.now += day
    const { found } = await recount()
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ projectId: project.id, surveyId: nps.surveyId, rulesId: nps.rulesId })
    expect(found[0]?.kept).not.toEqual(found[0]?.recounted)
    expect(await service.db.selectFrom('hourly_counts').selectAll().orderBy('hour').execute()).toEqual(before)
    expect(await recount()).toEqual({ days: 0, found: [] })
  })

  test('tells each hour that differs', async () => {
    await fill()
    await sql`update hourly_counts set shown = shown + 1`.execute(service.db)
    service.clock.now += day
    const found: Date[] = []
    const onDifference = ({ hour: at }: Difference) => void found.push(at)
    await recountDays(service.db, service.clock.now, { onDifference })
    expect(found).toEqual([new Date(noon - 3 * hour), new Date(noon - hour)])
  })

  test('is none of today, whose counts are looked at tomorrow', async () => {
    await fill()
    await sql`update hourly_counts set shown = shown + 1`.execute(service.db)
    expect((await recount()).found).toEqual([])
    service.clock.now = Date.UTC(2026, 4, 18) - 1
    expect((await recount()).found).toEqual([])
    service.clock.now += 1
    expect((await recount()).found).toHaveLength(2)
  })

  test('is right after an erasure, and after late and later answers', async () => {
    await fill()
    const [late, changed] = [stateOf(nps, { shownAgoMs: 2 * hour }), stateOf(nps)]
    await post(changed)
    await service.admin('DELETE', '/v1/respondents/A17', undefined, project.secretKey)
    service.clock.now += day
    expect((await recount()).found).toEqual([])
    await post(
      { ...late, shownAgoMs: 2 * hour + day, changedAgoMs: day, score: 4 },
      { ...changed, seq: 2, score: 5, shownAgoMs: 5_000 + day, changedAgoMs: day },
    )
    service.clock.now += 7 * day
    expect((await recount()).found).toEqual([])
  })

  test('leaves out the hours that retention reached', async () => {
    const retention = { responseMonths: 1, commentMonths: 1, unansweredDays: 8 }
    const settings = { name: 'Shop', origins: [], theme: {}, retention }
    await service.admin('PUT', '/v1/project', settings, project.secretKey)
    await post(stateOf(nps, { shownAgoMs: 3 * hour }), stateOf(nps, { shownAgoMs: 0 }))
    service.clock.now += 8 * day - hour
    expect(await applyRetention(service.db, service.clock.now)).toMatchObject({ unanswered: 1 })
    expect((await recount()).found).toEqual([])
    await sql`update hourly_counts set shown = shown + 1`.execute(service.db)
    await sql`truncate recounts`.execute(service.db)
    // Of two wrong hours the one whose showing is deleted is not looked at.
    expect((await recount()).found).toMatchObject([{ hour: new Date(noon) }])
  })
})

test('whoever is stopped goes on with the day that they were at', async () => {
  service.clock.now += day
  const stop = new AbortController()
  stop.abort()
  expect(await recount(stop.signal)).toEqual({ days: 0, found: [] })
  expect((await recount()).days).toBe(9)
})

test('by four processes at once each day is recounted once', async () => {
  await fill()
  await sql`update hourly_counts set shown = shown + 1`.execute(service.db)
  service.clock.now += day
  const all = await Promise.all([1, 2, 3, 4].map(() => recount()))
  all.push(await recount())
  expect(all.reduce((sum, { days }) => sum + days, 0)).toBe(9)
  expect(all.flatMap(({ found }) => found)).toHaveLength(2)
})

test('says so where somebody holds its lock again and again', async () => {
  await fill()
  service.clock.now += day
  const told: unknown[] = []
  const log = {
    info() {},
    error() {},
    warn: (said: unknown) => void told.push(said),
  } as unknown as Parameters<typeof startRecount>[0]['log']
  const { databaseUrl, clock } = service
  await service.db.transaction().execute(async trx => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`tyck: recount of ${project.id}`}, 0))`.execute(
      trx,
    )
    const counting = { databaseUrl, clock: () => clock.now, log, metrics: createMetrics() }
    const stop = startRecount(counting, { firstMs: 1, everyMs: 1 })
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(1), { timeout: 10_000 })
    await stop()
  })
  expect(told[0]).toEqual({ projectId: project.id, runs: 3 })
})

test('runs by itself, and tells the log and Prometheus how much is wrong', async () => {
  await fill()
  await sql`update hourly_counts set shown = shown + 1`.execute(service.db)
  service.clock.now += day
  const told: unknown[] = []
  const log = {
    info() {},
    warn: (...line: unknown[]) => void told.push(line),
    error: (...line: unknown[]) => void told.push(line),
  } as unknown as Parameters<typeof startRecount>[0]['log']
  const metrics = createMetrics()
  const { databaseUrl, clock } = service
  const stop = startRecount({ databaseUrl, clock: () => clock.now, log, metrics }, { firstMs: 1, everyMs: 1 })
  try {
    await vi.waitFor(async () => expect(await metrics.text()).toMatch(/^tyck_recount_differences 2$/m))
  } finally {
    await stop()
  }
  expect(told).toHaveLength(2)
  expect(told[0]).toEqual([
    expect.objectContaining({ projectId: project.id, hour: new Date(noon - 3 * hour) }),
    'hourly counts do not equal a recount',
  ])
})
