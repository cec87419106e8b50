import { randomUUID } from 'node:crypto'
import type { ImportReply } from '@tyck/shared/admin/imports'
import type { ScoresReply } from '@tyck/shared/admin/scores'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { importResponses } from '../src/domain/importing/importResponses.ts'
import { removeImport } from '../src/domain/importing/removeImport.ts'
import { applyRetention } from '../src/domain/keeping/applyRetention.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { findProject } from '../src/store/projects.ts'
import { makePerson } from './people.ts'
import { wrongCounts } from './recordingApp.ts'
import { payment, type Service, startService } from './service.ts'

let service: Service
let project: ProjectKeys
const touchpoint = 'checkout.payment'

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())
beforeEach(async () => {
  service.clock.now = Date.parse('2026-03-01T12:00:00Z')
  project = await createProject(service.db, 'Shop')
  await publish(payment)
})

/** What the admin API says to the project of this test. */
async function admin<T = never>(
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  url: string,
  body?: object,
): Promise<T> {
  const reply = await service.admin(method, url, body, project.secretKey)
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return reply.json()
}

async function publish(survey: object, key = touchpoint, metadata: object | null = null) {
  await admin('PUT', `/v1/touchpoints/${key}`, { name: 'Payment', metadata })
  return admin<{ id: string; seriesId: string }>('PUT', `/v1/touchpoints/${key}/survey`, survey)
}

const settings = (change: object) =>
  admin('PUT', '/v1/project', { name: 'Shop', origins: [], theme: {}, ...change })

const row = (change: object = {}) => ({
  id: randomUUID(),
  answeredAt: '2025-11-04T09:30:00Z',
  score: 9,
  ...change,
})

const post = (rows: unknown[], change: object = {}, query = '') =>
  service.admin(
    'POST',
    `/v1/imports${query}`,
    { touchpoint, source: 'delighted', rows, ...change },
    project.secretKey,
  )

async function bring(rows: unknown[], change: object = {}, query = '') {
  const reply = await post(rows, change, query)
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return reply.json<ImportReply>()
}

const scores = (query = 'from=2025-01-01&to=2026-03-01') =>
  admin<ScoresReply>('GET', `/v1/scores?${query}&touchpoint=${touchpoint}`)
const score = async (query?: string) => (await scores(query)).scores[0]
const responses = async (query = '') =>
  (await admin<{ responses: Record<string, unknown>[] }>('GET', `/v1/responses?${query}`)).responses
const stored = async () =>
  (await sql`select * from tyck.responses where project_id = ${project.id}`.execute(service.db)).rows

/** What the project's counts have wrongly. */
const wrong = async () =>
  (await wrongCounts(service.db)).filter(each => JSON.stringify(each).includes(project.id))

/** Posts an answer as a server of the shop does. */
async function answerHere(score: number, change: object = {}) {
  const { survey, rules } = await admin<{ survey: { id: string }; rules: { id: string } }>(
    'GET',
    `/v1/touchpoints/${touchpoint}`,
  )
  const state = {
    id: randomUUID(),
    seq: 1,
    surveyId: survey.id,
    rulesId: rules.id,
    shownAgoMs: 1_000,
    changedAgoMs: 0,
  }
  await admin('POST', '/v1/responses', { responses: [{ ...state, score, ...change }] })
}

