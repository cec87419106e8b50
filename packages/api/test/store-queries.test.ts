import { readFileSync } from 'node:fs'
import { compareNps, npsInterval } from '@tyck/shared/statistics/nps'
import { compareProportions, proportionInterval } from '@tyck/shared/statistics/proportion'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answeredWeeks, type Weeks } from './answeredWeeks.ts'

let weeks: Weeks

beforeAll(async () => {
  weeks = await answeredWeeks()
})
afterAll(() => weeks.service.close())

const manual = readFileSync(new URL('../../../docs/sql.md', import.meta.url), 'utf8')

/** The queries of docs/sql.md, by their headings. */
const queries = new Map(
  [...manual.matchAll(/^### (.+)$(?:(?!^##)[\s\S])*?^```sql\n([\s\S]+?)^```$/gm)].map(
    ([, heading, query]) => [heading as string, query as string],
  ),
)

async function run(query: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ rows: Record<string, unknown>[] }>`
    select coalesce(json_agg(told), '[]') as rows from (${sql.raw(query)}) as told`.execute(weeks.service.db)
  return rows[0]?.rows ?? []
}

const round = (value: number, digits = 0) => Number(value.toFixed(digits))

/** What each query tells of `answeredWeeks`. */
const expected: Record<string, () => unknown[]> = {
  'NPS by week, with its interval': () => [
    { week: weeks.first, n: 31, nps: 0, low: -29, high: 29 },
    { week: weeks.second, n: 36, nps: 19, low: -6, high: 42 },
  ],
  'NPS by payment method': () => {
    const { low, high } = npsInterval({ promoters: 27, passives: 17, detractors: 6 }) ?? { low: 0, high: 0 }
    const invoice = npsInterval({ promoters: 0, passives: 0, detractors: 14 })
    return [
      { payment_method: 'card', n: 50, nps: 42, low: round(low), high: round(high) },
      { payment_method: 'invoice', n: 14, nps: -100, low: -100, high: round(invoice?.high ?? 0) },
      { payment_method: 'swish', n: 3, nps: null, low: null, high: null },
    ]
  },
  'Response rate, with its interval': () => {
    const { low, high } = proportionInterval({ count: 67, of: 91 }) ?? { low: 0, high: 0 }
    return [
      {
        touchpoint: 'checkout.payment',
        shown: 91,
        answered: 67,
        percent: 73.6,
        low: round(100 * low, 1),
        high: round(100 * high, 1),
      },
    ]
  },
  'The way from eligible to comment': () => [
    {
      touchpoint: 'checkout.payment',
      // 31 asked of all, 60 of every second one.
      estimated_eligible: 151,
      shown: 91,
      answered: 67,
      commented: 2,
      dismissed: 6,
      ignored: 18,
    },
  ],
  'Detractors who wrote, newest first': () => [
    expect.objectContaining({ score: 0, comment: 'Later', respondent: 'first-26' }),
    expect.objectContaining({
      touchpoint: 'checkout.payment',
      score: 0,
      comment: 'Late',
      respondent: 'first-25',
      metadata: { paymentMethod: 'invoice' },
    }),
  ],
  'One week against another': () => {
    const counts = { promoters: 15, passives: 13, detractors: 8 }
    const { low, high } = compareNps(counts, { promoters: 12, passives: 7, detractors: 12 }) ?? {
      low: 0,
      high: 0,
    }
    return [
      {
        n: 36,
        nps: expect.closeTo(19.444444, 6),
        n_before: 31,
        nps_before: 0,
        difference: expect.closeTo(19.444444, 6),
        low: expect.closeTo(low, 9),
        high: expect.closeTo(high, 9),
        verdict: 'unsure',
      },
    ]
  },
  'A cohort by metadata': () => [
    { cohort: 'card', week: weeks.first, answers: 25, nps: 24 },
    { cohort: 'card', week: weeks.second, answers: 25, nps: 60 },
    { cohort: 'invoice', week: weeks.first, answers: 6, nps: -100 },
    { cohort: 'invoice', week: weeks.second, answers: 8, nps: -100 },
  ],
  'Reasons by segment': () => [
    { segment: 'detractor', reason: 'slow', answers: 5 },
    { segment: 'detractor', reason: 'price', answers: 3 },
  ],
  'By language': () => [
    { locale: 'en', answers: 36, mean: 7.06, nps: 19 },
    { locale: 'sv', answers: 31, mean: 6.23, nps: 0 },
  ],
  "What the team's tags are given to": () => [
    { tag: 'late delivery', responses: 2, answers: 2, mean_score: 0, last_shown: weeks.secondDay },
  ],
  'The score of every touchpoint, in its own metric': () => [
    {
      touchpoint: 'checkout.payment',
      series_id: expect.any(String),
      metric: 'nps',
      answers: 67,
      score: 10,
    },
  ],
  "Days of the project's own time zone": () => [
    // Two in the night of Wednesday is Tuesday in New York.
    { day: weeks.firstDay, shown: 31, answered: 31 },
    { day: weeks.secondDay, shown: 60, answered: 36 },
  ],
  'Which wording a score belongs to': () => [
    expect.objectContaining({ survey_version: 1, answers: 67, nps: 10, note: null }),
  ],
  'By how the answers were laid out': () => [
    { layout: 'one-row', answers: 36, nps: 19 },
    { layout: 'not told', answers: 31, nps: 0 },
  ],
  'With and without what deserves a second look': () => [
    { touchpoint: 'checkout.payment', answers: 67, flagged: 0, mean: 6.67, mean_without: 6.67 },
  ],
}

