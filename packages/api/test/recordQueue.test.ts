import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { beforeEach, expect, test, vi } from 'vitest'
import { createRecordQueue, Overloaded, type RecordQueue } from '../src/domain/recording/recordQueue.ts'
import type { Outcome, ResponseRow } from '../src/store/responses.ts'
import { DatabaseUnavailable } from '../src/store/unavailable.ts'

/** A flush that is under way until the test ends it. */
interface Flush {
  rows: readonly ResponseRow[]
  finish(...outcomes: Outcome[]): void
  fail(error: unknown): void
}

let flushes: Flush[]
let queue: RecordQueue

beforeEach(() => {
  flushes = []
  queue = createRecordQueue({ flush, report: () => {} }, { lanes: 2, flushRows: 4, waitingRows: 10 })
})

function flush(rows: readonly ResponseRow[]): Promise<Outcome[]> {
  return new Promise((resolve, fail) => {
    const finish = (...outcomes: Outcome[]) =>
      resolve(outcomes.length > 0 ? outcomes : rows.map(() => 'stored' as const))
    flushes.push({ rows, finish, fail })
  })
}

const survey = randomUUID()
const row = (change: Partial<ResponseRow> = {}) =>
  ({ project_id: survey, id: randomUUID(), survey_id: survey, seq: 1, ...change }) as ResponseRow
const turn = () => new Promise(resolve => setImmediate(resolve))
/** The flush that came at this place, once it has. */
async function flushed(at: number): Promise<Flush> {
  for (let turns = 0; turns < 10 && !flushes[at]; turns += 1) await turn()
  const flush = flushes[at]
  if (!flush) throw new Error(`There were ${flushes.length} flushes`)
  return flush
}
/** An error as Postgres sends it, with this SQLSTATE. */
const sqlError = (code: string) => Object.assign(new pg.DatabaseError('no', 1, 'error'), { code })

test('stores a lone row at once', async () => {
  const outcome = queue.record([row()])
  const first = await flushed(0)
  expect(first.rows).toHaveLength(1)
  first.finish()
  expect(await outcome).toEqual(['stored'])
})

test('shares a flush among the posts of one turn, and keeps each its own outcomes', async () => {
  const [a, b, c] = [row(), row(), row()]
  const outcomes = Promise.all([queue.record([a, b]), queue.record([c])])
  const first = await flushed(0)
  expect(first.rows).toEqual([a, b, c])
  first.finish('stored', 'unchanged', 'too-late')
  expect(await outcomes).toEqual([['stored', 'unchanged'], ['too-late']])
})

test('has at most two flushes under way, and collects meanwhile', async () => {
  const outcomes = [queue.record([row()])]
  await flushed(0)
  outcomes.push(queue.record([row()]))
  await flushed(1)
  for (let more = 0; more < 3; more += 1) {
    outcomes.push(queue.record([row()]))
    await turn()
  }
  expect(flushes).toHaveLength(2)
  flushes[0]?.finish()
  expect((await flushed(2)).rows).toHaveLength(3)
  for (const { finish } of flushes) finish()
  await Promise.all(outcomes)
})

test('opens the second lane only for as many rows as are under way', async () => {
  const outcomes = [queue.record([row(), row(), row()])]
  await flushed(0)
  outcomes.push(queue.record([row(), row()]))
  await turn()
  expect(flushes).toHaveLength(1)
  outcomes.push(queue.record([row()]))
  expect((await flushed(1)).rows).toHaveLength(3)
  for (const { finish } of flushes) finish()
  await Promise.all(outcomes)
})

test('lets others go where a large flush is held up', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const outcomes = [queue.record([row(), row(), row()])]
    await flushed(0)
    outcomes.push(queue.record([row()]))
    await turn()
    expect(flushes).toHaveLength(1)
    vi.advanceTimersByTime(100)
    expect((await flushed(1)).rows).toHaveLength(1)
    flushes[1]?.finish()
    await outcomes[1]
    // It counts for nothing afterwards either.
    flushes[0]?.finish()
    await outcomes[0]
    outcomes.push(queue.record([row()]))
    await flushed(2)
    for (const { finish } of flushes) finish()
    await Promise.all(outcomes)
  } finally {
    vi.useRealTimers()
  }
})

