import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../src/config.ts'
import { createProject } from '../src/domain/keys/createProject.ts'
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

const noon = '2026-03-10T12:00:00Z'
const march = 'from=2026-03-01&to=2026-03-31'
const february = 'compareTo=2026-02-01/2026-02-28'
/** An interval to six digits, as tables have them. */
const ends = (interval: { low: number; high: number } | null | undefined, unit = 1) =>
  interval && [interval.low, interval.high].map(end => Number((end / unit).toFixed(6)))
const percent = 100

describe('a score', () => {
  test.each([
    [[15, 13, 8], 19.444444, [-6.280259, 42.177695]],
    [[12, 7, 12], 0, [-29.109803, 29.109803]],
    [[5, 0, 0], 100, [17.491453, 100]],
    [[50, 30, 20], 30, [14.05113, 44.201297]],
    [[250, 675, 75], 17.5, [14.085883, 20.809431]],
  ] as const)('of an NPS of %j is %d, in %j', async ([p, n, d], score, interval) => {
    await shop.storeNps(await shop.ask(), [p, n, d], noon)
    const told = await shop.readOne(march)
    expect(told.n).toBe(p + n + d)
    expect(told.score).toBeCloseTo(score, 6)
    expect(ends(told.interval)).toEqual(interval)
    expect(told).toMatchObject({
      metric: 'nps',
      method: 'adjusted-wald',
      scale: { min: 0, max: 10 },
      also: null,
    })
    expect(told.segments).toEqual([
      { segment: 'detractor', count: d },
      { segment: 'passive', count: n },
      { segment: 'promoter', count: p },
    ])
    expect(told.distribution?.filter(({ count }) => count > 0).map(({ score }) => score)).toEqual(
      [3, 7, 9].filter((_, at) => [d, n, p][at] !== 0),
    )
    expect(told.distribution).toHaveLength(11)
  })

  test('of CSAT is the percentage of 4 and 5, by Wilson', async () => {
    const asked = await shop.ask('csat')
    await shop.store(
      asked,
      [
        [5, 2],
        [4, 1],
        [3, 1],
        [1, 1],
      ],
      noon,
    )
    expect(await shop.readOne(march)).toMatchObject({ n: 5, score: 60, method: 'wilson', also: null })
    await shop.store(
      asked,
      [
        [4, 78],
        [2, 180],
      ],
      noon,
    )
    const told = await shop.readOne(march)
    expect(told.n).toBe(263)
    expect(told.score).toBeCloseTo((100 * 81) / 263, 10)
    expect(ends(told.interval, percent)).toEqual([0.255289, 0.36621])
  })

  test.each([
    [0, 20, [0, 0.161125]],
    [1, 28, [0.006113, 0.171755]],
    [0, 5, [0, 0.434482]],
  ] as const)('of thumbs, %d up and %d down, is in %j', async (up, down, interval) => {
    await shop.store(
      await shop.ask('thumbs'),
      [
        [1, up],
        [0, down],
      ],
      noon,
    )
    const told = await shop.readOne(march)
    expect(told.score).toBeCloseTo((100 * up) / (up + down), 10)
    expect(ends(told.interval, percent)).toEqual(interval)
  })

  test('of thumbs is the percentage up, of smileys that of 3 and 4', async () => {
    await shop.store(
      await shop.ask('thumbs'),
      [
        [1, 3],
        [0, 1],
      ],
      noon,
    )
    await shop.store(
      await shop.ask('smileys', 'search'),
      [
        [4, 1],
        [3, 1],
        [2, 1],
        [1, 5],
      ],
      noon,
    )
    const { scores } = await shop.read(march)
    expect(scores.map(({ touchpoint, score }) => [touchpoint, score])).toEqual([
      ['checkout.payment', 75],
      ['search', 25],
    ])
  })

  test('of stars is their mean, by Student, with the percentage of 4 and 5', async () => {
    await shop.store(
      await shop.ask('stars'),
      [
        [5, 50],
        [4, 25],
        [3, 20],
        [2, 15],
        [1, 10],
      ],
      noon,
    )
    const told = await shop.readOne(march)
    expect(told).toMatchObject({ n: 120, score: 3.75, method: 't', also: { kind: 'top-band', score: 62.5 } })
    // As another program has them.
    expect(ends(told.interval)).toEqual([3.508453, 3.991547])
    expect(ends(told.also?.interval, percent)).toEqual([0.53577, 0.706476])
  })

  test('of CES is the percentage of 5 to 7, with the mean', async () => {
    await shop.store(
      await shop.ask('ces'),
      [
        [7, 5],
        [5, 1],
        [4, 2],
        [1, 2],
      ],
      noon,
    )
    expect(await shop.readOne(march)).toMatchObject({ n: 10, score: 60, also: { kind: 'mean', score: 5 } })
  })

  test('of stars has no interval below 5 answers, and where all are alike', async () => {
    const asked = await shop.ask('stars')
    await shop.store(
      asked,
      [
        [5, 2],
        [1, 2],
      ],
      noon,
    )
    expect(await shop.readOne(march)).toMatchObject({ n: 4, score: 3, interval: null })
    await shop.store(asked, [[4, 9]], '2026-02-10T12:00:00Z')
    expect(await shop.readOne('from=2026-02-01&to=2026-02-28')).toMatchObject({ score: 4, interval: null })
  })

  test('of no answers is none, and of few is early', async () => {
    const asked = await shop.ask()
    await shop.store(asked, [[null, 40]], noon)
    expect(await shop.readOne(march)).toMatchObject({ n: 0, score: null, interval: null, early: true })
    await shop.store(asked, [[10, 1]], noon)
    expect(await shop.readOne(march)).toMatchObject({ n: 1, score: 100, early: true, withheld: false })
    await shop.store(asked, [[10, 28]], noon)
    expect((await shop.readOne(march)).early).toBe(true)
    await shop.store(asked, [[10, 1]], noon)
    expect((await shop.readOne(march)).early).toBe(false)
  })

  test('leaves tests and repeats out', async () => {
    const asked = await shop.ask()
    await shop.store(asked, [[9, 3]], noon)
    await shop.store(asked, [[0, 7]], noon, { test: true })
    await shop.store(asked, [[0, 5]], noon, { flags: ['repeat'] })
    expect(await shop.readOne(march)).toMatchObject({ n: 3, score: 100, funnel: { shown: 3 } })
    expect(await shop.readOne(`${march}&channel=web`)).toMatchObject({
      n: 3,
      score: 100,
      funnel: { shown: 3 },
    })
  })
})

