import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersNeeded, answersNeededFor } from '../src/statistics/answersNeeded.ts'
import { benjaminiHochberg } from '../src/statistics/benjaminiHochberg.ts'
import { compareMeans } from '../src/statistics/compareMeans.ts'
import { verdictOf, z95 } from '../src/statistics/interval.ts'
import { meanInterval } from '../src/statistics/meanInterval.ts'
import { momentsOf, pool } from '../src/statistics/moments.ts'
import { normalQuantile, twoSided } from '../src/statistics/normal.ts'
import { compareNps, type NpsCounts, npsInterval } from '../src/statistics/nps.ts'
import { postStratify } from '../src/statistics/postStratify.ts'
import { compareProportions, proportionInterval } from '../src/statistics/proportion.ts'
import { splitChange } from '../src/statistics/splitChange.ts'
import { t95, twoSidedT } from '../src/statistics/student.ts'

const nps = (promoters: number, passives: number, detractors: number): NpsCounts => ({
  promoters,
  passives,
  detractors,
})
/** The moments of an NPS: 100 for each promoter, -100 for each detractor. */
const npsMoments = (promoters: number, passives: number, detractors: number) =>
  momentsOf([
    [100, promoters],
    [0, passives],
    [-100, detractors],
  ])
const count = fc.nat({ max: 1_000 })

describe('the normal distribution', () => {
  test.each([
    [0, 1],
    [1, 0.31731050786291415],
    [z95, 0.05],
    [-z95, 0.05],
    [3.5, 0.00046525815807105],
    [3.6, 0.000318217180315068],
    [6, 1.973175290075396e-9],
  ])('is farther from 0 than %d with probability %d', (z, p) => {
    expect(twoSided(z)).toBeCloseTo(p, 12)
    expect(twoSided(z) / p).toBeCloseTo(1, 6)
  })

  test('has the quantiles that tables have', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(z95, 12)
    expect(normalQuantile(0.8)).toBeCloseTo(0.8416212335729143, 12)
    expect(normalQuantile(0.5)).toBeCloseTo(0, 12)
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 10)
    for (const none of [0, 1, Number.NaN]) expect(() => normalQuantile(none)).toThrow(RangeError)
  })
})

test.each([
  [1, 12.706204736],
  [2, 4.30265273],
  [3, 3.182446305],
  [4, 2.776445105],
  [9, 2.262157163],
  [29, 2.045229642],
  [30, 2.042272456],
  [100, 1.983971519],
  [200, 1.971896224],
  [201, 1.971836507],
  [10_000, 1.96020124],
  [10_000_000, 1.95996422],
])("Student's t with %d degrees of freedom reaches %d", (degrees, t) => {
  expect(t95(degrees)).toBeCloseTo(t, 8)
})

test.each([
  [2.570581836, 5, 0.05],
  [-2, 201, 0.0468464],
  [0.5, 5000, 0.6170971],
])(
  "Student's t is farther from 0 than %d with %d degrees of freedom with probability %d",
  (t, degrees, p) => {
    expect(twoSidedT(t, degrees)).toBeCloseTo(p, 5)
  },
)

describe('the interval of an NPS', () => {
  test.each([
    [nps(15, 13, 8), -6.280259, 42.177695],
    [nps(12, 7, 12), -29.109803, 29.109803],
    [nps(5, 0, 0), 17.491453, 100],
    [nps(50, 30, 20), 14.05113, 44.201297],
    [nps(250, 675, 75), 14.085883, 20.809431],
  ])('of %j is %d to %d', (counts, low, high) => {
    const interval = npsInterval(counts)
    expect(interval?.low).toBeCloseTo(low, 6)
    expect(interval?.high).toBeCloseTo(high, 6)
  })

  test('is none of no answers, and never beyond the scale', () => {
    expect(npsInterval(nps(0, 0, 0))).toBeNull()
    fc.assert(
      fc.property(count, count, count, (p, n, d) => {
        const { low, high } = npsInterval(nps(p, n, d + 1)) ?? { low: Number.NaN, high: Number.NaN }
        expect(low).toBeGreaterThanOrEqual(-100)
        expect(high).toBeLessThanOrEqual(100)
        expect(low).toBeLessThan(high)
      }),
    )
  })

  test.each([nps(-1, 0, 2), nps(0.5, 0, 2), nps(Number.NaN, 0, 2)])('refuses %j', counts => {
    expect(() => npsInterval(counts)).toThrow(RangeError)
  })
})