test('flushes no more rows at once than it may', async () => {
  const outcomes = queue.record(Array.from({ length: 10 }, () => row()))
  for (let at = 0; at < 2; at += 1) (await flushed(at)).finish()
  await flushed(2)
  expect(flushes.map(({ rows }) => rows.length)).toEqual([4, 4, 2])
  for (const { finish } of flushes) finish()
  expect(await outcomes).toEqual(Array(10).fill('stored'))
})

test('refuses at once what it has no room for, and takes what comes later', async () => {
  const taken = queue.record(Array.from({ length: 9 }, () => row()))
  await expect(queue.record([row(), row()])).rejects.toBeInstanceOf(Overloaded)
  const last = queue.record([row()])
  for (let at = 0; at < 3; at += 1) (await flushed(at)).finish()
  await Promise.all([taken, last])
  const later = queue.record(Array.from({ length: 10 }, () => row()))
  for (let at = 3; at < 6; at += 1) (await flushed(at)).finish()
  await later
})

test("takes a lone row of another project with the next flush, whatever one project's storm has waiting", async () => {
  const storm = Array.from({ length: 8 }, () => queue.record([row()]))
  for (let at = 0; at < 2; at += 1) await flushed(at)
  storm.push(...Array.from({ length: 8 }, () => queue.record([row()])))
  const quiet = row({ project_id: randomUUID() })
  const outcome = queue.record([quiet])
  await turn()
  flushes[0]?.finish()
  const next = await flushed(2)
  expect(next.rows).toHaveLength(4)
  expect(next.rows).toContain(quiet)
  next.finish()
  expect(await outcome).toEqual(['stored'])
  flushes[1]?.finish()
  for (let at = 3; at < 5; at += 1) (await flushed(at)).finish()
  await Promise.all(storm)
})

test('has room for another project where one has filled it, and tells the post that makes room', async () => {
  const storm = Array.from({ length: 8 }, () => queue.record([row()]))
  for (let at = 0; at < 2; at += 1) await flushed(at)
  storm.push(...Array.from({ length: 10 }, () => queue.record([row()])))
  const settled = Promise.allSettled(storm)
  expect(queue.depth()).toEqual({ waiting: 10, underWay: 8 })
  await expect(queue.record([row()])).rejects.toBeInstanceOf(Overloaded)
  const quiet = queue.record([row({ project_id: randomUUID() })])
  await expect(storm[17]).rejects.toBeInstanceOf(Overloaded)
  expect(queue.depth()).toEqual({ waiting: 10, underWay: 8 })
  for (let at = 0; at < 5; at += 1) (await flushed(at)).finish()
  expect(await quiet).toEqual(['stored'])
  const statuses = (await settled).map(({ status }) => status)
  expect(statuses).toEqual([...Array(17).fill('fulfilled'), 'rejected'])
  expect(queue.depth()).toEqual({ waiting: 0, underWay: 0 })
})

test('writes of one response only the highest state, and of equals the first', async () => {
  const id = randomUUID()
  const states = [2, 3, 3].map(seq => row({ id, seq }))
  const outcomes = queue.record([...states, row()])
  const first = await flushed(0)
  expect(first.rows[0]).toBe(states[1])
  expect(first.rows).toHaveLength(2)
  first.finish()
  expect(await outcomes).toEqual(['unchanged', 'stored', 'unchanged', 'stored'])
})

test('tells the same id in two projects apart', async () => {
  const id = randomUUID()
  const outcomes = queue.record([row({ id }), row({ id, project_id: randomUUID() })])
  const first = await flushed(0)
  expect(first.rows).toHaveLength(2)
  first.finish()
  expect(await outcomes).toEqual(['stored', 'stored'])
})