describe('the way from showing to answer', () => {
  test('is told with the response rate and its interval', async () => {
    const asked = await shop.ask()
    await shop.store(
      asked,
      [
        [8, 81],
        [null, 150],
      ],
      noon,
    )
    await shop.store(asked, [[null, 32]], noon, { dismissed_at: Date.parse(noon) })
    await shop.store(asked, [[2, 10]], '2026-04-01T12:00:00Z', { comment: 'Slow' })
    const told = await shop.readOne(march)
    expect(told.funnel).toMatchObject({
      estimatedEligible: 263,
      shown: 263,
      answered: 81,
      commented: 0,
      dismissed: 32,
      ignored: 150,
    })
    expect(told.funnel?.responseRate).toBeCloseTo((100 * 81) / 263, 10)
    expect(ends(told.funnel?.responseRateInterval, percent)).toEqual([0.255289, 0.36621])
  })

  test('counts comments', async () => {
    const at = Date.parse(noon)
    await shop.store(await shop.ask(), [[2, 4]], noon, { comment: 'Slow', commented_at: at })
    for (const source of ['', '&channel=web']) {
      expect((await shop.readOne(march + source)).funnel).toMatchObject({ commented: 4, answered: 4 })
    }
  })

  test('estimates who was eligible by the sample rate of the rules, and weighs answers by it', async () => {
    const asked = await shop.ask()
    await shop.storeNps(asked, [20, 12, 8], noon)
    await shop.store(asked, [[null, 60]], noon)
    expect((await shop.readOne(march)).weighted).toBeNull()
    const sampled = await shop.sample(asked, 0.25)
    await shop.storeNps(sampled, [15, 15, 30], noon)
    for (const source of ['', '&channel=web']) {
      const told = await shop.readOne(march + source)
      expect(told.funnel).toMatchObject({ shown: 160, estimatedEligible: 100 + 60 / 0.25 })
      expect(told.score).toBeCloseTo(-3, 10)
      // 40 answers stand for themselves and 60 for 240: 1/7 of 30, and 6/7 of -25.
      expect(told.weighted?.score).toBeCloseTo(30 / 7 - (6 * 25) / 7, 10)
      expect(told.weighted?.interval?.low).toBeLessThan(told.weighted?.score ?? 0)
    }
  })

  test('has the median time to answer where it is asked for', async () => {
    const asked = await shop.ask()
    const at = Date.parse(noon)
    for (const seconds of [2, 3, 50])
      await shop.store(asked, [[9, 1]], noon, { answered_at: at + seconds * 1_000 })
    await shop.store(asked, [[9, 9]], noon, { answered_at: at + 1_000, test: true })
    expect((await shop.readOne(march)).medianAnswerSeconds).toBeNull()
    expect(await shop.readOne(`${march}&answerTime=true`)).toMatchObject({ medianAnswerSeconds: 3 })
    expect(await shop.read(`${march}&answerTime=true`)).toMatchObject({ source: 'counts' })
  })
})