describe('the interval of a proportion', () => {
  test.each([
    [81, 263, 0.255289, 0.36621],
    [0, 20, 0, 0.161125],
    [1, 29, 0.006113, 0.171755],
    [0, 5, 0, 0.434482],
    [5, 5, 0.565518, 1],
  ])('of %d of %d is %d to %d', (of, all, low, high) => {
    const interval = proportionInterval({ count: of, of: all })
    expect(interval?.low).toBeCloseTo(low, 6)
    expect(interval?.high).toBeCloseTo(high, 6)
  })

  test('is none of none, and has the proportion within', () => {
    expect(proportionInterval({ count: 0, of: 0 })).toBeNull()
    expect(() => proportionInterval({ count: 3, of: 2 })).toThrow(RangeError)
    fc.assert(
      fc.property(count, count, (some, others) => {
        const of = some + others + 1
        const { low, high } = proportionInterval({ count: some, of }) ?? { low: 1, high: 0 }
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(some / of)
        expect(high).toBeGreaterThanOrEqual(some / of)
        expect(high).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('the interval of a mean', () => {
  test("is Student's", () => {
    const stars = momentsOf([5, 5, 4, 3, 1].map(score => [score, 1] as const))
    const { low, high } = meanInterval(stars) ?? { low: 0, high: 0 }
    // Mean 3.6, variance 2.8: 3.6 ± 2.776445105 · √(2.8/5).
    expect([low, high].map(end => end.toFixed(6))).toEqual(['1.522299', '5.677701'])
  })

  test('is none below 5 answers, and where all are alike', () => {
    expect(
      meanInterval(
        momentsOf([
          [1, 2],
          [5, 2],
        ]),
      ),
    ).toBeNull()
    expect(meanInterval(momentsOf([[4.1, 1_000_003]]))).toBeNull()
    expect(meanInterval(momentsOf([]))).toBeNull()
  })
})

describe('comparing', () => {
  test('two NPS', () => {
    const told = compareNps(nps(15, 13, 8), nps(12, 7, 12))
    expect(told?.difference).toBeCloseTo(17.9487, 4)
    expect(told?.standardError).toBeCloseTo(19.3237, 4)
    expect(told?.z).toBeCloseTo(0.9288, 4)
    expect(told?.p).toBeCloseTo(0.353, 4)
    expect(told?.low).toBeCloseTo(-19.93, 1)
    expect(told?.low.toFixed(2)).toBe('-19.93')
    expect(told?.high.toFixed(2)).toBe('55.82')
    expect(told && verdictOf(told)).toBe('unsure')
    expect(compareNps(nps(0, 0, 0), nps(1, 1, 1))).toBeNull()
  })

  test('two NPS the other way round is the same with the other sign', () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const [one, other] = [nps(a, b, c + 1), nps(d, c, b + 1)]
        const [there, back] = [compareNps(one, other), compareNps(other, one)]
        expect(there?.low).toBeCloseTo(-(back?.high ?? 0), 8)
        expect(there?.p).toBeCloseTo(back?.p ?? -1, 12)
      }),
    )
  })

  test('two proportions', () => {
    const told = compareProportions({ count: 56, of: 70 }, { count: 48, of: 80 })
    expect(told?.difference).toBeCloseTo(0.2, 12)
    expect(told?.low).toBeCloseTo(0.0524315, 7)
    expect(told?.high).toBeCloseTo(0.3338727, 7)
    expect(told && verdictOf(told)).toBe('higher')
    const back = compareProportions({ count: 48, of: 80 }, { count: 56, of: 70 })
    expect(back && verdictOf(back)).toBe('lower')
    expect(compareProportions({ count: 0, of: 0 }, { count: 1, of: 2 })).toBeNull()
  })

  test('two proportions has a probability that agrees with the interval', () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const told = compareProportions({ count: a, of: a + b + 1 }, { count: c, of: c + d + 1 })
        if (!told) throw new Error('There is none')
        expect(told.p < 0.05).toBe(verdictOf(told) !== 'unsure')
      }),
    )
    expect(compareProportions({ count: 5, of: 9 }, { count: 5, of: 9 })?.p).toBeCloseTo(1, 6)
  })

  test("two means is Welch's", () => {
    const moments = (...values: number[]) => momentsOf(values.map(value => [value, 1] as const))
    // Variances 2.8 and .7, 5.9 degrees of freedom, cut to 5: 2.570582 standard errors.
    const [these, those] = [moments(5, 5, 4, 3, 1), moments(1, 2, 2, 1, 3)]
    const told = compareMeans(these, those)
    expect(told?.difference).toBeCloseTo(1.8, 12)
    expect(told?.low).toBeCloseTo(1.8 - 2.570581836 * Math.sqrt(0.7), 6)
    expect(told?.high).toBeCloseTo(1.8 + 2.570581836 * Math.sqrt(0.7), 6)
    expect(told?.p).toBeCloseTo(0.0840948, 7)
    expect(compareMeans(moments(1, 2, 3, 4), those)).toBeNull()
    expect(compareMeans(moments(4, 4, 4, 4, 4), moments(2, 2, 2, 2, 2))).toBeNull()
    expect(compareMeans(moments(4, 4, 4, 4, 4), those)?.low).toBeGreaterThan(0)
  })

  test('tells how many answers it takes of anything that varies', () => {
    expect(answersNeededFor(0.61, 0.1)).toBe(955)
    expect(answersNeededFor(6100, 10)).toBe(955)
    expect(answersNeededFor(0, 1)).toBe(0)
    expect(() => answersNeededFor(1, 0)).toThrow(RangeError)
  })

  test('tells how many answers it takes', () => {
    expect(answersNeeded(nps(50, 30, 20), 10)).toBe(955)
    expect(answersNeeded(nps(50, 30, 20), 20)).toBe(237)
    expect(answersNeeded(nps(50, 30, 20), 20, 0.9)).toBeGreaterThan(237)
    expect(answersNeeded(nps(5, 0, 0), 10)).toBe(0)
    expect(answersNeeded(nps(0, 0, 0), 10)).toBeNull()
    expect(() => answersNeeded(nps(1, 1, 1), 0)).toThrow(RangeError)
  })

  test('many at once lets those stand that Benjamini and Hochberg let', () => {
    // Their own example: at 5 % the first four of fifteen.
    const theirs = [1, 4, 19, 95, 201, 278, 298, 344, 459, 3240, 4262, 5719, 6528, 7590, 10_000].map(
      each => each / 10_000,
    )
    expect(benjaminiHochberg(theirs, 0.05).filter(Boolean)).toHaveLength(4)
    expect(benjaminiHochberg([0.2, 0.001, 0.9])).toEqual([false, true, false])
    // A small p carries larger ones before it along.
    expect(benjaminiHochberg([0.07, 0.09, 0.095])).toEqual([true, true, true])
    expect(benjaminiHochberg([])).toEqual([])
  })
})