test('says id-conflict to a lower state of another survey', async () => {
  const id = randomUUID()
  const outcomes = queue.record([row({ id, survey_id: randomUUID() }), row({ id, seq: 2 })])
  ;(await flushed(0)).finish('unchanged')
  expect(await outcomes).toEqual(['id-conflict', 'unchanged'])
})

test.each<Outcome>(['too-late', 'id-conflict'])(
  'tries the lower states where the highest is %s',
  async outcome => {
    const id = randomUUID()
    const [lowest, middle, highest] = [1, 2, 3].map(seq => row({ id, seq })) as [
      ResponseRow,
      ResponseRow,
      ResponseRow,
    ]
    const outcomes = queue.record([lowest, highest, middle])
    ;(await flushed(0)).finish(outcome)
    const second = await flushed(1)
    expect(second.rows).toEqual([middle])
    second.finish()
    expect(await outcomes).toEqual(['unchanged', outcome, 'stored'])
  },
)

test.each(['22P05', '23514'])('finds the one row that Postgres refuses with %s', async code => {
  const rows = [row(), row(), row(), row()]
  const outcomes = queue.record(rows)
  // All four, the first two, the last two, and each of these.
  for (let at = 0; at < 5; at += 1) {
    const { rows: some, fail, finish } = await flushed(at)
    if (some.some(({ id }) => id === rows[2]?.id)) fail(sqlError(code))
    else finish()
  }
  expect(await outcomes).toEqual(['stored', 'stored', 'unstorable', 'stored'])
})

test.each(['40P01', '40001'])('tries again after %s', async code => {
  const outcomes = queue.record([row()])
  ;(await flushed(0)).fail(new DatabaseUnavailable(sqlError(code)))
  ;(await flushed(1)).fail(new DatabaseUnavailable(sqlError(code)))
  ;(await flushed(2)).finish()
  expect(await outcomes).toEqual(['stored'])
})

test('gives up when it deadlocks for ever', async () => {
  const outcomes = queue.record([row()])
  outcomes.catch(() => {})
  for (let at = 0; at < 4; at += 1) (await flushed(at)).fail(new DatabaseUnavailable(sqlError('40P01')))
  await expect(outcomes).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(flushes).toHaveLength(4)
})

test('fails all that waits when the database is away, and goes on with what comes later', async () => {
  const error = new DatabaseUnavailable(new Error('connection refused'))
  const outcomes = Array.from({ length: 10 }, () => queue.record([row()]))
  const settled = Promise.allSettled(outcomes)
  await flushed(1)
  flushes[0]?.fail(error)
  flushes[1]?.finish()
  const statuses = (await settled).map(({ status }) => status)
  expect(statuses).toEqual([
    ...Array(4).fill('rejected'),
    ...Array(4).fill('fulfilled'),
    'rejected',
    'rejected',
  ])
  expect(flushes).toHaveLength(2)
  const later = queue.record([row()])
  ;(await flushed(2)).finish()
  expect(await later).toEqual(['stored'])
})

test('fails only its own rows with an error that is not about the database being away', async () => {
  const [first, second] = [queue.record([row(), row(), row(), row()]), queue.record([row()])]
  first.catch(() => {})
  ;(await flushed(0)).fail(sqlError('42P01'))
  ;(await flushed(1)).finish()
  await expect(first).rejects.toMatchObject({ code: '42P01' })
  expect(await second).toEqual(['stored'])
})

test('closes after all that it took is stored, and takes no more', async () => {
  const outcomes = queue.record(Array.from({ length: 10 }, () => row()))
  let closed = false
  const closing = queue.close().then(() => {
    closed = true
  })
  await expect(queue.record([row()])).rejects.toBeInstanceOf(Overloaded)
  for (let at = 0; at < 3; at += 1) {
    const { finish } = await flushed(at)
    expect(closed).toBe(false)
    finish()
  }
  expect(await outcomes).toHaveLength(10)
  await closing
})