describe('a change', () => {
  const before = '2026-02-10T12:00:00Z'

  test('of two NPS is told with its interval, and what it lacks to be sure', async () => {
    const asked = await shop.ask()
    await shop.storeNps(asked, [15, 13, 8], noon)
    await shop.storeNps(asked, [12, 7, 12], before)
    const { change } = await shop.readOne(`${march}&${february}`)
    expect(change).toMatchObject({ verdict: 'unsure', before: { n: 31, score: 0 }, split: null })
    expect(change?.difference).toBeCloseTo(19.444444, 6)
    expect(change?.adjusted).toBeCloseTo(17.9487, 4)
    expect(change?.interval?.low.toFixed(2)).toBe('-19.93')
    expect(change?.interval?.high.toFixed(2)).toBe('55.82')
    // s² of all 67 is .701 - .104²: 2 · .690 · 7.849 / .19444² - 3 = 284, of which 31 are there.
    expect(change?.needed).toBe(253)
  })

  test('of two proportions is higher, or the other way round lower', async () => {
    const asked = await shop.ask('csat')
    await shop.store(
      asked,
      [
        [5, 56],
        [1, 14],
      ],
      noon,
    )
    await shop.store(
      asked,
      [
        [5, 48],
        [1, 32],
      ],
      before,
    )
    const { change } = await shop.readOne(`${march}&${february}`)
    expect(change?.difference).toBeCloseTo(20, 10)
    expect(change?.interval?.low).toBeCloseTo(5.24315, 5)
    expect(change?.interval?.high).toBeCloseTo(33.38727, 5)
    expect(change).toMatchObject({ verdict: 'higher', needed: null })
    const back = await shop.readOne('from=2026-02-01&to=2026-02-28&compareTo=2026-03-01/2026-03-31')
    expect(back.change?.verdict).toBe('lower')
  })

  test('of two means is told by Welch', async () => {
    const asked = await shop.ask('stars')
    await shop.store(
      asked,
      [
        [5, 2],
        [4, 1],
        [3, 1],
        [1, 1],
      ],
      noon,
    )
    await shop.store(
      asked,
      [
        [1, 2],
        [2, 2],
        [3, 1],
      ],
      before,
    )
    const { change } = await shop.readOne(`${march}&${february}`)
    expect(change?.difference).toBeCloseTo(1.8, 10)
    expect(change?.interval?.low).toBeCloseTo(1.8 - 2.570581836 * Math.sqrt(0.7), 6)
    expect(change?.verdict).toBe('unsure')
  })

  test('from or to fewer than 5 answers says nothing', async () => {
    const asked = await shop.ask()
    await shop.storeNps(asked, [40, 0, 0], noon)
    expect((await shop.readOne(`${march}&${february}`)).change).toMatchObject({
      before: { n: 0, score: null },
      difference: null,
      interval: null,
      verdict: 'too-few',
      needed: null,
    })
    await shop.storeNps(asked, [0, 0, 4], before)
    expect((await shop.readOne(`${march}&${february}`)).change).toMatchObject({
      difference: 200,
      interval: null,
      verdict: 'too-few',
    })
    await shop.storeNps(asked, [0, 0, 1], before)
    expect((await shop.readOne(`${march}&${february}`)).change?.verdict).toBe('higher')
  })

  test('that looks real alone is held back among many', async () => {
    const changed = await shop.ask()
    await shop.storeNps(changed, [60, 20, 20], noon)
    await shop.storeNps(changed, [46, 20, 34], before)
    for (let at = 0; at < 9; at += 1) {
      const same = await shop.ask('nps', `other.${at}`)
      await shop.storeNps(same, [30, 30, 30], noon)
      await shop.storeNps(same, [30, 30, 30], before)
    }
    const alone = await shop.readOne(`${march}&${february}&touchpoint=checkout.payment`)
    expect(alone.change?.verdict).toBe('higher')
    const { scores } = await shop.read(`${march}&${february}`)
    expect(scores.map(({ change }) => change?.verdict)).toEqual(Array.from({ length: 10 }, () => 'unsure'))
    expect(scores[0]?.change?.interval).toEqual(alone.change?.interval)
  })

  test.each([
    ['previous-period', 'from=2026-03-01&to=2026-03-31', '2026-01-29', '2026-02-28'],
    ['year-before', 'from=2024-02-29&to=2024-03-31', '2023-02-28', '2023-03-31'],
    ['2025-12-24/2025-12-24', march, '2025-12-24', '2025-12-24'],
  ])('is compared with %s', async (compareTo, range, from, to) => {
    const asked = await shop.ask()
    const within = [`${from}T00:00:00Z`, `${to}T23:59:59Z`]
    for (const at of within) await shop.store(asked, [[9, 1]], at)
    for (const at of [Date.parse(`${from}T00:00:00Z`) - 1, Date.parse(`${to}T24:00:00Z`)]) {
      await shop.store(asked, [[0, 1]], new Date(at).toISOString())
    }
    const { comparedTo, scores } = await shop.read(`${range}&compareTo=${compareTo}`)
    expect(comparedTo).toMatchObject({ from, to, start: `${from}T00:00:00.000Z` })
    expect(scores[0]?.change?.before).toMatchObject({ n: 2, score: 100 })
  })
})