/** Figures to nine digits: sums in another order differ in the last. */
const rounded = (figures: object | null) =>
  Object.entries(figures ?? {}).map(([name, value]) => `${name} ${value.toPrecision(9)}`)

describe('post-stratification', () => {
  const a = { impressions: 800, answers: npsMoments(20, 12, 8) }
  const b = { impressions: 200, answers: npsMoments(15, 15, 30) }

  test('weighs strata by their impressions', () => {
    const told = postStratify([a, b])
    expect(told?.score).toBeCloseTo(19, 10)
    expect(told?.standardError).toBeCloseTo(10.1086, 4)
    expect(told?.raw).toBeCloseTo(-3, 10)
    expect(told?.high).toBeCloseTo(19 + z95 * 10.1086, 3)
  })

  test('takes strata of fewer than 5 answers together', () => {
    const small = [
      { impressions: 50, answers: npsMoments(2, 0, 0) },
      { impressions: 30, answers: npsMoments(0, 0, 3) },
      { impressions: 20, answers: npsMoments(0, 0, 0) },
    ]
    const together = { impressions: 100, answers: npsMoments(2, 0, 3) }
    expect(rounded(postStratify([a, ...small, b]))).toEqual(rounded(postStratify([a, b, together])))
    const lone = { impressions: 10, answers: npsMoments(1, 0, 0) }
    const merged = { impressions: 810, answers: npsMoments(21, 12, 8) }
    expect(rounded(postStratify([lone, a, b]))).toEqual(rounded(postStratify([b, merged])))
    expect(postStratify([lone])?.score).toBe(100)
  })

  test('is none where nobody answered or was shown', () => {
    expect(postStratify([])).toBeNull()
    expect(postStratify([{ impressions: 10, answers: npsMoments(0, 0, 0) }])).toBeNull()
    expect(postStratify([{ impressions: 0, answers: npsMoments(1, 0, 0) }])).toBeNull()
  })

  test('of strata that are shown as often as they answer is the raw score', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count, count), { minLength: 1 }), parts => {
        const strata = parts.map(part => ({ impressions: 0, answers: npsMoments(...part) }))
        const fair = strata.map(({ answers }) => ({ impressions: 3 * answers.n, answers }))
        const all = pool(fair.map(({ answers }) => answers))
        const told = postStratify(fair)
        if (all.n === 0) expect(told).toBeNull()
        else expect(told?.score).toBeCloseTo(all.sum / all.n, 8)
      }),
    )
  })
})

