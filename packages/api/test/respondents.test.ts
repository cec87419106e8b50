import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { applyRetention } from '../src/domain/keeping/applyRetention.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { openDatabase } from '../src/store/database.ts'
import { flush } from '../src/store/responses.ts'
import { rows } from './manyRows.ts'
import {
  type Asked,
  ask,
  countRows,
  day,
  hour,
  minute,
  rejected,
  rowOf,
  startRecording,
  stateOf,
  stored,
  wrongCounts,
} from './recordingApp.ts'

let service: Awaited<ReturnType<typeof startRecording>>
let project: ProjectKeys
let nps: Asked
const begin = Date.parse('2026-03-01T12:00:00Z')

beforeAll(async () => {
  service = await startRecording()
})
afterAll(() => service.close())
beforeEach(async () => {
  service.clock.now = begin
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, begin - 30 * day)
})

const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
const address = (id: string) => `/v1/respondents/${encodeURIComponent(id)}`
const read = (id: string, query = '') =>
  service.admin('GET', `${address(id)}${query}`, undefined, project.secretKey)
const erase = (id: string, secretKey = project.secretKey) =>
  service.admin('DELETE', address(id), undefined, secretKey)

describe('reading all of a respondent', () => {
  test('tells everything that is stored of them, and of nobody else', async () => {
    const answered = stateOf(nps, { respondent: 'A17', score: 2, comment: 'Slow', closed: true, more: 1 })
    const tried = stateOf(nps, { respondent: 'A17', test: true, shownAgoMs: 9_000 })
    await post(answered, tried, stateOf(nps, { respondent: 'B18', score: 9 }), stateOf(nps))
    const reply = await read('A17')
    expect(reply.json()).toMatchObject({
      responses: [
        { id: answered.id, score: 2, comment: 'Slow', closed: true, droppedKeys: 1, respondent: 'A17' },
        { id: tried.id, test: true, firstAnsweredAt: null, closed: false },
      ],
      next: null,
      erasedAt: null,
    })
    expect(reply.json().responses[0].firstAnsweredAt).toBe(reply.json().responses[0].answeredAt)
  })

  test('goes a page at a time', async () => {
    const states = Array.from({ length: 5 }, (_, at) => stateOf(nps, { respondent: 'A17', shownAgoMs: at }))
    await post(...states)
    const found: string[] = []
    for (let query = '?limit=2'; query; ) {
      const { responses, next } = (await read('A17', query)).json()
      expect(responses.length).toBeLessThanOrEqual(2)
      found.push(...responses.map(({ id }: { id: string }) => id))
      query = next === null ? '' : `?limit=2&cursor=${next}`
    }
    expect(found).toEqual(states.map(({ id }) => id))
    expect((await read('A17', '?cursor=x')).statusCode).toBe(400)
  })

  test.each(['anna@shop.example', 'a/b?c#d', '😀'.repeat(128), 'Å\u0308'])('finds %.20s', async id => {
    await post(stateOf(nps, { respondent: id }))
    expect((await read(id)).json().responses).toHaveLength(1)
  })

  test('is for the project that has them, and with a secret key only', async () => {
    await post(stateOf(nps, { respondent: 'A17' }))
    const neighbour = await createProject(service.db, 'Neighbour')
    const theirs = await service.admin('GET', address('A17'), undefined, neighbour.secretKey)
    expect(theirs.json()).toEqual((await read('unknown')).json())
    expect((await erase('A17', neighbour.secretKey)).json()).toMatchObject({ responses: 0 })
    expect((await read('A17')).json().responses).toHaveLength(1)
    for (const method of ['GET', 'DELETE'] as const) {
      expect(
        (await service.admin(method, address('A17'), undefined, project.publishableKey)).statusCode,
      ).toBe(401)
    }
    expect((await read('x'.repeat(129))).statusCode).toBe(400)
  })
})

