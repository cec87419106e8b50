import type { PublicSurvey, SurveysBody } from '@tyck/shared/contract/surveys'
import { originHash } from '@tyck/shared/origin'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QuietReason } from '../src/types.ts'
import { dayMs, holds, type Moment, type Quiet, whyQuiet } from '../src/widget/eligibility.ts'
import type { Visits } from '../src/widget/memory.ts'
import { paymentSurvey } from './paymentSurvey.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const touchpoint = paymentSurvey.touchpoint
type Project = SurveysBody['project']

interface Case {
  project?: Partial<Project>
  survey?: Partial<PublicSurvey>
  moment?: Partial<Moment>
  visits?: Visits
  showings?: number[]
}

/** Why it is quiet where a survey would be asked but for what a case names. */
function quietOf({ project, survey, moment, visits, showings = [] }: Case): Quiet | undefined {
  return whyQuiet(
    { theme: {}, origins: [], ...project },
    { ...paymentSurvey, ...survey },
    {
      metadata: {},
      memory: { respondent: undefined, touchpoints: visits ? { [touchpoint]: visits } : {}, showings },
      respondent: undefined,
      origin: 'https://shop.example',
      now,
      test: false,
      ...moment,
    },
  )
}

const reasonOf = (given: Case): QuietReason | undefined => quietOf(given)?.reason

/** What keeps a survey quiet, one case for each reason, in the order in which reasons are given. */
const quiet: [QuietReason, Case][] = [
  ['paused', { survey: { paused: true } }],
  ['origin-not-allowed', { project: { origins: [originHash('https://other.example')] } }],
  ['no-consent', { project: { respectGpc: true }, moment: { gpc: true } }],
  ['not-in-audience', { survey: { audience: [{ key: 'orderValue', gte: 100 }] } }],
  ['answered-recently', { visits: { answered: now - dayMs } }],
  ['dismissed-recently', { visits: { dismissed: now - dayMs } }],
  [
    'shown-recently',
    { visits: { shown: now - dayMs }, survey: { quietDays: { ...paymentSurvey.quietDays, shown: 2 } } },
  ],
  [
    'already-asked',
    { survey: { oncePer: 'orderId' }, moment: { metadata: { orderId: 'A17' } }, visits: { values: ['A17'] } },
  ],
  ['budget-spent', { project: { budget: { per: 'P30D', showings: 1 } }, showings: [now - dayMs] }],
  ['not-sampled', { survey: { sampleRate: 0 } }],
]

/** All that two cases name. */
function both(first: Case, second: Case): Case {
  return {
    project: { ...first.project, ...second.project },
    survey: { ...first.survey, ...second.survey },
    moment: { ...first.moment, ...second.moment },
    visits: { ...first.visits, ...second.visits },
    showings: [...(first.showings ?? []), ...(second.showings ?? [])],
  }
}

describe('whether a survey is asked', () => {
  test('asks where nothing speaks against it', () => {
    expect(reasonOf({})).toBeUndefined()
  })

  test('says no-survey for a touchpoint without one, and where the project could not be fetched', () => {
    const moment = {
      metadata: {},
      memory: { respondent: undefined, touchpoints: {}, showings: [] },
    } as unknown as Moment
    expect(whyQuiet({ theme: {}, origins: [] }, undefined, moment)?.reason).toBe('no-survey')
    expect(whyQuiet(undefined, paymentSurvey, moment)?.reason).toBe('no-survey')
  })

  test.each(quiet)('says %s', (reason, given) => {
    expect(reasonOf(given)).toBe(reason)
  })

  test.each(
    quiet.flatMap(([first, a], index) =>
      quiet.slice(index + 1).map(([second, b]) => [first, second, both(a, b)] as const),
    ),
  )('says %s before %s', (first, _second, given) => {
    expect(reasonOf(given)).toBe(first)
  })

  test('admits the origins of the list, and those below a wildcard', () => {
    const project = { origins: [originHash('https://shop.example'), originHash('https://*.shop.example')] }
    expect(reasonOf({ project })).toBeUndefined()
    expect(reasonOf({ project, moment: { origin: 'https://pay.eu.shop.example' } })).toBeUndefined()
    for (const origin of ['http://shop.example', 'https://shop.example.evil.example', 'null']) {
      expect(reasonOf({ project, moment: { origin } })).toBe('origin-not-allowed')
    }
  })
})

