import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  answersOf,
  bands,
  type Metric,
  metrics,
  roundScore,
  scaleOf,
  scoreOf,
  segmentOf,
} from '../src/metric.ts'

const counts = (of: Record<number, number>) =>
  new Map(Object.entries(of).map(([score, count]) => [Number(score), count]))
const npsOf = (promoters: number, passives: number, detractors: number) =>
  scoreOf('nps', counts({ 10: promoters, 8: passives, 3: detractors }))

test.each([
  [15, 13, 8, 19.444444],
  [12, 7, 12, 0],
  [5, 0, 0, 100],
  [50, 30, 20, 30],
  [250, 675, 75, 17.5],
  [0, 0, 4, -100],
])('scores %i promoters, %i passives and %i detractors as NPS %d', (promoters, passives, detractors, nps) => {
  expect(npsOf(promoters, passives, detractors)).toBeCloseTo(nps, 6)
})

test.each<[Metric, Record<number, number>, number]>([
  ['csat', { 5: 2, 4: 1, 3: 1, 1: 1 }, 60],
  ['ces', { 7: 1, 6: 1, 5: 1, 4: 1, 1: 1 }, 60],
  ['thumbs', { 1: 3, 0: 1 }, 75],
  ['smileys', { 4: 1, 3: 2, 2: 1, 1: 1 }, 60],
  ['stars', { 5: 50, 4: 25, 3: 20, 2: 15, 1: 10 }, 3.75],
])('scores %s of %j as %d', (metric, of, score) => {
  expect(scoreOf(metric, counts(of))).toBe(score)
})

test.each(metrics)('has no score of %s where nobody answered', metric => {
  expect(scoreOf(metric, new Map())).toBeNull()
  expect(scoreOf(metric, new Map([[scaleOf(metric).max, 0]]))).toBeNull()
})

test.each<[string, ReadonlyMap<number, number>]>([
  ['a score off the scale', new Map([[6, 1]])],
  ['half an answer', new Map([[4, 0.5]])],
  ['fewer than no answers', new Map([[4, -1]])],
])('refuses to score %s', (_, of) => {
  expect(() => scoreOf('csat', of)).toThrow(RangeError)
})

test.each<[Metric, number, number]>([
  ['nps', 0, 10],
  ['csat', 1, 5],
  ['ces', 1, 7],
  ['thumbs', 0, 1],
  ['smileys', 1, 4],
  ['stars', 1, 5],
])('has %s go from %i to %i', (metric, min, max) => {
  expect(scaleOf(metric)).toEqual({ min, max })
  expect(answersOf(metric)).toHaveLength(max - min + 1)
  expect(answersOf(metric)[0]).toBe(min)
  expect(answersOf(metric).at(-1)).toBe(max)
})

test.each(metrics)('puts every answer of %s in just one band, and nothing else in any', metric => {
  for (const score of answersOf(metric)) {
    const of = bands[metric].filter(band => score >= band.min && score <= band.max)
    expect(of.map(band => band.segment)).toEqual([segmentOf(metric, score)])
  }
  const { min, max } = scaleOf(metric)
  for (const score of [min - 1, max + 1, min + 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(segmentOf(metric, score)).toBeUndefined()
  }
})

test.each<[Metric, number, string]>([
  ['nps', 6, 'detractor'],
  ['nps', 7, 'passive'],
  ['nps', 8, 'passive'],
  ['nps', 9, 'promoter'],
  ['csat', 3, 'neutral'],
  ['csat', 4, 'satisfied'],
  ['ces', 3, 'hard'],
  ['ces', 4, 'neutral'],
  ['ces', 5, 'easy'],
  ['thumbs', 0, 'down'],
  ['smileys', 2, 'unhappy'],
  ['smileys', 3, 'happy'],
  ['stars', 2, 'dissatisfied'],
])('calls a %s of %i %s', (metric, score, segment) => {
  expect(segmentOf(metric, score)).toBe(segment)
})

const answered = fc.constantFrom(...metrics).chain(metric =>
  fc.record({
    metric: fc.constant(metric),
    scores: fc.array(fc.constantFrom(...answersOf(metric)), { minLength: 1 }),
  }),
)
const tally = (scores: number[]) => {
  const of = new Map<number, number>()
  for (const score of scores) of.set(score, (of.get(score) ?? 0) + 1)
  return of
}

test('scores within its range, however often everybody answers the same again', () => {
  const ranges = {
    nps: [-100, 100],
    csat: [0, 100],
    ces: [0, 100],
    thumbs: [0, 100],
    smileys: [0, 100],
    stars: [1, 5],
  }
  fc.assert(
    fc.property(answered, ({ metric, scores }) => {
      const score = scoreOf(metric, tally(scores)) ?? Number.NaN
      const [min = 0, max = 0] = ranges[metric]
      expect(score).toBeGreaterThanOrEqual(min)
      expect(score).toBeLessThanOrEqual(max)
      expect(scoreOf(metric, tally([...scores, ...scores]))).toBeCloseTo(score, 9)
    }),
  )
})

test('never falls when one answer rises', () => {
  fc.assert(
    fc.property(answered, ({ metric, scores: [first = 0, ...rest] }) => {
      fc.pre(first < scaleOf(metric).max)
      const before = scoreOf(metric, tally([first, ...rest])) ?? Number.NaN
      const after = scoreOf(metric, tally([first + 1, ...rest])) ?? Number.NaN
      expect(after).toBeGreaterThanOrEqual(before)
    }),
  )
})

test.each([
  [19.444444, 0, 19],
  [3.75, 1, 3.8],
  [0.5, 0, 1],
  [-0.5, 0, -1],
  [2.5, 0, 3],
  [-2.5, 0, -3],
  [1.005, 2, 1.01],
  [-17.45, 1, -17.5],
])('rounds %d to %i decimals as %d, half away from zero', (value, digits, rounded) => {
  expect(roundScore(value, digits)).toBe(rounded)
})

test('never shows minus zero', () => {
  expect(Object.is(roundScore(-0.4), 0)).toBe(true)
  expect(Object.is(roundScore(-0), 0)).toBe(true)
})

test('rounds by half a unit at most, and the same on both sides of zero', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.integer({ min: 0, max: 3 }),
      (value, digits) => {
        expect(Math.abs(roundScore(value, digits) - value)).toBeLessThanOrEqual(0.5 / 10 ** digits + 1e-9)
        expect(roundScore(-value, digits)).toBeCloseTo(-roundScore(value, digits), 12)
      },
    ),
  )
})