test('others get their turn between rows, which may take long to mask', async () => {
  let looked = 0
  const rows = Array.from({ length: 100 }, (_, at) => ({
    ...row({ comment: '(0('.repeat(600) }),
    get id() {
      looked += 1
      return `${at}`
    },
  }))
  const seen: number[] = []
  let isOver = false
  const look = () => {
    seen.push(looked)
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  const found = await findProject(service.db, project.id)
  if (!found) throw new Error('no project')
  const outcome = await importResponses(service.db, {
    project: found,
    input: { touchpoint, source: 'delighted', rows },
    dryRun: true,
    hashRespondent: () => '',
    now: service.clock.now,
    onBegun: async () => {},
  })
  isOver = true
  expect(outcome).toMatchObject({ results: { length: 100 } })
  const perRow = looked / 100
  expect(Math.max(...seen.map((count, at) => count - (seen[at - 1] ?? 0))) / perRow).toBe(20)
})

describe('an imported response', () => {
  test('has what the file said: score, comment, time, person, channel, properties and tags', async () => {
    const { results, surveyId } = await bring([
      row({
        id: '10293847',
        comment: 'Quick, and no surprises.',
        respondent: 'customer-17',
        channel: 'email',
        locale: 'en',
        page: 'https://shop.example/checkout?token=1',
        metadata: { plan: 'business', orderValue: 420 },
        tags: ['Checkout', 'vip'],
      }),
    ])
    expect(results).toEqual([{ id: '10293847', status: 'stored' }])
    const at = '2025-11-04T09:30:00.000Z'
    expect(await responses()).toMatchObject([
      {
        touchpoint,
        surveyId,
        score: 9,
        segment: 'promoter',
        comment: 'Quick, and no surprises.',
        respondent: 'customer-17',
        verified: false,
        channel: 'email',
        page: 'https://shop.example/checkout',
        metadata: { plan: 'business', orderValue: 420 },
        tags: ['checkout', 'vip'],
        test: false,
        flags: [],
        importedFrom: 'delighted',
        shownAt: at,
        answeredAt: at,
        commentedAt: at,
        receivedAt: '2026-03-01T12:00:00.000Z',
      },
    ])
  })

  test('has been read: thousands of old comments bury none that came today', async () => {
    await bring([row({ comment: 'Old' })])
    await answerHere(7, { comment: 'New' })
    expect(await responses('commented=true&read=false')).toMatchObject([{ comment: 'New' }])
    expect(await responses('words=old')).toMatchObject([{ comment: 'Old', read: true }])
  })

  test('is told apart in lists and views from what was asked here', async () => {
    await bring([row()])
    await answerHere(7)
    expect(await responses('imported=true')).toMatchObject([{ score: 9, importedFrom: 'delighted' }])
    expect(await responses('imported=false')).toMatchObject([{ score: 7, importedFrom: null }])
    const { rows } = await sql`
      select score, imported_from, sample_rate from tyck.answers where project_id = ${project.id} order by score`.execute(
      service.db,
    )
    expect(rows).toEqual([
      { score: 7, imported_from: null, sample_rate: 1 },
      { score: 9, imported_from: 'delighted', sample_rate: null },
    ])
  })

  test('is masked and normalised as one that is posted', async () => {
    await bring([
      row({
        comment: 'Mail kim@shop.example\u0000, card 4111 1111 1111 1111',
        metadata: { from: 'kim@shop.example', a4111111111111111: 'x' },
      }),
    ])
    expect(await responses()).toMatchObject([
      { comment: 'Mail [email], card [card]', metadata: { from: '[email]' } },
    ])
  })

  test('is there once, however often and in whatever requests it comes', async () => {
    const rows = [
      row({ id: 'a', tags: ['vip'] }),
      row({ id: 'b', score: 3, comment: 'No' }),
      row({ id: 'a', score: 1 }),
    ]
    expect((await bring(rows)).results.map(({ status }) => status)).toEqual(['stored', 'stored', 'unchanged'])
    const first = [await stored(), await score()]
    const again = await Promise.all([
      bring(rows),
      bring(rows.toReversed()),
      bring([row({ id: 'a', score: 0 })]),
    ])
    expect(again.flatMap(({ results }) => results.map(({ status }) => status))).toEqual(
      Array(7).fill('unchanged'),
    )
    expect([await stored(), await score()]).toEqual(first)
    expect(await wrong()).toEqual([])
  })

  test('is stored once by requests that come at the same time', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => row({ id: `r${at}`, tags: ['vip'] }))
    const replies = await Promise.all([bring(rows), bring(rows.toReversed()), bring(rows)])
    const statuses = replies.flatMap(({ results }) => results.map(({ status }) => status))
    expect(statuses.filter(status => status === 'stored')).toHaveLength(20)
    expect(await score()).toMatchObject({ n: 20, imported: 20 })
    expect((await admin<{ imports: unknown[] }>('GET', '/v1/imports')).imports).toHaveLength(1)
    expect(await wrong()).toEqual([])
  })

  test.each([
    ['of no object', null, 'validation-failed', ''],
    ['without an id', { id: undefined }, 'validation-failed', '/id'],
    ['with a score that is none', { score: '9' }, 'validation-failed', '/score'],
    ['with half a score', { score: 9.5 }, 'validation-failed', '/score'],
    [
      'with a time without an offset',
      { answeredAt: '2025-11-04T09:30:00' },
      'validation-failed',
      '/answeredAt',
    ],
    ['of a day that is none', { answeredAt: '2025-02-30T09:30:00Z' }, 'validation-failed', '/answeredAt'],
    ['with a comment of 2,001 characters', { comment: 'x'.repeat(2_001) }, 'validation-failed', '/comment'],
    ['with nested metadata', { metadata: { a: { b: 1 } } }, 'validation-failed', '/metadata'],
    ['with 21 tags', { tags: Array(21).fill('a') }, 'validation-failed', '/tags'],
    ['with what is ours to say', { verified: true }, 'validation-failed', ''],
    ['of the future', { answeredAt: '2026-03-01T12:00:01Z' }, 'in-the-future', '/answeredAt'],
    ['of 1899', { answeredAt: '1899-12-30T00:00:00Z' }, 'too-old', '/answeredAt'],
  ])('%s is rejected, and the one beside it stored', async (_what, change, code, pointer) => {
    const { results } = await bring([
      change === null ? null : row({ id: 'bad', ...change }),
      row({ id: 'good' }),
    ])
    expect(results).toEqual([
      { id: change === null || 'id' in change ? null : 'bad', status: 'rejected', code, pointer },
      { id: 'good', status: 'stored' },
    ])
  })

  test('has a score on the scale of the question that it joins', async () => {
    await publish(
      { ...payment, metric: 'csat', locales: { en: { question: 'How?', thanks: 'Thanks.' } } },
      'other',
    )
    const { results } = await bring([row({ id: 'a', score: 5 }), row({ id: 'b', score: 6 })], {
      touchpoint: 'other',
    })
    expect(results).toEqual([
      { id: 'a', status: 'stored' },
      { id: 'b', status: 'rejected', code: 'out-of-scale', pointer: '/score' },
    ])
  })

  test('has the metadata that the touchpoint takes, and says where some is left out', async () => {
    await publish(payment, 'strict', { plan: 'string' })
    const { results } = await bring(
      [row({ metadata: { plan: 'a', seats: 3 } }), row({ metadata: { plan: 'a' } })],
      {
        touchpoint: 'strict',
      },
    )
    expect(results).toMatchObject([{ status: 'stored', without: ['metadata'] }, { status: 'stored' }])
    expect((await responses()).map(({ metadata }) => metadata)).toEqual([{ plan: 'a' }, { plan: 'a' }])
  })

  test('has no tag that is one too many for the project', async () => {
    await sql`
      insert into response_tags (project_id, tag, shown_at, response_id, tagged_at)
      select ${project.id}, 'tag ' || n, now(), gen_random_uuid(), now() from generate_series(1, 499) as n`.execute(
      service.db,
    )
    const { results } = await bring([
      row({ tags: ['tag 7', 'new'] }),
      row({ tags: ['newer'] }),
      row({ tags: ['new'] }),
    ])
    expect(results.map(({ without }) => without)).toEqual([undefined, ['tags'], undefined])
    expect((await responses()).map(({ tags }) => tags).sort()).toEqual([[], ['new'], ['new', 'tag 7']])
  })

  test('of a respondent who was erased later than it was given is gone', async () => {
    await admin('DELETE', '/v1/respondents/customer-17')
    const { results } = await bring([
      row({ id: 'a', respondent: 'customer-17' }),
      row({ id: 'b', respondent: 'customer-18' }),
    ])
    expect(results).toEqual([
      { id: 'a', status: 'rejected', code: 'gone', pointer: '/respondent' },
      { id: 'b', status: 'stored' },
    ])
  })

  test('goes with its respondent, with its counts, and does not come again', async () => {
    const rows = [row({ id: 'a', respondent: 'customer-17', tags: ['vip'] }), row({ id: 'b' })]
    await bring(rows)
    expect(await admin('DELETE', '/v1/respondents/customer-17')).toMatchObject({ responses: 1 })
    expect(await score()).toMatchObject({ n: 1 })
    await bring(rows)
    expect(await score()).toMatchObject({ n: 1 })
    expect(await responses()).toHaveLength(1)
  })

  test('that repeats an answer is stored and does not count, where the project counts one in a window', async () => {
    await settings({ countOnceWithin: 'P30D' })
    const by = (id: string, answeredAt: string) => row({ id, answeredAt, respondent: 'customer-17' })
    const { results } = await bring([
      by('a', '2025-11-04T09:30:00Z'),
      by('b', '2025-11-20T09:30:00Z'),
      by('c', '2026-01-04T09:30:00Z'),
    ])
    expect(results.map(({ without }) => without)).toEqual([undefined, ['count'], undefined])
    expect(await score()).toMatchObject({ n: 2, imported: 2 })
    expect(await wrong()).toEqual([])
  })
})