describe('a quiet period', () => {
  test.each(['answered', 'dismissed', 'shown'] as const)('lasts to the millisecond after %s', outcome => {
    const survey = { quietDays: { answered: 0, dismissed: 0, shown: 0, [outcome]: 7 } }
    const at = (age: number) => reasonOf({ survey, visits: { [outcome]: now - age } })
    expect(at(0)).toBe(`${outcome}-recently`)
    expect(at(7 * dayMs - 1)).toBe(`${outcome}-recently`)
    expect(at(7 * dayMs)).toBeUndefined()
  })

  test('may be a part of a day', () => {
    const survey = { quietDays: { answered: 0.5, dismissed: 0, shown: 0 } }
    expect(reasonOf({ survey, visits: { answered: now - dayMs / 2 + 1 } })).toBe('answered-recently')
    expect(reasonOf({ survey, visits: { answered: now - dayMs / 2 } })).toBeUndefined()
  })

  test('of no days is none', () => {
    const survey = { quietDays: { answered: 0, dismissed: 0, shown: 0 } }
    expect(reasonOf({ survey, visits: { answered: now, dismissed: now, shown: now } })).toBeUndefined()
  })

  test('is of one touchpoint only', () => {
    expect(reasonOf({ survey: { touchpoint: 'order.delivered' }, visits: { answered: now } })).toBeUndefined()
  })

  test('heeds no time that is not a number', () => {
    const visits = { answered: 'yesterday', dismissed: {}, shown: null } as unknown as Visits
    expect(reasonOf({ visits })).toBeUndefined()
  })
})

describe("a project's budget", () => {
  const project = { budget: { per: 'P30D', showings: 2 } }

  test('counts the showings of its period, of all touchpoints together', () => {
    expect(reasonOf({ project, showings: [now - dayMs] })).toBeUndefined()
    expect(reasonOf({ project, showings: [now - dayMs, now - 2 * dayMs] })).toBe('budget-spent')
  })

  test('forgets a showing as its period ends', () => {
    expect(reasonOf({ project, showings: [now, now - 30 * dayMs + 1] })).toBe('budget-spent')
    expect(reasonOf({ project, showings: [now, now - 30 * dayMs] })).toBeUndefined()
  })

  test('counts nothing that is not a time', () => {
    const showings = ['now', null, {}, Number.NaN] as unknown as number[]
    expect(reasonOf({ project, showings })).toBeUndefined()
  })
})

describe('once per value of a metadata key', () => {
  const survey = { oncePer: 'orderId' }
  const of = (metadata: Moment['metadata'], values: Visits['values']) =>
    reasonOf({ survey, moment: { metadata }, visits: { values } as Visits })

  test('asks at another value, and where the page gives none', () => {
    expect(of({ orderId: 'A18' }, ['A17'])).toBeUndefined()
    expect(of({}, ['A17'])).toBeUndefined()
    expect(of({ orderId: 17 }, ['17'])).toBeUndefined()
    expect(of({ orderId: false }, [false])).toBe('already-asked')
  })

  test('heeds no memory that is not a list', () => {
    for (const values of [5, {}, true, null]) expect(of({ orderId: 'A17' }, values as never)).toBeUndefined()
  })
})

describe('the deciding rule', () => {
  test.each<[Case, Omit<Quiet, 'reason'>]>([
    [
      {
        survey: {
          audience: [
            { key: 'country', eq: 'SE' },
            { key: 'orderValue', gte: 100 },
          ],
        },
        moment: { metadata: { country: 'SE', orderValue: 42 } },
      },
      { rule: { key: 'orderValue', gte: 100 }, value: 42 },
    ],
    [{ visits: { answered: now - dayMs } }, { rule: paymentSurvey.quietDays, value: new Date(now - dayMs) }],
    [
      { project: { budget: { per: 'P30D', showings: 1 } }, showings: [now - dayMs, now - 40 * dayMs] },
      { rule: { per: 'P30D', showings: 1 }, value: 1 },
    ],
    [
      { survey: { sampleRate: 0 }, moment: { respondent: 'customer-17' } },
      { rule: 0, value: 'customer-17' },
    ],
    [{ project: { origins: ['9f3a01c2'] } }, { value: 'https://shop.example' }],
    [
      {
        survey: { oncePer: 'orderId' },
        moment: { metadata: { orderId: 'A17' } },
        visits: { values: ['A17'] },
      },
      { rule: 'orderId', value: 'A17' },
    ],
  ])('comes with the value that it was held against: %j', (given, expected) => {
    expect(quietOf(given)).toMatchObject(expected)
  })
})