describe('of docs/sql.md', () => {
  test.each([...queries])('%s tells what is known', async (heading, query) => {
    expect(await run(query)).toEqual(expected[heading]?.())
  })

  test('every query has been looked at', () => {
    expect(queries.size).toBeGreaterThanOrEqual(15)
  })

  test('the statements that make a reader by hand do so', async () => {
    const statements = [...manual.matchAll(/^```sql reader\n([\s\S]+?)^```$/gm)].map(([, text]) => text)
    expect(statements).toHaveLength(2)
    const undone = new Error('Undone')
    const made = weeks.service.db.transaction().execute(async trx => {
      const text = statements.join('\n').replaceAll('metabase', 'tyck_test_by_hand')
      for (const statement of text.split(';').filter(part => part.trim())) {
        await sql.raw(statement).execute(trx)
      }
      throw undone
    })
    await expect(made).rejects.toBe(undone)
  })
})

describe('the formulas', () => {
  const counts = [0, 1, 2, 5, 7, 8, 12, 13, 15, 250, 675]

  test('tell the NPS and its interval as the service does', async () => {
    const { rows } = await sql<Record<string, number>>`
      select p::int, q::int, d::int, told.* from unnest(${counts}::int[]) p, unnest(${counts}::int[]) q,
        unnest(${counts}::int[]) d cross join lateral tyck.nps(p, q, d) as told`.execute(weeks.service.db)
    expect(rows).toHaveLength(counts.length ** 3)
    for (const { p = 0, q = 0, d = 0, n, nps, low, high } of rows) {
      const interval = npsInterval({ promoters: p, passives: q, detractors: d })
      expect(Number(n)).toBe(p + q + d)
      if (!interval) expect([nps, low, high]).toEqual([null, null, null])
      else {
        expect(nps).toBeCloseTo((100 * (p - d)) / (p + q + d), 9)
        expect([low, high]).toEqual([expect.closeTo(interval.low, 9), expect.closeTo(interval.high, 9)])
      }
    }
  })

  test('tell shares and their interval as the service does', async () => {
    const { rows } = await sql<Record<string, number>>`
      select part::int, whole::int, told.* from unnest(${counts}::int[]) part, unnest(${counts}::int[]) whole
        cross join lateral tyck.share(part, whole) as told where part <= whole`.execute(weeks.service.db)
    expect(rows.length).toBeGreaterThan(50)
    for (const { part = 0, whole = 0, share, low, high } of rows) {
      const interval = proportionInterval({ count: part, of: whole })
      if (!interval) expect([share, low, high]).toEqual([null, null, null])
      else {
        expect([share, low, high]).toEqual(
          [part / whole, interval.low, interval.high].map(value => expect.closeTo(100 * value, 9)),
        )
      }
    }
  })

  test('tell differences, their interval and a verdict as the service does', async () => {
    const some = counts.slice(0, 8)
    const { rows } = await sql<Record<string, number> & { verdict: string }>`
      select p::int, d::int, e::int, told.* from unnest(${some}::int[]) p, unnest(${some}::int[]) d,
        unnest(${some}::int[]) e cross join lateral tyck.compare_nps(p, 2, d, 4, 3, e) as told`.execute(
      weeks.service.db,
    )
    expect(rows).toHaveLength(some.length ** 3)
    for (const { p = 0, d = 0, e = 0, low, high, difference, verdict } of rows) {
      const told = compareNps(
        { promoters: p, passives: 2, detractors: d },
        { promoters: 4, passives: 3, detractors: e },
      )
      expect([low, high]).toEqual([expect.closeTo(told?.low ?? 0, 9), expect.closeTo(told?.high ?? 0, 9)])
      expect(difference).toBeCloseTo((100 * (p - d)) / (p + 2 + d) - (100 * (4 - e)) / (7 + e), 9)
      expect(verdict).toBe(verdictOf(Math.min(p + 2 + d, 7 + e), told))
    }
    const shares = await sql<Record<string, number> & { verdict: string }>`
      select a::int, b::int, told.* from unnest(${some}::int[]) a, unnest(${some}::int[]) b
        cross join lateral tyck.compare_shares(a, 13, b, 15) as told`.execute(weeks.service.db)
    for (const { a = 0, b = 0, low, high, difference, verdict } of shares.rows) {
      const told = compareProportions({ count: a, of: 13 }, { count: b, of: 15 })
      expect([difference, low, high]).toEqual(
        [told?.difference, told?.low, told?.high].map(value => expect.closeTo(100 * (value ?? 0), 9)),
      )
      expect(verdict).toBe(verdictOf(13, told))
    }
    const { rows: none } = await sql`
      select * from tyck.compare_nps(0, 0, 0, 1, 1, 1) union all
      select * from tyck.compare_shares(1, 1, 0, 0) union all
      select * from tyck.compare_nps(null, null, null, 9, 9, 9)`.execute(weeks.service.db)
    expect(none).toEqual(
      [1, 2, 3].map(() => ({ difference: null, low: null, high: null, verdict: 'too-few' })),
    )
  })
})

function verdictOf(n: number, told: { low: number; high: number } | null): string {
  if (n < 5) return 'too-few'
  if ((told?.low ?? 0) > 0) return 'higher'
  return (told?.high ?? 0) < 0 ? 'lower' : 'unsure'
}