test('an import tells no destination of anything', async () => {
  const webhook = {
    kind: 'webhook',
    name: 'Orders',
    url: 'https://hooks.example/tyck',
    events: ['response.answered', 'response.commented', 'response.changed'],
  }
  const made = await service.admin('POST', '/v1/destinations', webhook, project.secretKey)
  expect(made.statusCode).toBe(201)
  const events = async () =>
    (await sql`select type from events where project_id = ${project.id}`.execute(service.db)).rows
  await bring([row({ comment: 'Old', tags: ['old'] })])
  expect(await events()).toEqual([])
  await answerHere(9)
  expect(await events()).toEqual([{ type: 'response.answered' }])
})

test('an erasure amid imports leaves nothing of the respondent, and counts that equal a recount', async () => {
  const respondents = ['A', 'B', 'C']
  const one = fc.record({
    respondent: fc.constantFrom(...respondents, undefined),
    score: fc.nat(10),
    comment: fc.option(fc.constant('Fine'), { nil: undefined }),
    daysAgo: fc.nat(300),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(one, { minLength: 1, maxLength: 5 }), { maxLength: 5 }),
      async batches => {
        const posts = batches.map(batch =>
          bring(
            batch.map(({ respondent, score, comment, daysAgo }) =>
              row({
                answeredAt: new Date(service.clock.now - daysAgo * 86_400_000).toISOString(),
                score,
                ...(respondent === undefined ? {} : { respondent }),
                ...(comment === undefined ? {} : { comment }),
              }),
            ),
          ),
        )
        await Promise.all([...posts, ...respondents.map(each => admin('DELETE', `/v1/respondents/${each}`))])
        for (const each of respondents) {
          const { responses } = await admin<{ responses: unknown[] }>('GET', `/v1/respondents/${each}`)
          expect(responses).toEqual([])
        }
        expect(await wrong()).toEqual([])
      },
    ),
    { numRuns: 15 },
  )
  expect(await stored()).not.toEqual([])
})