describe('by a key of the metadata', () => {
  const by = `${march}&by=metadata.method`

  test('groups are told by value, then all others, then those without', async () => {
    const asked = await shop.ask()
    await shop.store(asked, [[9, 30]], noon, { metadata: { method: 'card' } })
    await shop.store(asked, [[0, 20]], noon, { metadata: { method: 'invoice' } })
    await shop.store(
      asked,
      [
        [8, 6],
        [null, 6],
      ],
      noon,
      { metadata: { method: 7 } },
    )
    await shop.store(asked, [[7, 10]], noon, { metadata: { method: true } })
    await shop.store(asked, [[5, 5]], noon, { metadata: { other: 'card' } })
    await shop.store(asked, [[9, 99]], noon, { metadata: { method: 'card' }, test: true })
    const { groups, n } = await shop.readOne(`${by}&values=2`)
    expect(n).toBe(71)
    expect(groups).toMatchObject([
      { kind: 'value', value: 'card', values: 1, n: 30, score: 100, funnel: { shown: 30 } },
      { kind: 'value', value: 'invoice', values: 1, n: 20, score: -100 },
      { kind: 'other', value: null, values: 2, n: 16, score: 0, funnel: { shown: 22 } },
      { kind: 'none', value: null, values: 0, n: 5, score: -100 },
    ])
    const all = await shop.readOne(by)
    expect(all.groups?.map(({ value }) => value)).toEqual(['card', 'invoice', 7, true, null])
  })

  test('numbers are put into ranges, each from its lowest to below the next', async () => {
    const asked = await shop.ask()
    for (const [orderValue, score, count] of [
      [-3, 0, 6],
      [49.99, 9, 5],
      [50, 7, 7],
      [199, 7, 3],
      [200, 9, 40],
    ] as const) {
      await shop.store(asked, [[score, count]], noon, { metadata: { orderValue } })
    }
    await shop.store(asked, [[0, 8]], noon, { metadata: { orderValue: 'much' } })
    await shop.store(asked, [[9, 5]], noon)
    const { groups } = await shop.readOne(`${march}&by=metadata.orderValue&bounds=50,200,1000`)
    expect(groups).toMatchObject([
      { kind: 'range', value: null, from: null, below: 50, values: 1, n: 11 },
      { kind: 'range', from: 50, below: 200, n: 10, score: 0 },
      { kind: 'range', from: 200, below: 1000, n: 40, score: 100 },
      { kind: 'none', from: null, below: null, n: 13 },
    ])
  })

  test('fewer than 5 answers tell their number, and no score', async () => {
    const asked = await shop.ask()
    await shop.store(
      asked,
      [
        [9, 4],
        [null, 3],
      ],
      noon,
      { metadata: { method: 'card' } },
    )
    await shop.store(asked, [[9, 5]], noon, { metadata: { method: 'swish' } })
    const { groups, withheld, score } = await shop.readOne(by)
    expect({ withheld, score }).toEqual({ withheld: false, score: 100 })
    expect(groups).toMatchObject([
      {
        value: 'card',
        n: 4,
        withheld: true,
        score: null,
        interval: null,
        distribution: null,
        segments: null,
        weighted: null,
        funnel: { shown: 7, answered: 4 },
      },
      { value: 'swish', n: 5, withheld: false, score: 100 },
    ])
  })

  test('the same holds of a filter by metadata, of each point and of what it is compared with', async () => {
    const asked = await shop.ask()
    const card = { metadata: { method: 'card' } }
    await shop.store(asked, [[9, 4]], noon, card)
    await shop.store(asked, [[9, 4]], '2026-03-12T12:00:00Z', card)
    await shop.store(asked, [[0, 4]], '2026-02-12T12:00:00Z', card)
    const only = `metadata=${encodeURIComponent(JSON.stringify(card.metadata))}`
    const told = await shop.readOne(`${march}&${only}&interval=month&${february}`)
    expect(told).toMatchObject({ n: 8, score: 100, withheld: false })
    expect(told.change).toMatchObject({
      before: { n: 4, score: null, withheld: true },
      difference: null,
      verdict: 'too-few',
    })
    const byDay = await shop.readOne(`from=2026-03-10&to=2026-03-11&${only}&interval=day&answerTime=true`)
    expect(byDay).toMatchObject({ n: 4, withheld: true, score: null, medianAnswerSeconds: null })
    expect(byDay.points).toMatchObject([
      { n: 4, score: null, withheld: true },
      { n: 0, score: null, withheld: false },
    ])
  })

  test('a score is told as it would be had all groups answered alike', async () => {
    const asked = await shop.ask()
    const [a, b] = [{ metadata: { method: 'a' } }, { metadata: { method: 'b' } }]
    await shop.storeNps(asked, [20, 12, 8], noon, a)
    await shop.store(asked, [[null, 200]], noon, a)
    await shop.storeNps(asked, [15, 15, 30], noon, b)
    const { score, byImpressions } = await shop.readOne(by)
    expect(score).toBeCloseTo(-3, 10)
    // Shown 240 and 60 times: .8 and .2.
    expect(byImpressions?.score).toBeCloseTo(19, 10)
    expect(byImpressions?.interval?.high).toBeCloseTo(19 + 1.959963984540054 * 10.1086, 3)
  })

  test('a change is split into what the groups did and what their shares did', async () => {
    const asked = await shop.ask()
    const before = '2026-02-10T12:00:00Z'
    const [a, b] = [{ metadata: { method: 'a' } }, { metadata: { method: 'b' } }]
    await shop.storeNps(asked, [60, 0, 20], before, a)
    await shop.storeNps(asked, [10, 0, 10], before, b)
    await shop.storeNps(asked, [16, 0, 4], noon, a)
    await shop.storeNps(asked, [44, 0, 36], noon, b)
    const { change, groups } = await shop.readOne(`${by}&${february}`)
    expect(change?.difference).toBeCloseTo(-20, 10)
    expect(change?.split?.rate).toBeCloseTo(10, 10)
    expect(change?.split?.mix).toBeCloseTo(-30, 10)
    expect(change?.split?.isMixed).toBe(true)
    expect(groups?.map(({ value, change }) => [value, change?.before.n, change?.difference])).toEqual([
      ['b', 20, 10],
      ['a', 80, 10],
    ])
  })

  test('what was a group before only is among the others', async () => {
    const asked = await shop.ask()
    await shop.store(asked, [[9, 6]], noon, { metadata: { method: 'card' } })
    await shop.store(asked, [[9, 6]], '2026-02-10T12:00:00Z', { metadata: { method: 'cash' } })
    const { groups } = await shop.readOne(`${by}&${february}`)
    expect(groups).toMatchObject([
      { kind: 'value', value: 'card', n: 6, change: { before: { n: 0 } } },
      { kind: 'other', n: 0, change: { before: { n: 6 } } },
    ])
  })
})

