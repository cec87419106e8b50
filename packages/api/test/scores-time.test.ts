import { randomUUID } from 'node:crypto'
import type { ScoresReply } from '@tyck/shared/admin/scores'
import type { Flag } from '@tyck/shared/contract/vocabulary'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyRetention } from '../src/domain/keeping/applyRetention.ts'
import { startOfDay } from '../src/domain/scores/calendar.ts'
import { flush } from '../src/store/responses.ts'
import { rows } from './manyRows.ts'
import { wrongCounts } from './recordingApp.ts'
import { type Scoring, startScoring } from './scoring.ts'
import { type Service, startService } from './service.ts'

let service: Service
let shop: Scoring

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())
beforeEach(async () => {
  service.clock.now = Date.parse('2026-03-31T12:00:00Z')
  shop = await startScoring(service)
})

const byDay = async (query: string) =>
  (await shop.readOne(`${query}&interval=day`)).points.map(({ from, n }) => [from, n])

describe('days', () => {
  test("are those of the project's time zone where none is named", async () => {
    const asked = await shop.ask()
    await shop.store(asked, [[9, 1]], '2026-03-28T23:30:00Z')
    const query = 'from=2026-03-29&to=2026-03-29'
    expect((await shop.readOne(`${query}&timeZone=Europe/Stockholm`)).n).toBe(1)
    expect((await shop.read(query)).scores.map(({ n }) => n)).not.toContain(1)
    const settings = { name: 'Shop', origins: [], theme: {}, timeZone: 'Europe/Stockholm' }
    await service.admin('PUT', '/v1/project', settings, shop.project.secretKey)
    expect((await shop.read(query)).timeZone).toBe('Europe/Stockholm')
    expect((await shop.readOne(query)).n).toBe(1)
  })

  test('are those of the time zone, 23 and 25 hours long where the clocks change', async () => {
    const asked = await shop.ask()
    for (const month of ['2026-03-28', '2026-10-24']) {
      for (let hour = 0; hour < 96; hour += 1) {
        const at = Date.parse(`${month}T00:30:00Z`) + (hour - 24) * 3_600_000
        await shop.store(asked, [[9, 1]], new Date(at).toISOString())
      }
    }
    const spring = 'from=2026-03-28&to=2026-03-30&timeZone=Europe/Stockholm'
    const autumn = 'from=2026-10-24&to=2026-10-26&timeZone=Europe/Stockholm'
    for (const source of ['', '&channel=web']) {
      expect(await byDay(spring + source)).toEqual([
        ['2026-03-28', 24],
        ['2026-03-29', 23],
        ['2026-03-30', 24],
      ])
      expect(await byDay(autumn + source)).toEqual([
        ['2026-10-24', 24],
        ['2026-10-25', 25],
        ['2026-10-26', 24],
      ])
      expect((await shop.readOne(autumn + source)).n).toBe(73)
    }
    expect((await shop.read(spring)).period).toEqual({
      from: '2026-03-28',
      to: '2026-03-30',
      start: '2026-03-27T23:00:00.000Z',
      end: '2026-03-30T22:00:00.000Z',
    })
  })

  test('of time zones of half hours are read from rows, to the minute', async () => {
    const asked = await shop.ask()
    await shop.store(asked, [[9, 1]], '2026-03-09T18:29:59Z')
    await shop.store(asked, [[9, 2]], '2026-03-09T18:30:00Z')
    await shop.store(asked, [[9, 3]], '2026-03-10T18:29:59Z')
    await shop.store(asked, [[9, 4]], '2026-03-10T18:30:00Z')
    const kolkata = 'from=2026-03-10&to=2026-03-10&timeZone=Asia/Kolkata'
    expect(await shop.read(kolkata)).toMatchObject({ source: 'rows', scores: [{ n: 5 }] })
    expect(await shop.read('from=2026-03-10&to=2026-03-10&timeZone=Asia/Tokyo')).toMatchObject({
      source: 'counts',
    })
    expect(await byDay('from=2026-03-09&to=2026-03-11&timeZone=Asia/Kolkata')).toEqual([
      ['2026-03-09', 1],
      ['2026-03-10', 5],
      ['2026-03-11', 4],
    ])
  })

  test('end with today in the time zone where nothing is said', async () => {
    service.clock.now = Date.parse('2026-03-31T23:30:00Z')
    await shop.ask()
    expect((await shop.read('')).period).toMatchObject({ from: '2026-03-02', to: '2026-03-31' })
    expect((await shop.read('timeZone=Asia/Tokyo')).period).toMatchObject({
      from: '2026-03-03',
      to: '2026-04-01',
    })
    expect((await shop.read('to=2026-02-10')).period).toMatchObject({ from: '2026-01-12' })
  })

  test.each([
    // Skipped at midnight: the day begins at one.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    // Twice at midnight: the first.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z'],
    ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00Z'],
    ['2026-10-05', 'Australia/Lord_Howe', '2026-10-04T13:00:00Z'],
    ['2026-03-10', 'Asia/Kathmandu', '2026-03-09T18:15:00Z'],
    // A day that there never was.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s begins in %s at %s', (day, timeZone, at) => {
    expect(new Date(startOfDay(day, timeZone)).toISOString()).toBe(at.replace('Z', '.000Z'))
  })

  test('begin in every time zone when Postgres says so', async () => {
    const zones = Intl.supportedValuesOf('timeZone').filter((_, at) => at % 7 === 0)
    const days = Array.from({ length: 53 }, (_, week) =>
      new Date(Date.UTC(2024, 0, 1 + 7 * week)).toISOString().slice(0, 10),
    )
    const { rows } = await sql<{ zone: string; day: string; start: Date }>`
      select zone, day::text as day, day::timestamp at time zone zone as start
      from unnest(${zones}::text[]) as zone, unnest(${days}::date[]) as day
      where zone in (select name from pg_timezone_names)`.execute(service.db)
    expect(rows.length).toBeGreaterThan(2_000)
    const wrong = rows.filter(({ zone, day, start }) => startOfDay(day, zone) !== start.getTime())
    expect(wrong).toEqual([])
  })
})