describe('a trend with an imported part', () => {
  test('is one, with the imported answers in it, and tells how many they are', async () => {
    await bring([row({ score: 10 }), row({ score: 10, comment: 'Yes' }), row({ score: 0 })])
    await answerHere(10)
    const told = await score('from=2025-11-01&to=2026-03-01&interval=month')
    expect(told).toMatchObject({ n: 4, imported: 3, score: 50, importedFrom: ['delighted'], isCurrent: true })
    expect(told?.points.map(({ from, n, imported }) => [from, n, imported])).toEqual([
      ['2025-11-01', 3, 3],
      ['2025-12-01', 0, 0],
      ['2026-01-01', 0, 0],
      ['2026-02-01', 0, 0],
      ['2026-03-01', 1, 0],
    ])
  })

  test('says of showings only what was shown here', async () => {
    await bring([row({ comment: 'Yes' }), row()])
    await answerHere(10, { comment: 'Fine' })
    await answerHere(10, { score: undefined })
    expect((await score())?.funnel).toMatchObject({
      shown: 2,
      answered: 1,
      commented: 1,
      ignored: 1,
      estimatedEligible: 2,
      responseRate: 50,
    })
  })

  test('says the same from the responses as from the counts', async () => {
    await bring([row({ score: 10 }), row({ score: 3, channel: 'email' })])
    await answerHere(7)
    const [counts, rows] = [
      await scores(),
      await scores('from=2025-01-01&to=2026-03-01&timeZone=Asia/Kolkata'),
    ]
    expect([counts.source, rows.source]).toEqual(['counts', 'rows'])
    expect(rows.scores[0]).toEqual(counts.scores[0])
    expect(await score('from=2025-01-01&to=2026-03-01&channel=email')).toMatchObject({ n: 1, imported: 1 })
  })

  test('takes no answer time from what was imported', async () => {
    await bring([row(), row(), row()])
    await answerHere(7)
    const told = await score('from=2025-01-01&to=2026-03-01&answerTime=true')
    expect(told?.medianAnswerSeconds).toBe(1)
  })

  test('forecasts nothing from what was imported', async () => {
    const rows = Array.from({ length: 60 }, (_, at) =>
      row({ answeredAt: new Date(service.clock.now - (at % 14) * 86_400_000 - 1).toISOString() }),
    )
    await bring(rows)
    const forecast = () => admin<{ basis: unknown }>('GET', `/v1/touchpoints/${touchpoint}/forecast`)
    expect(await forecast()).toMatchObject({ cannotTell: 'too-short' })
    const week = 7 * 86_400_000
    for (let each = 0; each < 32; each += 1)
      await answerHere(9, { shownAgoMs: week, ...(each % 4 === 0 ? {} : { score: undefined }) })
    expect(await forecast()).toMatchObject({ cannotTell: null, basis: { shown: 32, answered: 8 } })
  })

  test('goes on where the wording is bettered, and ends where another question is asked', async () => {
    const rows = [row({ id: 'a' })]
    const { surveyId } = await bring(rows)
    const better = { ...payment.locales.en, question: 'Would you recommend us?' }
    await publish({ ...payment, series: 'same-question', locales: { ...payment.locales, en: better } })
    expect(await bring([...rows, row({ id: 'b' })])).toMatchObject({
      surveyId,
      results: [{ status: 'unchanged' }, { status: 'stored' }],
    })
    expect(await score()).toMatchObject({ n: 2, isCurrent: true })
    const other = await publish({ ...payment, series: 'new-question' })
    // A source goes on where it began; another one joins what is asked now.
    expect((await bring([row()])).surveyId).toBe(surveyId)
    expect((await bring([row()], { source: 'wootric' })).surveyId).toBe(other.id)
    expect((await scores()).scores.map(({ isCurrent, n }) => [isCurrent, n])).toEqual([
      [true, 1],
      [false, 3],
    ])
  })

  test('may be that of a question that was asked before', async () => {
    const { surveyId } = await bring([row()])
    await publish({ ...payment, series: 'new-question' })
    expect((await bring([row()], { source: 'wootric', surveyId })).surveyId).toBe(surveyId)
  })
})