test('filters by what rows know', async () => {
  const asked = await shop.ask()
  await shop.store(asked, [[9, 10]], noon)
  await shop.store(asked, [[0, 1]], noon, { verified: true })
  await shop.store(asked, [[0, 2]], noon, { flags: ['too-fast'] })
  await shop.store(asked, [[0, 3]], noon, { channel: 'app' })
  await shop.store(asked, [[0, 4]], noon, { locale: 'sv' })
  await shop.store(asked, [[0, 6]], noon, { metadata: { method: 'card', orderValue: 420 } })
  const count = async (query: string) => {
    const { source, scores } = await shop.read(`${march}&${query}`)
    expect(source).toBe('rows')
    return scores[0]?.n
  }
  expect(await count('verified=true')).toBe(1)
  expect(await count('verified=false')).toBe(25)
  expect(await count('flagged=true')).toBe(2)
  expect(await count('flagged=false')).toBe(24)
  expect(await count('channel=app')).toBe(3)
  expect(await count('locale=sv')).toBe(4)
  const of = (metadata: object) => count(`metadata=${encodeURIComponent(JSON.stringify(metadata))}`)
  expect(await of({ method: 'card' })).toBe(6)
  expect(await of({ method: 'card', orderValue: 420 })).toBe(6)
  expect(await of({ method: 'card', orderValue: '420' })).toBe(0)
  expect(await of({})).toBe(26)
  expect(await count('channel=app&verified=true')).toBe(0)
})