test('weeks begin on Monday, months on their first, and both are cut where the range ends', async () => {
  const asked = await shop.ask()
  for (let day = 1; day <= 31; day += 1) {
    await shop.store(asked, [[9, 1]], `2026-03-${String(day).padStart(2, '0')}T12:00:00Z`)
  }
  const spans = async (query: string) =>
    (await shop.readOne(query)).points.map(({ from, to, n }) => [from, to, n])
  expect(await spans('from=2026-03-04&to=2026-03-17&interval=week')).toEqual([
    ['2026-03-04', '2026-03-08', 5],
    ['2026-03-09', '2026-03-15', 7],
    ['2026-03-16', '2026-03-17', 2],
  ])
  expect(await spans('from=2026-01-31&to=2026-03-10&interval=month')).toEqual([
    ['2026-01-31', '2026-01-31', 0],
    ['2026-02-01', '2026-02-28', 0],
    ['2026-03-01', '2026-03-10', 10],
  ])
  expect(await spans('from=2026-03-01&to=2026-03-31')).toEqual([])
})

test('points say what the figure of their days says', async () => {
  const asked = await shop.ask()
  await shop.storeNps(asked, [15, 13, 8], '2026-03-10T12:00:00Z')
  await shop.store(asked, [[null, 14]], '2026-03-10T12:00:00Z', {
    dismissed_at: Date.parse('2026-03-10T12:00:00Z'),
  })
  const { points } = await shop.readOne('from=2026-03-09&to=2026-03-10&interval=day')
  const alone = await shop.readOne('from=2026-03-10&to=2026-03-10')
  const { n, score, interval, early, withheld, complete } = alone
  expect(points).toEqual([
    {
      ...{
        from: '2026-03-09',
        to: '2026-03-09',
        n: 0,
        imported: 0,
        score: null,
        interval: null,
        early: true,
      },
      ...{ withheld: false, complete: true, shown: 0, commented: 0, dismissed: 0 },
    },
    {
      ...{ from: '2026-03-10', to: '2026-03-10', n, imported: 0, score, interval, early, withheld, complete },
      ...{ shown: 50, commented: 0, dismissed: 14 },
    },
  ])
})

describe('rows that are deleted in time', () => {
  const range = 'from=2025-10-01&to=2026-03-31&interval=month'

  beforeEach(async () => {
    const asked = await shop.ask()
    for (const at of ['2025-11-15T12:00:00Z', '2026-03-15T12:00:00Z']) {
      await shop.store(
        asked,
        [
          [9, 5],
          [null, 5],
        ],
        at,
      )
    }
  })

  test('leave the counts as they were, and slices say how far back they reach', async () => {
    const before = await shop.read(range)
    expect(before.rowsFrom).toEqual({ answers: null, showings: null })
    await applyRetention(service.db, service.clock.now)
    const after = await shop.read(range)
    expect(after.scores).toEqual(before.scores)
    expect(after.source).toBe('counts')
    const showings = new Date(service.clock.now - 90 * 86_400_000).toISOString()
    expect(after.rowsFrom).toEqual({ answers: '2024-03-31T12:00:00.000Z', showings })

    const { scores } = await shop.read(`${range}&channel=web`)
    // All answers are there, and of the showings without one only the later half.
    expect(scores).toMatchObject([{ n: 10, score: 100, complete: true, funnel: null }])
    expect(scores[0]?.points.map(({ n, shown }) => [n, shown])).toEqual([
      [0, null],
      [5, null],
      [0, null],
      [0, 0],
      [0, 0],
      [5, 10],
    ])
    const march = await shop.readOne(
      'from=2026-03-01&to=2026-03-31&channel=web&compareTo=2025-11-01/2025-11-30',
    )
    expect(march.funnel).toMatchObject({ shown: 10 })
    expect(march.change?.before).toMatchObject({ n: 5, complete: true, funnel: null })
  })

  test('are missed where answers are deleted too', async () => {
    const settings = { name: 'Shop', origins: [], theme: {}, retention: { responseMonths: 2 } }
    await service.admin('PUT', '/v1/project', settings, shop.project.secretKey)
    await applyRetention(service.db, service.clock.now)
    expect((await shop.readOne(range)).n).toBe(10)
    const { rowsFrom, scores } = await shop.read(`${range}&channel=web&by=metadata.a`)
    expect(rowsFrom.answers).toBe('2026-01-31T12:00:00.000Z')
    expect(scores).toMatchObject([{ n: 5, complete: false, funnel: null, byImpressions: null }])
    expect(scores[0]?.points.map(({ complete }) => complete)).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ])
    // A limit that is made longer brings nothing back.
    await service.admin('PUT', '/v1/project', { ...settings, retention: {} }, shop.project.secretKey)
    await applyRetention(service.db, service.clock.now)
    expect((await shop.read(range)).rowsFrom.answers).toBe('2026-01-31T12:00:00.000Z')
  })
})