describe('splitting a change', () => {
  const group = (n0: number, r0: number | null, n1: number, r1: number | null) => ({
    before: { answers: n0, score: r0 },
    after: { answers: n1, score: r1 },
  })

  test('tells what the groups did from what their shares did', () => {
    // Both groups rise by 10, and yet the whole falls: more answers come from the low one.
    const told = splitChange([group(80, 50, 20, 60), group(20, 0, 80, 10)])
    expect(told?.change).toBeCloseTo(-20, 10)
    expect(told?.rate).toBeCloseTo(10, 10)
    expect(told?.mix).toBeCloseTo(-30, 10)
    expect(told?.isMixed).toBe(true)
    expect(splitChange([group(80, 50, 80, 60), group(20, 0, 20, 10)])).toMatchObject({ isMixed: false })
    expect(splitChange([group(0, null, 1, 5)])).toBeNull()
  })

  test('takes a group that comes or goes as a change of the mix', () => {
    expect(splitChange([group(10, 50, 10, 50), group(0, null, 10, 20)])).toEqual({
      change: -15,
      rate: 0,
      mix: -15,
      isMixed: true,
    })
  })

  test('adds up to the change of the whole', () => {
    const part = fc.record({
      answers: fc.nat({ max: 500 }),
      score: fc.double({ min: -100, max: 100, noNaN: true }),
    })
    const side = part.map(({ answers, score }) => ({ answers, score: answers === 0 ? null : score }))
    const whole = (sides: { answers: number; score: number | null }[]) => {
      const all = sides.reduce((sum, { answers }) => sum + answers, 0)
      return sides.reduce((sum, { answers, score }) => sum + (answers * (score ?? 0)) / all, 0)
    }
    fc.assert(
      fc.property(fc.array(fc.record({ before: side, after: side })), groups => {
        const told = splitChange(groups)
        if (!told) return
        const change = whole(groups.map(({ after }) => after)) - whole(groups.map(({ before }) => before))
        expect(told.rate + told.mix).toBeCloseTo(change, 8)
        expect(told.change).toBeCloseTo(change, 8)
      }),
    )
  })
})