describe('series', () => {
  test('are never mixed, and say which surveys are in them', async () => {
    const at = (day: string) => {
      service.clock.now = Date.parse(day)
    }
    at('2026-02-20T10:00:00Z')
    const first = await shop.ask()
    await shop.store(first, [[0, 5]], '2026-03-02T12:00:00Z')
    at('2026-03-05T10:00:00Z')
    const reworded = await shop.ask()
    await shop.store(reworded, [[0, 5]], '2026-03-06T12:00:00Z')
    at('2026-03-15T10:00:00Z')
    const anew = await shop.askAnew('checkout.payment')
    await shop.store(anew, [[10, 7]], '2026-03-16T12:00:00Z')
    await shop.sample(anew, 0.5)
    await shop.turn('checkout.payment', 'paused')
    await shop.turn('checkout.payment', 'active')
    at('2026-03-31T12:00:00Z')
    for (const source of ['', '&channel=web']) {
      const { scores } = await shop.read(march + source)
      expect(scores).toMatchObject([
        { isCurrent: true, n: 7, score: 100, surveys: [{ id: anew.surveyId, version: 3 }] },
        {
          isCurrent: false,
          n: 10,
          score: -100,
          surveys: [
            { id: first.surveyId, version: 1 },
            { id: reworded.surveyId, version: 2, publishedAt: '2026-03-05T10:00:00.000Z' },
          ],
        },
      ])
      expect(scores[0]?.seriesId).not.toBe(scores[1]?.seriesId)
      const published = scores.map(({ publications }) =>
        publications.map(({ kind, version, sampleRate, asking }) => [kind, version, sampleRate, asking]),
      )
      expect(published).toEqual([
        [
          ['survey', 3, null, null],
          ['rules', 2, 0.5, null],
          ['rules', 3, 0.5, 'paused'],
          ['rules', 4, 0.5, 'resumed'],
        ],
        [
          ['survey', 2, null, null],
          ['rules', 2, 0.5, null],
          ['rules', 3, 0.5, 'paused'],
          ['rules', 4, 0.5, 'resumed'],
        ],
      ])
    }
    // Neither has anything to do with the other's answers.
    const { scores } = await shop.read(`from=2026-03-11&to=2026-03-20&compareTo=previous-period`)
    expect(scores).toMatchObject([
      { isCurrent: true, n: 7, change: { before: { n: 0 }, verdict: 'too-few' } },
    ])
  })

  test('of another metric stand beside each other', async () => {
    await shop.store(await shop.ask('nps'), [[9, 5]], noon)
    await shop.store(await shop.ask('csat'), [[5, 6]], noon)
    const { scores } = await shop.read(march)
    expect(scores).toMatchObject([
      { metric: 'csat', n: 6, score: 100, scale: { min: 1, max: 5 } },
      { metric: 'nps', n: 5, score: 100, scale: { min: 0, max: 10 } },
    ])
  })

  test('that are asked and have no answers are there; touchpoints that ask nothing are not', async () => {
    expect((await shop.read('')).scores).toEqual([])
    await shop.ask()
    await service.admin('PUT', '/v1/touchpoints/silent', { name: 'Silent' }, shop.project.secretKey)
    const { scores, period } = await shop.read('interval=week')
    expect(scores).toMatchObject([
      { touchpoint: 'checkout.payment', n: 0, score: null, surveys: [], groups: null },
    ])
    expect(period).toMatchObject({ from: '2026-03-02', to: '2026-03-31' })
  })

  test('come in the order in which their touchpoints are asked for', async () => {
    for (const key of ['a', 'b', 'c']) await shop.ask('nps', key)
    const keys = async (query: string) => (await shop.read(query)).scores.map(({ touchpoint }) => touchpoint)
    expect(await keys('')).toEqual(['a', 'b', 'c'])
    expect(await keys('touchpoint=c,a,c')).toEqual(['c', 'a'])
  })
})