describe('an import', () => {
  test.each([
    ['an unknown touchpoint', { touchpoint: 'absent' }, 404, 'not-found', undefined],
    ['another survey', { surveyId: randomUUID() }, 400, 'validation-failed', '/surveyId'],
    ['no rows', { rows: [] }, 400, 'validation-failed', '/rows'],
    ['501 rows', { rows: Array(501).fill(null) }, 400, 'validation-failed', '/rows'],
    ['a source in capitals', { source: 'Delighted' }, 400, 'validation-failed', '/source'],
    ['what is ours to say', { createdAt: '2020-01-01T00:00:00Z' }, 400, 'validation-failed', ''],
  ])('is refused with %s', async (_what, change, status, code, pointer) => {
    const reply = await post([row()], change)
    expect([reply.statusCode, reply.json().code, reply.json().errors?.[0]?.pointer]).toEqual([
      status,
      code,
      pointer,
    ])
    expect(await stored()).toEqual([])
  })

  test('is refused where the touchpoint asks nothing yet, and where it is archived', async () => {
    await admin('PUT', '/v1/touchpoints/silent', { name: 'Silent' })
    const silent = await post([row()], { touchpoint: 'silent' })
    expect([silent.statusCode, silent.json().errors]).toEqual([
      400,
      [
        {
          pointer: '/touchpoint',
          code: 'invalid-value',
          expected: expect.stringContaining('publish the question'),
        },
      ],
    ])
    await admin('PUT', `/v1/touchpoints/${touchpoint}/state`, { state: 'archived' })
    expect((await post([row()])).json().code).toBe('touchpoint-archived')
  })

  test('of a source that went elsewhere says so', async () => {
    await bring([row()])
    const other = await publish({ ...payment, series: 'new-question' })
    expect((await post([row()], { surveyId: other.id })).json().errors).toMatchObject([
      { pointer: '/surveyId' },
    ])
  })

  test('takes a megabyte, and not more', async () => {
    const rows = Array.from({ length: 500 }, () => row({ comment: 'x'.repeat(1_900) }))
    expect((await post(rows)).statusCode).toBe(200)
    const large = Array.from({ length: 500 }, () => row({ comment: 'ö'.repeat(1_900) }))
    expect((await post(large)).json().code).toBe('payload-too-large')
  })

  test('is none, and not in the audit log, before a row of it is stored', async () => {
    await bring([0, row({ score: 11 })])
    const listed = async () => {
      const { imports } = await admin<{ imports: unknown[] }>('GET', '/v1/imports')
      const { entries } = await admin<{ entries: { operation: string }[] }>('GET', '/v1/audit')
      return [imports.length, entries.filter(({ operation }) => operation === 'importResponses').length]
    }
    expect(await listed()).toEqual([0, 0])
    await bring([0, row()])
    expect(await listed()).toEqual([1, 1])
    await bring([0])
    expect(await listed()).toEqual([1, 1])
  })

  test('is noted once in the audit log, and its removal', async () => {
    await bring([row()])
    await bring([row()])
    await bring([row()], {}, '?dryRun=true')
    service.clock.now += 1_000
    const [made] = (await admin<{ imports: { id: string }[] }>('GET', '/v1/imports')).imports
    await admin('DELETE', `/v1/imports/${made?.id}`)
    const { entries } = await admin<{ entries: { operation: string; target: string }[] }>('GET', '/v1/audit')
    expect(entries.filter(({ target }) => target === made?.id).map(({ operation }) => operation)).toEqual([
      'removeImport',
      'importResponses',
    ])
  })

  test('is an editor’s to make, and an owner’s to remove', async () => {
    const body = { touchpoint, source: 'delighted', rows: [row()] }
    const [viewer, editor, owner] = await Promise.all(
      (['viewer', 'editor', 'owner'] as const).map(role => makePerson(service, role, project.id)),
    )
    expect((await viewer?.ask('POST', '/v1/imports', body))?.statusCode).toBe(403)
    expect((await editor?.ask('POST', '/v1/imports', body))?.statusCode).toBe(200)
    const [made] = (await viewer?.ask('GET', '/v1/imports'))?.json().imports ?? []
    expect((await editor?.ask('DELETE', `/v1/imports/${made.id}`))?.statusCode).toBe(403)
    expect((await owner?.ask('DELETE', `/v1/imports/${made.id}`))?.statusCode).toBe(200)
  })
})