/** What both sources must agree on. */
const comparable = ({ source: _source, ...reply }: ScoresReply) => reply

test('hourly counts and rows say the same of whatever was stored', async () => {
  const asked = [await shop.ask('nps', 'a'), await shop.ask('nps', 'a'), await shop.ask('stars', 'b')]
  const [first] = asked
  if (first) asked.push(await shop.sample(first, 0.3))
  const places = await service.db
    .selectFrom('surveys')
    .select(['id', 'touchpoint_id'])
    .where('project_id', '=', shop.project.id)
    .execute()
  const minute = fc.integer({ min: Date.UTC(2026, 1, 1) / 60_000, max: Date.UTC(2026, 3, 1) / 60_000 })
  const response = fc.record({
    asked: fc.constantFrom(...asked),
    at: minute.map(minutes => minutes * 60_000),
    score: fc.option(fc.integer({ min: 1, max: 5 })),
    comment: fc.boolean(),
    dismissed: fc.boolean(),
    test: fc.boolean(),
    flags: fc.constantFrom<Flag[]>([], ['repeat'], ['too-fast']),
    respondent: fc.constantFrom(null, 'A17', 'B4'),
  })
  const query = fc.record({
    timeZone: fc.constantFrom('UTC', 'Europe/Stockholm', 'America/New_York', 'Pacific/Auckland'),
    interval: fc.constantFrom('none', 'day', 'week', 'month'),
    from: fc.constantFrom('2026-02-01', '2026-02-27', '2026-03-08'),
    to: fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-02'),
    compareTo: fc.constantFrom('', '&compareTo=previous-period', '&compareTo=2026-02-01/2026-02-20'),
  })

  await fc.assert(
    fc.asyncProperty(
      fc.array(response, { maxLength: 200 }),
      fc.array(query, { minLength: 4, maxLength: 4 }),
      async (responses, queries) => {
        await sql`truncate responses, hourly_counts`.execute(service.db)
        await flush(
          service.db,
          responses.flatMap(({ asked: { surveyId, rulesId }, at, score, comment, dismissed, ...rest }) =>
            rows(1, {
              project_id: shop.project.id,
              touchpoint_id: places.find(({ id }) => id === surveyId)?.touchpoint_id ?? randomUUID(),
              survey_id: surveyId,
              rules_id: rulesId,
              shown_at: at,
              changed_at: at,
              received_at: at,
              score,
              first_answered_at: score === null ? null : at,
              answered_at: score === null ? null : at,
              comment: comment ? 'Hm' : null,
              commented_at: comment ? at : null,
              dismissed_at: dismissed && score === null ? at : null,
              ...rest,
            }),
          ),
        )
        await service.admin('DELETE', '/v1/respondents/B4', undefined, shop.project.secretKey)
        expect(await wrongCounts(service.db)).toEqual([])
        for (const { timeZone, interval, from, to, compareTo } of queries) {
          const text = `from=${from}&to=${to}&timeZone=${timeZone}&interval=${interval}`
          const overlaps = compareTo.includes('2026-02-20') && from === '2026-02-01'
          const asked = overlaps ? text : text + compareTo
          const counts = await shop.read(asked)
          // Everything came from the web.
          const rows = await shop.read(`${asked}&channel=web`)
          expect([counts.source, rows.source]).toEqual(['counts', 'rows'])
          expect(comparable(rows)).toEqual(comparable(counts))
          const groups = await shop.read(`${asked}&by=metadata.none`)
          for (const [at, { groups: [none] = [], n }] of groups.scores
            .map(each => ({ ...each, groups: each.groups ?? [] }))
            .entries()) {
            expect(n).toBe(counts.scores[at]?.n)
            expect(none?.n ?? 0).toBe(n)
          }
          for (const { n, points, funnel } of counts.scores) {
            if (interval === 'none') continue
            expect(points.reduce((sum, point) => sum + point.n, 0)).toBe(n)
            expect(points.reduce((sum, point) => sum + (point.shown ?? 0), 0)).toBe(funnel?.shown)
          }
        }
      },
    ),
    { numRuns: 12 },
  )
})