describe('a respondent whose id is no part of an address', () => {
  // As clients send it, after URL has read it.
  const found = (id: string) => {
    const { pathname, search } = new URL(
      `/v1/respondents?respondent=${encodeURIComponent(id)}`,
      'http://localhost',
    )
    return pathname + search
  }

  test.each(['.', '..', 'a/../b', '%2e%2e', 'a+b c'])('is read and erased: %s', async id => {
    await post(stateOf(nps, { respondent: id, score: 9 }), stateOf(nps, { respondent: 'B18', score: 9 }))
    const reads = await service.admin('GET', found(id), undefined, project.secretKey)
    expect(reads.json().responses).toMatchObject([{ respondent: id }])
    const reply = await service.admin('DELETE', found(id), undefined, project.secretKey)
    expect(reply.json()).toEqual({ erasedAt: new Date(begin).toISOString(), responses: 1 })
    const after = await service.admin('GET', found(id), undefined, project.secretKey)
    expect(after.json()).toEqual({ responses: [], next: null, erasedAt: new Date(begin).toISOString() })
    expect((await read('B18')).json().responses).toHaveLength(1)
    const log = await service.admin('GET', '/v1/audit', undefined, project.secretKey)
    expect(log.json().entries).toMatchObject([
      { operation: 'eraseFoundRespondent', target: expect.stringMatching(/^[\w+/]{43}=$/) },
    ])
  })

  test('is named: nobody is erased where it is left out', async () => {
    await post(stateOf(nps, { respondent: 'A17' }))
    for (const query of ['', '?respondent=', `?respondent=${'x'.repeat(129)}`, '?id=A17']) {
      const reply = await service.admin('DELETE', `/v1/respondents${query}`, undefined, project.secretKey)
      expect([query, reply.statusCode]).toEqual([query, 400])
    }
    expect((await read('A17')).json().responses).toHaveLength(1)
  })
})