test('a dry run tells what would become of each row, and changes nothing', async () => {
  await bring([row({ id: 'a' })])
  await admin('DELETE', '/v1/respondents/customer-17')
  const rows = [
    row({ id: 'a' }),
    row({ id: 'b', tags: ['new'] }),
    row({ id: 'c', score: 11 }),
    row({ id: 'd', respondent: 'customer-17' }),
    row({ id: 'e', answeredAt: '2023-01-01T00:00:00Z' }),
  ]
  const before = [
    await stored(),
    await score(),
    await admin('GET', '/v1/imports'),
    await admin('GET', '/v1/tags'),
  ]
  const dry = await bring(rows, {}, '?dryRun=true')
  expect([
    await stored(),
    await score(),
    await admin('GET', '/v1/imports'),
    await admin('GET', '/v1/tags'),
  ]).toEqual(before)
  expect(dry.results.map(({ status }) => status)).toEqual([
    'unchanged',
    'stored',
    'rejected',
    'rejected',
    'stored',
  ])
  expect(await bring(rows)).toEqual(dry)
  // The first import of a source, too.
  await bring([row()], { source: 'wootric' }, '?dryRun=true')
  expect((await admin<{ imports: unknown[] }>('GET', '/v1/imports')).imports).toHaveLength(1)
})