describe('a condition of the audience', () => {
  test.each([
    [{ eq: 'card' }, 'card', true],
    [{ eq: 'card' }, 'invoice', false],
    [{ eq: 1 }, '1', false],
    [{ eq: false }, false, true],
    [{ eq: false }, true, false],
    [{ eq: 0 }, 1, false],
    [{ eq: '' }, 'card', false],
    [{ in: ['SE', 'NO'] }, 'NO', true],
    [{ in: ['SE', 'NO'] }, 'DK', false],
    [{ in: [] }, 'SE', false],
    [{ gte: 100 }, 100, true],
    [{ gte: 100 }, 99.99, false],
    [{ lte: 100 }, 100, true],
    [{ lte: 100 }, 100.01, false],
    [{ gte: 0 }, 0, true],
    [{ gte: 10, lte: 20 }, 15, true],
    [{ gte: 10, lte: 20 }, 21, false],
    [{ gte: 10, in: [5, 15] }, 5, false],
    [{ gte: 10 }, 'many', false],
    [{ lte: 10 }, 'few', false],
  ])('%j, given %j, holds: %s', (comparisons, value, expected) => {
    expect(holds({ key: 'given', ...comparisons }, { given: value })).toBe(expected)
  })

  test.each([{ eq: 'card' }, { in: ['card'] }, { gte: 0 }, { lte: 0 }])(
    '%j does not hold where the page does not give its key',
    comparisons => {
      expect(holds({ key: 'missing', ...comparisons }, { given: 0 })).toBe(false)
    },
  )

  test('does not stand alone: all of them must hold', () => {
    const survey = {
      audience: [
        { key: 'orderValue', gte: 100 },
        { key: 'country', eq: 'SE' },
      ],
    }
    const of = (metadata: Moment['metadata']) => reasonOf({ survey, moment: { metadata } })
    expect(of({ orderValue: 420, country: 'SE' })).toBeUndefined()
    expect(of({ orderValue: 420, country: 'NO' })).toBe('not-in-audience')
    expect(of({ orderValue: 42, country: 'SE' })).toBe('not-in-audience')
  })
})

describe('a test', () => {
  test.each(quiet)('where others hear %s', (reason, given) => {
    const kept = ['paused', 'origin-not-allowed', 'no-consent', 'not-in-audience'].includes(reason)
    expect(reasonOf({ ...given, moment: { ...given.moment, test: true } })).toBe(kept ? reason : undefined)
  })
})

describe('the sample', () => {
  const id = fc.string({ minLength: 1, maxLength: 40 })
  const rate = fc.integer({ min: 0, max: 1000 }).map(thousandths => thousandths / 1000)
  const isAsked = (respondent: string, sampleRate: number, at = now) =>
    reasonOf({ survey: { sampleRate }, moment: { respondent, now: at } }) === undefined

  test('loses nobody when its rate is raised', () => {
    fc.assert(
      fc.property(id, rate, rate, (respondent, a, b) => {
        expect(!isAsked(respondent, Math.min(a, b)) || isAsked(respondent, Math.max(a, b))).toBe(true)
      }),
    )
  })

  test('is everybody at 1 and nobody at 0', () => {
    fc.assert(
      fc.property(id, respondent => {
        expect(isAsked(respondent, 1)).toBe(true)
        expect(isAsked(respondent, 0)).toBe(false)
      }),
    )
  })

  test('stays as it is for the rest of its 90 days', () => {
    const period = 90 * dayMs
    const start = Math.floor(now / period) * period
    fc.assert(
      fc.property(id, rate, fc.nat(period - 1), (respondent, sampleRate, later) => {
        expect(isAsked(respondent, sampleRate, start + later)).toBe(isAsked(respondent, sampleRate, start))
      }),
    )
  })
})
