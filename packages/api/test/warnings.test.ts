import { afterAll, beforeAll, expect, test } from 'vitest'
import { payment, publish, type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService()
})

afterAll(() => service.close())

/** What a PUT warns of. */
async function warningsOf(url: string, body: unknown) {
  const reply = await service.admin('PUT', url, body)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json().warnings
}

const survey = (key: string) => `/v1/touchpoints/${key}/survey`
const rules = (key: string) => `/v1/touchpoints/${key}/rules`
const same = { ...payment, series: 'same-question' }

test('a survey warns of the languages that it is no longer asked in', async () => {
  await publish(service, 'languages')
  const { en, sv } = payment.locales
  expect(await warningsOf(survey('languages'), { ...same, locales: { en, ar: sv, sv } })).toEqual([])
  const dropped = await warningsOf(survey('languages'), { ...same, locales: { en } })
  expect(dropped).toEqual([
    {
      pointer: '/locales',
      code: 'languages-dropped',
      detail: 'No longer asked in ar, sv, which were left out',
    },
  ])
  expect(await warningsOf(survey('languages'), { ...same, locales: { en } })).toEqual([])
})

test('a survey warns where a comment is asked for again only because that was left out', async () => {
  await publish(service, 'comments', { ...payment, comment: false })
  expect(await warningsOf(survey('comments'), same)).toEqual([
    {
      pointer: '/comment',
      code: 'back-to-default',
      detail: 'comment was left out: it is true now, was false',
    },
  ])
  await warningsOf(survey('comments'), { ...same, comment: false })
  expect(await warningsOf(survey('comments'), { ...same, comment: true })).toEqual([])
})

test.each([
  ['nps', '0 and 10'],
  ['csat', '1 and 5'],
  ['ces', '1 and 7'],
])('a survey in %s warns where nothing says what %s mean', async (metric, ends) => {
  await publish(service, metric)
  const texts = { question: 'How was it?', thanks: 'Thanks.' }
  const asking = (more: object) => ({
    series: 'new-question',
    metric,
    defaultLocale: 'en',
    locales: { en: { ...texts, ...more } },
  })
  const unlabelled = { pointer: '/locales/en', code: 'no-end-labels' }
  const detail = `Nobody is told what ${ends} mean: give lowLabel and highLabel`
  await warningsOf(survey(metric), asking({}))
  expect(await warningsOf(survey(metric), asking({}))).toEqual([{ ...unlabelled, detail }])
  expect(await warningsOf(survey(metric), asking({ lowLabel: 'Bad' }))).toEqual([{ ...unlabelled, detail }])
  expect(await warningsOf(survey(metric), asking({ lowLabel: 'Bad', highLabel: 'Good' }))).toEqual([])
})

test('pictures need no labels at their ends', async () => {
  await publish(service, 'pictures')
  const texts = { question: 'How was it?', thanks: 'Thanks.', optionLabels: ['Bad', 'Good'] }
  const thumbs = { series: 'new-question', metric: 'thumbs', defaultLocale: 'en', locales: { en: texts } }
  await warningsOf(survey('pictures'), thumbs)
  expect(await warningsOf(survey('pictures'), thumbs)).toEqual([])
})

test('a survey warns that another metric begins a new series', async () => {
  await publish(service, 'metrics')
  const { question, lowLabel, highLabel, thanks } = payment.locales.en
  const csat = { ...same, metric: 'csat', locales: { en: { question, lowLabel, highLabel, thanks } } }
  expect(await warningsOf(survey('metrics'), csat)).toContainEqual({
    pointer: '/metric',
    code: 'new-series',
    detail: 'It was nps: scores begin a new series, as if series were new-question',
  })
})

test('rules warn of each setting that went back to its default because it was left out', async () => {
  await publish(service, 'ruled')
  const first = {
    placement: 'corner',
    delaySeconds: 5,
    audience: [{ key: 'orderValue', gte: 100 }],
    quietDays: { answered: 7, dismissed: 30, shown: 2 },
    oncePer: 'orderId',
  }
  expect(await warningsOf(rules('ruled'), first)).toEqual([])
  expect(await warningsOf(rules('ruled'), { sampleRate: 0.5, quietDays: { shown: 1 } })).toEqual(
    [
      ['/placement', 'placement was left out: it is inline now, was corner'],
      ['/delaySeconds', 'delaySeconds was left out: it is 3 now, was 5'],
      ['/audience', 'audience was left out: it is [] now, was [{"gte":100,"key":"orderValue"}]'],
      ['/quietDays/answered', 'quietDays.answered was left out: it is 90 now, was 7'],
      ['/oncePer', 'oncePer was left out: it is null now, was orderId'],
    ].map(([pointer, detail]) => ({ pointer, code: 'back-to-default', detail })),
  )
  expect(await warningsOf(rules('ruled'), { sampleRate: 1, quietDays: { shown: 0 } })).toEqual([])
})

test('quiet days that are left out get their defaults, one by one', async () => {
  await publish(service, 'quiet')
  const reply = await service.admin('PUT', rules('quiet'), { quietDays: { answered: 1 } })
  expect(reply.json()).toMatchObject({ quietDays: { answered: 1, dismissed: 30, shown: 0 } })
})

test("a project's settings warn in the same way, those of its theme too", async () => {
  const named = { name: 'Shop', origins: [], theme: {} }
  const all = { ...named, theme: { radius: 4, accent: '#0a6c74' }, identity: 'enforce', respectGpc: true }
  expect(await warningsOf('/v1/project', all)).toEqual([])
  expect(await warningsOf('/v1/project', { ...named, theme: { radius: 2 }, respectGpc: false })).toEqual([
    {
      pointer: '/theme/accent',
      code: 'back-to-default',
      detail: 'theme.accent was left out: it is not set now, was #0a6c74',
    },
    {
      pointer: '/identity',
      code: 'back-to-default',
      detail: 'identity was left out: it is off now, was enforce',
    },
  ])
  expect((await service.admin('GET', '/v1/project')).json()).not.toHaveProperty('warnings')
})