describe('what is older than the project keeps', () => {
  const old = { answeredAt: '2019-05-01T10:00:00Z', comment: 'Old', respondent: 'customer-17', tags: ['old'] }

  test('counts and is not stored, and says so', async () => {
    const { results, keeps } = await bring([row({ id: 'a', ...old })])
    expect(keeps).toEqual({
      responsesFrom: '2024-03-01T12:00:00.000Z',
      commentsFrom: '2025-03-01T12:00:00.000Z',
    })
    expect(results).toEqual([{ id: 'a', status: 'stored', without: ['response'] }])
    expect(await stored()).toEqual([])
    expect(await admin('GET', '/v1/tags')).toEqual({ tags: [] })
    expect(await score('from=2019-01-01&to=2026-03-01')).toMatchObject({ n: 1, imported: 1, score: 100 })
    // Of what is only counted there are no rows to read.
    const sliced = await scores('from=2019-01-01&to=2026-03-01&channel=web')
    expect([sliced.rowsFrom.answers, sliced.scores[0]?.complete]).toEqual(['2024-03-01T12:00:00.000Z', false])
  })

  test('counts once, also after retention has deleted it', async () => {
    const rows = [row({ id: 'a', ...old }), row({ id: 'b', answeredAt: '2024-03-02T00:00:00Z' })]
    await bring(rows)
    await applyRetention(service.db, service.clock.now + 10 * 86_400_000)
    expect(await stored()).toEqual([])
    expect((await bring(rows)).results.map(({ status }) => status)).toEqual(['unchanged', 'unchanged'])
    expect(await score('from=2019-01-01&to=2026-03-01')).toMatchObject({ n: 2, imported: 2 })
  })

  test('keeps its score where only its comment is too old', async () => {
    const { results } = await bring([row({ id: 'a', answeredAt: '2024-06-01T00:00:00Z', comment: 'Old' })])
    expect(results).toEqual([{ id: 'a', status: 'stored', without: ['comment'] }])
    expect(await responses()).toMatchObject([{ comment: null, commentedAt: '2024-06-01T00:00:00.000Z' }])
  })

  test('loses its comment when it comes to be too old, though retention had been there before it came', async () => {
    await settings({ retention: { responseMonths: 120, commentMonths: 12, unansweredDays: 90 } })
    await applyRetention(service.db, service.clock.now)
    await settings({ retention: { responseMonths: 120, commentMonths: 120, unansweredDays: 90 } })
    await bring([row({ ...old })])
    expect(await responses()).toMatchObject([{ comment: 'Old' }])
    await settings({ retention: { responseMonths: 120, commentMonths: 12, unansweredDays: 90 } })
    await applyRetention(service.db, service.clock.now)
    expect(await responses()).toMatchObject([{ comment: null }])
  })
})

describe('removing an import', () => {
  const listed = async () => (await admin<{ imports: { id: string }[] }>('GET', '/v1/imports')).imports

  test('takes its responses, tags and counts, of those too that are only counted, and nothing else', async () => {
    await bring([row({ tags: ['other'] })], { source: 'other' })
    await answerHere(7)
    const before = [await stored(), await scores('from=2019-01-01&to=2026-03-01')]
    service.clock.now += 1_000
    await bring([
      row({ id: 'a', comment: 'Yes', tags: ['mine'] }),
      row({ id: 'b', score: 2 }),
      row({ id: 'c', answeredAt: '2019-01-02T00:00:00Z' }),
    ])
    const mine = (await listed())[1]
    expect(mine).toMatchObject({
      source: 'delighted',
      touchpoint,
      rows: 3,
      from: '2019-01-02T00:00:00.000Z',
      to: '2025-11-04T09:00:00.000Z',
    })
    expect(await admin('DELETE', `/v1/imports/${mine?.id}`)).toEqual({ rows: 3, left: 0 })
    expect(await listed()).toMatchObject([{ source: 'other', rows: 1 }])
    const { rowsFrom: _had, ...had } = before[1] as ScoresReply
    const { rowsFrom: _has, ...has } = await scores('from=2019-01-01&to=2026-03-01')
    expect([await stored(), has]).toEqual([before[0], had])
    expect(await admin('GET', '/v1/tags')).toEqual({ tags: [{ tag: 'other', responses: 1 }] })
    expect(await wrong()).toEqual([])
  })

  test('goes on where it stopped, with the counts right at every step', async () => {
    await bring(Array.from({ length: 25 }, () => row()))
    const [mine] = await listed()
    expect(await removeImport(service.db, project.id, mine?.id ?? '', { perBatch: 2 })).toEqual({
      rows: 20,
      left: 5,
    })
    expect(await score()).toMatchObject({ n: 5 })
    expect(await removeImport(service.db, project.id, mine?.id ?? '', { perBatch: 2 })).toEqual({
      rows: 5,
      left: 0,
    })
    expect(await removeImport(service.db, project.id, mine?.id ?? '')).toBeUndefined()
    expect(await score()).toMatchObject({ n: 0 })
  })

  test('lets the same file be imported again', async () => {
    const rows = [row({ id: 'a' })]
    await bring(rows)
    await admin('DELETE', `/v1/imports/${(await listed())[0]?.id}`)
    expect((await bring(rows)).results).toEqual([{ id: 'a', status: 'stored' }])
    expect(await score()).toMatchObject({ n: 1 })
  })

  test('of nothing is not found', async () => {
    const reply = await service.admin('DELETE', `/v1/imports/${randomUUID()}`, undefined, project.secretKey)
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'not-found'])
  })
})
