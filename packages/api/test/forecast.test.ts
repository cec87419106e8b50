import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Scoring, startScoring } from './scoring.ts'
import { type Service, startService } from './service.ts'

let service: Service
let shop: Scoring

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())
beforeEach(async () => {
  service.clock.now = Date.parse('2026-03-29T12:00:00Z')
  shop = await startScoring(service)
})

/** 14 days before the time of the tests, and 7. */
const [first, later] = ['2026-03-15T12:00:00Z', '2026-03-22T12:00:00Z']

const forecast = async (query = '') => {
  const url = `/v1/touchpoints/checkout.payment/forecast${query}`
  return (await service.admin('GET', url, undefined, shop.project.secretKey)).json()
}

test('a forecast goes by who was eligible a day, the sample and the response rate', async () => {
  const half = await shop.sample(await shop.ask(), 0.5)
  await shop.storeNps(half, [50, 30, 20], first)
  await shop.store(half, [[null, 100]], later)
  const told = await forecast()
  expect(told).toMatchObject({
    sampleRate: 0.5,
    cannotTell: null,
    basis: {
      metric: 'nps',
      from: '2026-03-15T12:00:00.000Z',
      to: '2026-03-29T12:00:00.000Z',
      shown: 200,
      answered: 100,
      estimatedEligible: 400,
      score: 30,
    },
    // 400 eligible in 14 days, half of them asked, half of those answer; the interval is that of 50 and of 200 answers.
    week: { answers: 50 },
    fourWeeks: { answers: 200 },
  })
  expect(told.fourWeeks.interval.low).toBeCloseTo(18.815, 3)
  expect(told.fourWeeks.interval.high).toBeCloseTo(40.298, 3)
  const all = await forecast('?sampleRate=1')
  expect(all).toMatchObject({ sampleRate: 1, week: { answers: 100 } })
  // METRICS.md: 50 / 30 / 20.
  expect(all.week.interval.low).toBeCloseTo(14.05113, 5)
  expect(all.week.interval.high).toBeCloseTo(44.201297, 5)
})

test('a forecast adds up what was asked at different rates, and takes the present question alone', async () => {
  const asked = await shop.ask()
  const tenth = await shop.sample(asked, 0.1)
  await shop.store(tenth, [[null, 28]], first)
  const anew = await shop.askAnew('checkout.payment')
  await shop.storeNps(anew, [20, 20, 20], later)
  const told = await forecast('?sampleRate=0.1')
  expect(told.basis).toMatchObject({ shown: 60, answered: 60, score: 0 })
  expect(told.basis.estimatedEligible).toBeGreaterThanOrEqual(280)
})

test.each([
  ['nothing is asked', 'no-survey'],
  ['it is new', 'too-short'],
  ['few saw it', 'too-few'],
  ['few answered', 'too-few'],
])('a forecast says that it cannot tell where %s', async (why, cannotTell) => {
  if (why === 'nothing is asked') {
    const url = '/v1/touchpoints/checkout.payment'
    await service.admin('PUT', url, { name: 'Payment' }, shop.project.secretKey)
  } else {
    const asked = await shop.ask()
    if (why === 'it is new') await shop.storeNps(asked, [50, 30, 20], '2026-03-27T12:00:00Z')
    if (why === 'few saw it') await shop.storeNps(asked, [10, 10, 9], first)
    if (why === 'few answered')
      await shop.store(
        asked,
        [
          [null, 500],
          [9, 4],
        ],
        first,
      )
  }
  expect(await forecast()).toEqual({ sampleRate: 1, cannotTell, basis: null, week: null, fourWeeks: null })
})

test('a forecast leaves out tests, and what is more than 28 days ago', async () => {
  const asked = await shop.ask()
  await shop.storeNps(asked, [500, 30, 20], '2026-02-01T12:00:00Z')
  await shop.storeNps(asked, [50, 30, 20], first)
  await shop.storeNps(asked, [50, 30, 20], first, { test: true })
  expect((await forecast()).basis).toMatchObject({ answered: 100 })
})

test.each(['0', '1.5', 'x'])('a sample rate of %s is refused', async rate => {
  await shop.ask()
  expect(await forecast(`?sampleRate=${rate}`)).toMatchObject({ code: 'validation-failed' })
})