describe('erasing a respondent', () => {
  test('deletes all of theirs with its counts, and nothing of others', async () => {
    const other = stateOf(nps, { respondent: 'B18', score: 9 })
    await post(
      stateOf(nps, { respondent: 'A17', score: 2, comment: 'Slow' }),
      stateOf(nps, { respondent: 'A17', dismissed: true, shownAgoMs: 3 * hour }),
      stateOf(nps, { respondent: 'A17', test: true, score: 1 }),
      other,
    )
    const reply = await erase('A17')
    expect([reply.statusCode, reply.json()]).toEqual([
      200,
      { erasedAt: new Date(begin).toISOString(), responses: 3 },
    ])
    expect((await read('A17')).json()).toEqual({
      responses: [],
      next: null,
      erasedAt: new Date(begin).toISOString(),
    })
    expect(await rowOf(service.db, other.id)).toBeDefined()
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('more than one statement takes is erased too', async () => {
    await flush(
      service.db,
      rows(1_200, { project_id: project.id, respondent: 'A17', survey_id: nps.surveyId }),
    )
    expect((await erase('A17')).json()).toMatchObject({ responses: 1_200 })
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('refuses what their device sends late, as gone, and stores what they are shown later', async () => {
    const known = stateOf(nps, { respondent: 'A17', score: 2 })
    const unsent = stateOf(nps, { respondent: 'A17', score: 3, shownAgoMs: minute, changedAgoMs: 1_000 })
    await post(known)
    await erase('A17')
    service.clock.now += hour
    const later = { shownAgoMs: known.shownAgoMs + hour, changedAgoMs: hour }
    const retries = [
      { ...known, ...later },
      { ...known, ...later, seq: 2, comment: 'And', changedAgoMs: 0 },
      { ...unsent, shownAgoMs: unsent.shownAgoMs + hour, changedAgoMs: hour },
    ]
    for (const retry of retries) {
      expect(await post(retry)).toEqual([rejected(retry.id, 'gone', '/respondent')])
    }
    expect((await read('A17')).json().responses).toEqual([])
    const shownLater = stateOf(nps, { respondent: 'A17', score: 9, shownAgoMs: minute })
    const neighbours = stateOf(nps, { respondent: 'B18', shownAgoMs: 2 * hour })
    expect(await post(...retries.slice(0, 1), shownLater, neighbours)).toEqual([
      rejected(known.id, 'gone', '/respondent'),
      stored(shownLater.id),
      stored(neighbours.id),
    ])
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('refuses later states of what was theirs that name nobody, or somebody else', async () => {
    const states = [1, 2, 3].map(score => stateOf(nps, { respondent: 'A17', score }))
    await post(...states)
    await erase('A17')
    service.clock.now += hour
    const later = { seq: 2, comment: 'And', shownAgoMs: 5_000 + hour, answeredAgoMs: hour }
    const nameless = states.map(({ respondent: _, ...state }) => ({ ...state, ...later }))
    const renamed = nameless.map(state => ({ ...state, seq: 3, respondent: 'B18' }))
    // On their own, and beside others.
    const stranger = stateOf(nps, { seq: 2, score: 9 })
    for (const state of [...nameless, ...renamed]) {
      expect(await post(state)).toEqual([rejected(state.id, 'gone', '/respondent')])
      expect(await rowOf(service.db, state.id)).toBeUndefined()
    }
    expect(await post(...nameless.slice(0, 2), stranger)).toEqual([
      ...nameless.slice(0, 2).map(({ id }) => rejected(id, 'gone', '/respondent')),
      stored(stranger.id),
    ])
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('remembers the ids of what it took for as long as they may come, and no longer', async () => {
    const young = stateOf(nps, { respondent: 'A17' })
    const old = stateOf(nps, { respondent: 'A17' })
    const ids = async () =>
      (
        await service.db
          .selectFrom('erased_responses')
          .select('id')
          .where('project_id', '=', project.id)
          .execute()
      ).map(({ id }) => id)
    await post(old)
    service.clock.now += 7 * day
    await post(young)
    await erase('A17')
    expect(await ids()).toEqual([young.id])
    await applyRetention(service.db, service.clock.now + 8 * day)
    expect(await ids()).toEqual([young.id])
    await applyRetention(service.db, service.clock.now + 8 * day + 1)
    expect(await ids()).toEqual([])
  })

  test('before anything is known of them refuses what was shown by then', async () => {
    expect((await erase('A17')).json()).toMatchObject({ responses: 0 })
    expect((await erase('A17')).statusCode).toBe(200)
    const early = stateOf(nps, { respondent: 'A17' })
    expect(await post(early)).toEqual([rejected(early.id, 'gone', '/respondent')])
  })

  test('waits for what is being stored at that moment, and deletes it', async () => {
    const { db, close } = openDatabase(service.databaseUrl)
    try {
      const [row] = rows(1, { project_id: project.id, respondent: 'A17', survey_id: nps.surveyId })
      if (!row) throw new Error('There is no row')
      let erasing: ReturnType<typeof erase> | undefined
      await db.transaction().execute(async trx => {
        await flush(trx, [row])
        erasing = erase('A17')
        // Committed and seen by others, while this transaction began before.
        await vi.waitFor(async () => expect((await read('A17')).json().erasedAt).not.toBeNull())
        const done = await Promise.race([erasing.then(() => true), read('A17').then(() => false)])
        expect(done).toBe(false)
      })
      expect((await erasing)?.json()).toMatchObject({ responses: 1 })
      expect(await rowOf(service.db, row.id)).toBeUndefined()
    } finally {
      await close()
    }
  })

  test('tells nobody who reads the database who it was', async () => {
    await erase('A17')
    const rows = await service.db.selectFrom('erasures').selectAll().execute()
    expect(JSON.stringify(rows.map(row => [row, row.respondent_hash.toString()]))).not.toContain('A17')
  })

  test('amid posts leaves counts that equal a recount, and nothing that was shown before', async () => {
    const respondents = ['A', 'B', 'C']
    const step = fc.record({
      respondent: fc.constantFrom(...respondents, undefined),
      score: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
      comment: fc.option(fc.constant('Fine'), { nil: undefined }),
      shownAgoMs: fc.integer({ min: 0, max: 5 * hour }),
      test: fc.boolean(),
      again: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async steps => {
        const states = steps.map(({ respondent, score, comment, again: _, ...given }) =>
          stateOf(nps, {
            ...given,
            ...(respondent === undefined ? {} : { respondent }),
            ...(score === undefined ? {} : { score }),
            ...(comment === undefined ? {} : { comment }),
          }),
        )
        const posts = states.flatMap((state, at) =>
          steps[at]?.again ? [post(state), post({ ...state, seq: 2 })] : [post(state)],
        )
        await Promise.all([...posts, ...respondents.map(each => erase(each))])
        for (const each of respondents) expect((await read(each)).json().responses).toEqual([])
        expect(await wrongCounts(service.db)).toEqual([])
      }),
      { numRuns: 25 },
    )
    expect(await countRows(service.db)).toBeGreaterThan(0)
  })
})
