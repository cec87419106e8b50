import { bands, type Metric, metrics } from '@tyck/shared/metric'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import { normaliseText } from '../src/domain/recording/normaliseText.ts'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())

/** As it comes in: what no database keeps is taken off at the edge. */
const said = (max: number) =>
  fc
    .oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: max }),
      fc.string({ minLength: 1, maxLength: max }),
    )
    .map(normaliseText)
    .filter(text => text.trim() !== '' && [...text].length <= max)
const oneLine = fc.stringMatching(/^[A-Za-zÅÄÖåäö][\w åäö-]{0,30}$/)
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,8}$/)
// Halves of halves: what a decimal cannot say exactly is no matter of documents.
const number = fc.oneof(fc.integer({ min: -1e6, max: 1e6 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
const value = fc.oneof(said(20), number, fc.boolean())
/** Keys that JSON may have, and a body may not. */
const isKey = (key: string) => key !== 'constructor' && key !== 'prototype'

/** Some of the keys of `of`, each there or not. */
const some = <T>(of: Record<string, fc.Arbitrary<T>>) => fc.record(of, { requiredKeys: [] })
const settings = some<unknown>({
  timeZone: fc.constantFrom('UTC', 'Europe/Stockholm', 'Asia/Kathmandu'),
  origins: fc.uniqueArray(
    fc.constantFrom('null', 'https://*.shop.example', 'https://b.example', 'capacitor://localhost'),
  ),
  theme: some<unknown>({
    scheme: fc.constantFrom('light', 'dark', 'auto'),
    frame: fc.constantFrom('plain', 'card'),
    radius: fc.integer({ min: 0, max: 32 }),
    accent: fc.constant('#0A6C74'),
  }),
  budget: fc.option(
    fc.record({ per: fc.constantFrom('P1D', 'P365D'), showings: fc.integer({ min: 1, max: 50 }) }),
  ),
  acrossDevices: fc.boolean(),
  respectGpc: fc.boolean(),
  countOnceWithin: fc.option(fc.constantFrom('P7D', 'P30D')),
})

const answers: Record<Metric, number> = { nps: 11, csat: 5, ces: 7, thumbs: 2, smileys: 4, stars: 5 }
const labelled: readonly Metric[] = ['thumbs', 'smileys', 'stars']

/** A survey whose languages have the same parts, each with texts of its own. */
const survey = fc
  .record({
    metric: fc.constantFrom(...metrics),
    tags: fc.uniqueArray(fc.constantFrom('en', 'sv', 'pt-BR', 'zh-Hant-TW', 'ar'), { minLength: 1 }),
    hasEnds: fc.boolean(),
    withReasons: fc.uniqueArray(name.filter(isKey), { maxLength: 3 }),
    comment: fc.option(fc.boolean(), { nil: undefined }),
    series: fc.option(fc.integer({ min: 1, max: 1_000 }), { nil: undefined }),
  })
  .chain(({ metric, tags, hasEnds, withReasons, comment, series }) => {
    const [first] = bands[metric].map(({ segment }) => segment)
    const distinct = (length: number) => fc.uniqueArray(said(20), { minLength: length, maxLength: length })
    const texts = fc.record({
      question: said(200),
      thanks: said(200),
      ...(hasEnds ? { lowLabel: said(40), highLabel: said(40) } : {}),
      ...(labelled.includes(metric) ? { optionLabels: distinct(answers[metric]) } : {}),
      ...(withReasons.length > 0
        ? {
            reasons: distinct(withReasons.length).map(labels => ({
              [first as string]: withReasons.map((key, at) => ({ key, label: labels[at] })),
            })),
            followUps: said(200).map(text => ({ [first as string]: text })),
            afterwards: said(200).map(text => ({ [first as string]: { text } })),
          }
        : {}),
    })
    return fc.record({
      ...(series === undefined ? {} : { series: fc.constant(series) }),
      metric: fc.constant(metric),
      ...(comment === undefined ? {} : { comment: fc.constant(comment) }),
      defaultLocale: fc.constant(tags[0]),
      locales: fc.record(Object.fromEntries(tags.map(tag => [tag, texts]))),
    })
  })

const days = fc.integer({ min: 0, max: 3650 })
const rules = some<unknown>({
  placement: fc.constantFrom('inline', 'corner'),
  delaySeconds: fc.double({ min: 0, max: 600, noNaN: true }),
  sampleRate: fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true }),
  audience: fc.array(
    fc.oneof(
      fc.record({ key: name.filter(isKey), eq: value }),
      fc.record({ key: name.filter(isKey), in: fc.array(value, { minLength: 1, maxLength: 3 }) }),
      fc.record({ key: name.filter(isKey), gte: number }),
    ),
    { maxLength: 3 },
  ),
  quietDays: some({ answered: days, dismissed: days, shown: days }),
  oncePer: fc.option(name.filter(isKey)),
})

const parts = {
  key: fc.stringMatching(/^[a-z0-9]{1,6}(?:[._-][a-z0-9]{1,6}){0,2}$/),
  name: oneLine,
  state: fc.constantFrom('active', 'paused'),
  survey,
}
const types = fc.constantFrom('string', 'number', 'boolean')
const touchpoint = fc.oneof(
  fc.record({ ...parts, metadata: fc.constant(null), rules }, { requiredKeys: ['key', 'name'] }),
  // With keys of its own, and conditions on none.
  fc.record(
    { ...parts, metadata: fc.dictionary(name.filter(isKey), types, { maxKeys: 5 }) },
    { requiredKeys: ['key', 'name', 'metadata'] },
  ),
)
const document = fc.record(
  {
    project: settings,
    touchpoints: fc.uniqueArray(touchpoint, { selector: ({ key }) => key, maxLength: 4 }),
  },
  { requiredKeys: [] },
)

test('any document comes back from the database as it was applied, and is the same bytes in another project', async () => {
  await fc.assert(
    fc.asyncProperty(document, async given => {
      const shop = await makeProject()
      await shop.apply(given)
      const pulled = await shop.pull()
      const document = JSON.parse(pulled)
      expect(document).toMatchObject(filled(given))
      // In order, and of nothing else.
      expect(document.touchpoints.map(({ key }: { key: string }) => key)).toEqual(
        (given.touchpoints ?? []).map(({ key }) => key),
      )
      expect(await shop.plan(given)).toEqual([])
      expect(await shop.plan(document)).toEqual([])
      await shop.apply(document)
      expect(await shop.pull()).toBe(pulled)
      const other = await makeProject()
      await other.apply(document)
      expect(await other.pull()).toBe(pulled)
    }),
    { numRuns: 25 },
  )
})

/** A document without what means the same as its absence: that is not written. */
function filled(given: { touchpoints?: { survey?: object }[] }): object {
  const touchpoints = (given.touchpoints ?? []).map(each => {
    if (!each.survey) return each
    const { series, comment, ...survey } = each.survey as { series?: number; comment?: boolean }
    return {
      ...each,
      survey: { ...survey, ...(series === 1 ? {} : { series }), ...(comment ? {} : { comment }) },
    }
  })
  // What was not said may be there with its default.
  return JSON.parse(JSON.stringify({ ...given, touchpoints }))
}

async function makeProject() {
  const { secretKey } = await createProject(service.db, 'Shop')
  const ask = async (method: 'GET' | 'PUT' | 'POST', url: string, body?: unknown) => {
    const reply = await service.admin(method, url, body, secretKey, { 'if-match': '*' })
    if (reply.statusCode !== 200) throw new Error(reply.body)
    return reply
  }
  return {
    pull: async () => (await ask('GET', '/v1/config')).body,
    plan: async (document: unknown) => (await ask('POST', '/v1/config/plan', document)).json().items,
    apply: (document: unknown) => ask('PUT', '/v1/config', document),
  }
}