describe('refuses', () => {
  test("another project's touchpoint, and one that is not there", async () => {
    const neighbour = await startScoring(service)
    await neighbour.store(await neighbour.ask('nps', 'theirs'), [[9, 5]], noon)
    await shop.ask()
    for (const touchpoint of ['theirs', 'checkout.payment,theirs', 'nothing']) {
      const reply = await shop.request(`touchpoint=${touchpoint}`)
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'not-found'])
    }
    expect((await shop.read(march)).scores).toHaveLength(1)
    expect((await neighbour.read('touchpoint=theirs')).scores).toMatchObject([{ n: 5 }])
  })

  test('who has no secret key', async () => {
    expect((await shop.request('', 'sk_unknown')).statusCode).toBe(401)
    expect((await service.app.inject('/v1/scores')).statusCode).toBe(401)
    const other = await createProject(service.db, 'Other')
    expect((await shop.request('', other.publishableKey)).statusCode).toBe(401)
  })

  test.each([
    ['touchpoint=', '/touchpoint'],
    ['touchpoint=a,', '/touchpoint'],
    ['touchpoint=A', '/touchpoint'],
    ['touchpoint=a&touchpoint=b', '/touchpoint'],
    [`touchpoint=${Array.from({ length: 101 }, (_, at) => `a${at}`)}`, '/touchpoint'],
    ['from=2026-02-30', '/from'],
    ['from=yesterday', '/from'],
    ['from=2026-03-01T00:00:00Z', '/from'],
    ['from=1999-12-31', '/from'],
    ['from=2026-03-02&to=2026-03-01', '/from'],
    ['from=2026-04-01', '/from'],
    ['from=2010-01-01', '/from'],
    ['to=2026-13-01', '/to'],
    ['timeZone=Mars/Olympus', '/timeZone'],
    ['timeZone=%2B02:00', '/timeZone'],
    ['timeZone=', '/timeZone'],
    ['interval=hour', '/interval'],
    ['interval=day&from=2025-02-01', '/interval'],
    ['compareTo=before', '/compareTo'],
    ['compareTo=2026-01-01', '/compareTo'],
    ['compareTo=2026-01-01/2026-01-32', '/compareTo'],
    ['compareTo=2026-01-02/2026-01-01', '/compareTo'],
    ['compareTo=2010-01-02/2026-01-01', '/compareTo'],
    [`${march}&compareTo=2026-03-31/2026-04-02`, '/compareTo'],
    ['from=2024-01-01&compareTo=year-before', '/compareTo'],
    ['by=paymentMethod', '/by'],
    ['by=metadata.', '/by'],
    ['by=metadata.a b', '/by'],
    ['values=5', '/values'],
    ['by=metadata.a&values=0', '/values'],
    ['by=metadata.a&values=51', '/values'],
    ['bounds=1,2', '/bounds'],
    ['by=metadata.a&bounds=', '/bounds'],
    ['by=metadata.a&bounds=2,1', '/bounds'],
    ['by=metadata.a&bounds=1,1', '/bounds'],
    ['by=metadata.a&bounds=1,two', '/bounds'],
    ['by=metadata.a&bounds=1..2', '/bounds'],
    [`by=metadata.a&bounds=${Array.from({ length: 21 }, (_, at) => at)}`, '/bounds'],
    ['by=metadata.a&bounds=1&values=3', '/values'],
    ['verified=yes', '/verified'],
    ['flagged=1', '/flagged'],
    ['channel=fax', '/channel'],
    ['locale=;', '/locale'],
    ['metadata=card', '/metadata'],
    ['metadata=%5B%5D', '/metadata'],
    ['metadata=%7B%22a%22%3A%5B1%5D%7D', '/metadata'],
    ['metadata=%7B%22a%20b%22%3A1%7D', '/metadata'],
    ['answerTime=maybe', '/answerTime'],
    ['sort=id', ''],
  ])('%s', async (query, pointer) => {
    const reply = await shop.request(query)
    expect(reply.statusCode).toBe(400)
    const { code, errors } = reply.json()
    expect(code).toBe('validation-failed')
    expect(errors).toHaveLength(1)
    expect(errors[0].pointer).toBe(pointer)
    expect(errors[0].expected).not.toMatch(/another|undefined/)
  })

  test('more points than a reply may have', async () => {
    await sql`insert into touchpoints (project_id, id, key, name)
      select ${shop.project.id}, gen_random_uuid(), 'many.' || at, 'Many' from generate_series(1, 51) as at`.execute(
      service.db,
    )
    const year = 'from=2025-03-01&to=2026-03-31'
    const reply = await shop.request(`${year}&interval=day`)
    expect([reply.statusCode, reply.json().errors[0].pointer]).toEqual([400, '/interval'])
    expect((await shop.request(`${year}&interval=week`)).statusCode).toBe(200)
    expect((await shop.request(`${year}&interval=day&touchpoint=many.1,many.2`)).statusCode).toBe(200)
  })

  test('what it cannot read in time, and says what to ask for instead', async () => {
    const hasty = await startService({ limits: { ...limits, scoresMs: 1 } })
    try {
      const crowd = await startScoring(hasty)
      await crowd.store(
        await crowd.ask(),
        [
          [9, 5_000],
          [8, 5_000],
        ],
        noon,
        { metadata: { method: 'card' } },
      )
      const reply = await crowd.request(`${march}&by=metadata.method`)
      expect(reply.statusCode).toBe(422)
      expect(reply.json()).toMatchObject({ code: 'query-too-broad', retryable: false })
      expect(reply.json().detail).toMatch(/fewer days or touchpoints/)
      expect(await crowd.readOne(march)).toMatchObject({ n: 10_000 })
    } finally {
      await hasty.close()
    }
  })
})
