import { Ajv } from 'ajv'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { webhook } from './routeRows.ts'
import { payment, type Service, startService } from './service.ts'
import { dump } from './twoProjects.ts'

let service: Service
let keys: ProjectKeys
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())
beforeEach(async () => {
  keys = await createProject(service.db, 'Shop')
})

const ask = (
  method: 'GET' | 'PUT' | 'POST',
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
) => service.admin(method, url, body, keys.secretKey, headers)
async function publish(key: string, survey: object = payment) {
  await ask('PUT', `/v1/touchpoints/${key}`, { name: 'Payment' })
  const reply = await ask('PUT', `/v1/touchpoints/${key}/survey`, survey)
  if (reply.statusCode !== 200) throw new Error(reply.body)
}

const { series: _series, ...nps } = payment
const { locales } = nps
const rules = {
  placement: 'corner',
  delaySeconds: 5,
  sampleRate: 0.25,
  audience: [{ key: 'orderValue', gte: 100 }],
  quietDays: { answered: 60, dismissed: 20, shown: 0 },
  oncePer: 'orderId',
}
/** A document that says something of everything. */
const full = {
  project: {
    timeZone: 'Europe/Stockholm',
    origins: ['https://*.shop.example'],
    theme: { accent: '#0A6C74', radius: 4 },
    budget: { per: 'P30D', showings: 2 },
    acrossDevices: true,
    respectGpc: true,
    countOnceWithin: 'P7D',
  },
  touchpoints: [
    {
      key: 'checkout.payment',
      name: 'Payment',
      state: 'active',
      metadata: { orderId: 'string', orderValue: 'number' },
      survey: nps,
      rules,
    },
    { key: 'order.delivered', name: 'Delivered', state: 'paused', metadata: null },
  ],
}

type Reply = Awaited<ReturnType<Service['admin']>>
const any = { 'if-match': '*' }
const plan = (document: unknown, query = '') => ask('POST', `/v1/config/plan${query}`, document)
const pull = async () => (await ask('GET', '/v1/config')).json()
const apply = (document: unknown, query = '', headers: Record<string, string> = any) =>
  ask('PUT', `/v1/config${query}`, document, headers)
async function applied(document: unknown, query = '') {
  const reply = await apply(document, query)
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return reply.json()
}
const planned = async (document: unknown, query = '') => {
  const reply = await plan(document, query)
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return reply.json()
}
const faultsOf = (reply: Reply) =>
  reply.json().errors?.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)

const history = async (key: string) => (await ask('GET', `/v1/touchpoints/${key}/history`)).json()
/** What a plan says, in short: what each item is on, and its changes in words. */
const words = ({ items }: { items: { on: string; words: string; changes: { words: string }[] }[] }) =>
  items.map(({ on, words, changes }) => [on, words, ...changes.map(each => each.words)])
const overwrites = ({ items }: { items: { on: string; overwrites: boolean }[] }) =>
  items.filter(item => item.overwrites).map(({ on }) => on)
/** `full` with another survey at its first touchpoint, or other parts. */
const withPayment = (parts: object) => ({
  ...full,
  touchpoints: full.touchpoints.map(each => (each.key === 'checkout.payment' ? { ...each, ...parts } : each)),
})
const reworded = {
  ...nps,
  locales: { ...locales, sv: { ...locales.sv, question: 'Skulle du rekommendera oss?' } },
}

describe('a document that is applied', () => {
  test('is what is pulled then, and changes nothing when it is applied again', async () => {
    const made = await applied(full)
    expect(made.items.map(({ on, action }: { on: string; action: string }) => [on, action])).toEqual([
      ['project', 'change'],
      ['touchpoints/checkout.payment', 'add'],
      ['touchpoints/order.delivered', 'add'],
    ])
    const document = await pull()
    expect(document).toMatchObject(full)
    expect((await planned(document)).items).toEqual([])
    const before = await history('checkout.payment')
    expect((await applied(document)).items).toEqual([])
    expect((await applied(full)).items).toEqual([])
    expect(await history('checkout.payment')).toEqual(before)
    expect(before.surveys).toHaveLength(1)
  })

  test('is pulled as the same bytes, in an order of its own, without what says nothing', async () => {
    await applied(full)
    const { body, headers } = await ask('GET', '/v1/config')
    const again = await ask('GET', '/v1/config')
    expect([again.body, again.headers.etag]).toEqual([body, headers.etag])
    expect(body.indexOf('"project"')).toBeLessThan(body.indexOf('"touchpoints"'))
    expect(body.indexOf('"key"')).toBeLessThan(body.indexOf('"name"'))
    expect(body.indexOf('"en":{"question"')).toBeLessThan(body.indexOf('"sv":{"question"'))
    expect(body.indexOf('"promoter"')).toBeLessThan(body.indexOf('"detractor"'))
    expect(body).not.toMatch(/"afterwards"|"comment"|"series"|[0-9a-f]{8}-[0-9a-f]{4}|_at|At"|sk_|pk_/)
  })

  test('publishes as anybody does: with who, why and when in the history, and one entry in the log', async () => {
    await applied(full, '?note=A+first+question')
    const { surveys, rules: versions } = await history('checkout.payment')
    expect(surveys).toMatchObject([{ version: 1, note: 'A first question', by: { kind: 'key' } }])
    expect(versions).toMatchObject([
      { version: 2, note: 'A first question', sampleRate: 0.25, by: { kind: 'key' } },
      { version: 1 },
    ])
    const { entries } = (await ask('GET', '/v1/audit')).json()
    expect(entries).toMatchObject([{ operation: 'applyConfiguration', target: null }])
    const surveys_ = await service.app.inject(`/v1/projects/${keys.publishableKey}/surveys`)
    expect(surveys_.json().surveys).toMatchObject([{ touchpoint: 'checkout.payment', sampleRate: 0.25 }])
  })

  test('tells destinations of each survey that it publishes, and of none where nothing was done', async () => {
    const made = await ask('POST', '/v1/destinations', { ...webhook, events: ['survey.published'] })
    expect(made.statusCode).toBe(201)
    await applied(full)
    await applied(full)
    await publish('made.elsewhere')
    const wrong = { ...withPayment({ survey: reworded }), project: { timeZone: 'UTC' } }
    wrong.touchpoints.push({ key: 'made.elsewhere', name: 'Other', state: 'paused', metadata: null })
    expect((await apply(wrong)).statusCode).toBe(409)
    const { rows } = await sql`
      select t.key from events e join touchpoints t on t.project_id = e.project_id and t.id = e.touchpoint_id
      where e.project_id = ${keys.id}::uuid and type = 'survey.published' order by e.id`.execute(service.db)
    expect(rows).toEqual([{ key: 'checkout.payment' }, { key: 'made.elsewhere' }])
  })

  test('leaves alone what it does not say', async () => {
    await applied(full)
    await applied({ touchpoints: [{ key: 'checkout.payment', name: 'Pay' }] })
    expect(await pull()).toMatchObject({
      ...full,
      touchpoints: [{ ...full.touchpoints[0], name: 'Pay' }, full.touchpoints[1]],
    })
    await applied({ project: { timeZone: 'UTC' } })
    expect((await pull()).project).toMatchObject({ ...full.project, timeZone: 'UTC' })
  })

  test('is applied whole or not at all', async () => {
    await applied(full)
    const before = (await ask('GET', '/v1/config')).body
    const wrong = {
      ...withPayment({ name: 'Pay', survey: reworded }),
      project: { timeZone: 'UTC' },
    }
    wrong.touchpoints.push({ key: 'new.one', name: ' ', state: 'active', metadata: null })
    const reply = await apply(wrong)
    expect([reply.statusCode, faultsOf(reply)]).toEqual([400, ['/touchpoints/2/name blank']])
    expect((await ask('GET', '/v1/config')).body).toBe(before)
  })

  test('leaves nothing behind where the database refuses a part of it', async () => {
    await applied(full)
    const before = await dump(service, keys.id)
    await sql`alter table rules add constraint for_the_test check (sample_rate <> 0.125)`.execute(service.db)
    const delivered = { ...full.touchpoints[1], rules: { sampleRate: 0.125 } }
    const document = { touchpoints: [{ ...full.touchpoints[0], name: 'Pay', survey: reworded }, delivered] }
    expect((await apply({ ...document, project: { timeZone: 'UTC' } })).statusCode).toBe(500)
    await sql`alter table rules drop constraint for_the_test`.execute(service.db)
    const { audit_log: _before, ...rows } = before
    const { audit_log: _after, ...after } = await dump(service, keys.id)
    expect(after).toEqual(rows)
  })

  test('says in words and as data what it changes, and changes nothing while it is only planned', async () => {
    await applied(full)
    const before = (await ask('GET', '/v1/config')).body
    const told = await planned({
      ...withPayment({
        name: 'Pay',
        survey: reworded,
        rules: { ...rules, sampleRate: 0.5 },
        metadata: { orderId: 'string', orderValue: 'number', plan: 'string' },
      }),
      project: { theme: { accent: '#0A6C74' }, budget: null },
    })
    expect(words(told)).toEqual([
      [
        'project',
        "Changes the project's settings",
        'theme.radius: gone, was 4',
        expect.stringMatching(/^budget: /),
      ],
      [
        'touchpoints/checkout.payment',
        'Publishes a survey, which goes on in its series; publishes rules; changes the metadata that it takes; renames it',
        'name: "Payment" → "Pay"',
        'metadata.plan: new, "string"',
        `question in sv: "${locales.sv.question}" → "Skulle du rekommendera oss?"`,
        'sampleRate: 0.25 → 0.5',
      ],
    ])
    expect(told.items[1].changes).toContainEqual({
      pointer: '/rules/sampleRate',
      before: 0.25,
      after: 0.5,
      words: 'sampleRate: 0.25 → 0.5',
      overwrites: false,
    })
    expect((await ask('GET', '/v1/config')).body).toBe(before)
  })

  test('has one version of the rules for how it asks and whether', async () => {
    await applied(full)
    await applied(withPayment({ state: 'paused', rules: { ...rules, sampleRate: 1 } }))
    const { rules: versions } = await history('checkout.payment')
    expect(versions).toMatchObject([
      { version: 3, paused: true, sampleRate: 1 },
      { version: 2 },
      { version: 1 },
    ])
    const told = await applied(withPayment({ rules: { ...rules, sampleRate: 1 } }))
    expect(words(told)[0]?.[1]).toBe('Lets it ask again')
  })

  test('warns of what may not have been meant', async () => {
    await applied(full)
    const { warnings } = await planned(withPayment({ survey: { ...nps, locales: { en: locales.en } } }))
    expect(warnings).toMatchObject([{ pointer: '/touchpoints/0/survey/locales', code: 'languages-dropped' }])
  })

  test('leaves a draft as it is', async () => {
    await applied(full)
    const at = '/v1/touchpoints/checkout.payment/draft'
    const draft = {
      survey: { metric: 'nps', defaultLocale: 'en', locales: { en: { question: 'Half wri', thanks: '' } } },
      rules: { ...rules, audience: [] },
      metadata: null,
    }
    await ask('PUT', at, draft, any)
    expect((await pull()).touchpoints[0].survey.locales.en).toEqual(locales.en)
    const [told] = words(await applied(withPayment({ survey: reworded })))
    expect(told?.[1]).toBe(
      'Publishes a survey, which goes on in its series; its draft stays, to be looked at again',
    )
    expect((await ask('GET', at)).json()).toMatchObject({
      draft: { survey: { locales: { en: { question: 'Half wri' } } } },
      outdated: true,
    })
  })
})

describe('the series of a survey', () => {
  const seriesOf = async () =>
    (await history('checkout.payment')).surveys.map((each: { seriesId: string }) => each.seriesId)
  const number = async () => (await pull()).touchpoints[0].survey.series

  test('goes on under the same number, begins anew under another, and is returned to by its own', async () => {
    await applied(full)
    await applied(withPayment({ survey: reworded }))
    const [second, first] = await seriesOf()
    expect(second).toBe(first)

    const other = { ...reworded, series: 2 }
    expect(words(await planned(withPayment({ survey: other })))[0]).toEqual([
      'touchpoints/checkout.payment',
      'Publishes a survey, which begins a new series: scores do not go on',
      'series: 1 → 2',
    ])
    await applied(withPayment({ survey: other }))
    expect((await seriesOf())[0]).not.toBe(first)
    expect(await number()).toBe(2)
    expect((await planned(withPayment({ survey: other }))).items).toEqual([])
    // A better wording of the new question.
    await applied(withPayment({ survey: { ...nps, series: 2 } }))
    expect((await seriesOf())[0]).toBe((await seriesOf())[1])

    // The commit is reverted.
    expect(words(await planned(full))[0]?.[1]).toBe('Publishes a survey, which goes on in an earlier series')
    await applied(full)
    expect((await seriesOf())[0]).toBe(first)
    expect(await number()).toBe(undefined)
  })

  test('begins anew with another metric by itself', async () => {
    await applied(full)
    const csat = {
      metric: 'csat',
      defaultLocale: 'en',
      locales: { en: { question: 'How was it?', lowLabel: 'Bad', highLabel: 'Good', thanks: 'Thanks.' } },
    }
    const told = await applied(withPayment({ survey: csat }))
    expect(words(told)[0]?.[1]).toBe(
      'Publishes a survey, which begins a new series, for its metric is another',
    )
    const [second, first] = await seriesOf()
    expect(second).not.toBe(first)
    expect((await planned(withPayment({ survey: csat }))).items).toEqual([])
  })

  test('that was begun elsewhere has the next number', async () => {
    await applied(full)
    await publish('checkout.payment', payment)
    expect(await number()).toBe(2)
    expect(overwrites(await planned(full))).toEqual(['touchpoints/checkout.payment'])
    expect((await planned(await pull())).items.length).toBe(0)
  })
})

describe('what was changed elsewhere since a document was applied', () => {
  const inConsole = () => publish('checkout.payment', { ...reworded, series: 'same-question' })

  test('is marked in a plan, and not overwritten unless it is named; nothing else is done either', async () => {
    await applied(full)
    await inConsole()
    const document = withPayment({ name: 'Payment', rules: { ...rules, sampleRate: 0.5 } })
    const { items } = await planned({ ...document, project: { timeZone: 'UTC' } })
    expect(items.map(({ on, overwrites }: { on: string; overwrites: boolean }) => [on, overwrites])).toEqual([
      ['project', false],
      ['touchpoints/checkout.payment', true],
    ])
    expect(
      items[1].changes.map((each: { pointer: string; overwrites: boolean }) => [
        each.pointer,
        each.overwrites,
      ]),
    ).toEqual([
      ['/survey/locales/sv/question', true],
      ['/rules/sampleRate', false],
    ])
    expect(items[1].elsewhere).toEqual({
      at: '2026-03-01T12:00:00.000Z',
      by: { kind: 'key', id: expect.any(String), name: 'First key' },
    })
    for (const query of ['', '?overwrite=project,touchpoints/order.delivered']) {
      const refused = await apply({ ...document, project: { timeZone: 'UTC' } }, query)
      expect([refused.statusCode, refused.json().code]).toEqual([409, 'changed-elsewhere'])
      expect(faultsOf(refused)).toEqual(['/touchpoints/0 changed-elsewhere'])
    }
    expect((await pull()).project.timeZone).toBe('Europe/Stockholm')
    await applied(document, '?overwrite=touchpoints/checkout.payment')
    expect(await pull()).toMatchObject(document)
  })

  test('may be taken over: it is pulled, applied, and then like everything else', async () => {
    await applied(full)
    await inConsole()
    const pulled = await pull()
    expect((await planned(pulled)).items).toEqual([])
    await applied(pulled)
    expect(overwrites(await planned(full))).toEqual([])
    await applied(full)
  })

  test('is everything where none was applied before, but for settings that nobody touched', async () => {
    await inConsole()
    const { items, applied: last } = await planned({ ...withPayment({ name: 'Pay' }) })
    expect(last).toBe(null)
    expect(overwrites({ items })).toEqual(['touchpoints/checkout.payment'])
    await applied(await pull())
    await applied({ touchpoints: [{ key: 'checkout.payment', name: 'Pay' }] })
    expect((await planned(full)).applied).toMatchObject({
      at: '2026-03-01T12:00:00.000Z',
      by: { kind: 'key' },
    })
  })

  test('may be settings, the order, metadata, a pause, an archived touchpoint', async () => {
    await applied(full)
    const { originsSeen: _seen, ...project } = (await ask('GET', '/v1/project')).json()
    for (const only of ['revision', 'publishableKey', 'originsRefused', 'identitySecrets'])
      delete project[only]
    await ask('PUT', '/v1/project', { ...project, theme: { radius: 8 } })
    await ask('PUT', '/v1/touchpoints', { order: ['order.delivered', 'checkout.payment'] })
    await ask('PUT', '/v1/touchpoints/order.delivered', {
      name: 'Delivered',
      metadata: { a: 'string' },
    })
    await ask('PUT', '/v1/touchpoints/checkout.payment/state', { state: 'archived' })
    const told = await planned(full)
    expect(overwrites(told)).toEqual([
      'project',
      'touchpoints/checkout.payment',
      'touchpoints/order.delivered',
    ])
    expect(words(told)[1]).toEqual([
      'touchpoints/checkout.payment',
      'Takes it back from the archive',
      'state: "archived" → "active"',
    ])
    await applied(full, `?overwrite=${overwrites(told).join()}`)
    const order = await planned(full)
    expect([words(order)[0]?.[2] ?? '', overwrites(order)]).toEqual(['', []])
    expect(await pull()).toMatchObject(full)
  })

  test('in the order of the journey alone is told with both orders', async () => {
    await applied(full)
    await ask('PUT', '/v1/touchpoints', { order: ['order.delivered', 'checkout.payment'] })
    const told = await planned(full)
    expect(words(told)).toEqual([
      [
        'order',
        'Puts the touchpoints in another order',
        'order.delivered, checkout.payment → checkout.payment, order.delivered',
      ],
    ])
    expect((await apply(full)).statusCode).toBe(409)
    await applied(full, '?overwrite=order')
    const turned = { touchpoints: [...full.touchpoints].reverse() }
    expect(overwrites(await planned(turned))).toEqual([])
    await applied(turned)
    expect((await pull()).touchpoints.map(({ key }: { key: string }) => key)).toEqual([
      'order.delivered',
      'checkout.payment',
    ])
  })

  test('of two that apply at once one is told to look again', async () => {
    await applied(full)
    const { etag } = (await ask('GET', '/v1/config')).headers
    const version = { 'if-match': `${etag}` }
    const replies = await Promise.all(['One', 'Other'].map(name => apply(withPayment({ name }), '', version)))
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
    expect(replies.find(({ statusCode }) => statusCode === 412)?.json().code).toBe('conflict-version')
    const planned = await plan(full)
    expect(planned.headers.etag).toBe(`"${planned.json().version}"`)
    expect((await apply(full, '', { 'if-match': `${planned.headers.etag}` })).statusCode).toBe(200)
    await inConsole()
    expect((await apply(full, '', { 'if-match': `${planned.headers.etag}` })).statusCode).toBe(412)
  })

  test('is nothing to who does not say what they looked at', async () => {
    for (const headers of [{}, { 'if-match': 'W/"7"' }, { 'if-match': '' }]) {
      const reply = await apply(full, '', headers as Record<string, string>)
      expect([reply.statusCode, faultsOf(reply)?.[0]]).toEqual([400, expect.stringMatching(/^\/if-match /)])
    }
  })
})

test('what a document made and said nothing of is as it was made, and no change of anybody else', async () => {
  await applied({ touchpoints: [{ key: 'a', name: 'A' }] })
  const document = {
    touchpoints: [{ key: 'a', name: 'A', metadata: {}, rules: { sampleRate: 0.5 }, survey: nps }],
  }
  expect(overwrites(await planned(document))).toEqual([])
  await applied(document)
})

describe('a touchpoint that the document does not name', () => {
  const less = { ...full, touchpoints: [full.touchpoints[1]] }

  test('is told, and stays', async () => {
    await applied(full)
    const told = await planned(less)
    expect([told.items, told.unnamed]).toEqual([[], ['checkout.payment']])
    await applied(less)
    expect(await pull()).toMatchObject(full)
  })

  test('is archived where that is asked for, and keeps all that it has', async () => {
    await applied(full)
    const told = await applied(less, '?archive=true')
    expect(words(told)).toEqual([
      ['touchpoints/checkout.payment', 'Archives it: it asks nobody any more, and keeps its responses'],
    ])
    expect((await pull()).touchpoints).toMatchObject(less.touchpoints)
    expect((await history('checkout.payment')).surveys).toHaveLength(1)
    const { state: _state, ...unsaid } = full.touchpoints[0] ?? {}
    expect(faultsOf(await plan({ touchpoints: [unsaid] }))).toEqual(['/touchpoints/0/state missing'])
    await applied(full, '?overwrite=touchpoints/checkout.payment')
    expect(await pull()).toMatchObject({ touchpoints: [full.touchpoints[1], full.touchpoints[0]].reverse() })
  })

  test('is not archived where it was made elsewhere, and only by its name where it was changed there', async () => {
    await applied(full)
    await publish('made.elsewhere')
    await ask('PUT', '/v1/touchpoints/checkout.payment', { name: 'Renamed' })
    const told = await planned(less, '?archive=true')
    expect([overwrites(told), told.unnamed]).toEqual([['touchpoints/checkout.payment'], ['made.elsewhere']])
    expect((await apply(less, '?archive=true')).statusCode).toBe(409)
    await applied(less, '?archive=true&overwrite=touchpoints/checkout.payment')
    expect((await pull()).touchpoints.map(({ key }: { key: string }) => key)).toEqual([
      'order.delivered',
      'made.elsewhere',
    ])
    // Whoever takes it back makes it their own.
    await ask('PUT', '/v1/touchpoints/checkout.payment/state', { state: 'active' })
    expect((await planned(less, '?archive=true')).items).toEqual([])
  })

  test('keeps its place among those that are put in order', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await publish(key)
    const touchpoints = ['d', 'new', 'a', 'b'].map(key => ({ key, name: 'Payment' }))
    await applied({ touchpoints }, '?overwrite=order')
    expect((await pull()).touchpoints.map(({ key }: { key: string }) => key)).toEqual([
      'd',
      'new',
      'c',
      'a',
      'b',
    ])
  })
})

describe('a document that cannot be taken is refused with what is wrong and where', () => {
  const survey = (change: object) => ({
    touchpoints: [{ key: 'a', name: 'A', survey: { ...nps, ...change } }],
  })
  const one = (change: object) => ({ touchpoints: [{ key: 'a', name: 'A', ...change }] })

  test.each<[string, unknown, string[]]>([
    ['no document', [], [' invalid-type']],
    ['an unknown key', { touchpoints: [], surveys: [] }, [' unrecognized-keys']],
    [
      'an unknown key deep within',
      survey({ locales: { en: { ...locales.en, hint: 'x' } } }),
      ['/touchpoints/0/survey/locales/en unrecognized-keys'],
    ],
    ['an id', one({ id: '01890f3e-0000-7000-8000-000000000002' }), ['/touchpoints/0 unrecognized-keys']],
    ['a setting that is none of it', { project: { masking: false } }, ['/project unrecognized-keys']],
    [
      'a question of 10 kB',
      survey({ defaultLocale: 'en', locales: { en: { ...locales.en, question: 'x'.repeat(10_000) } } }),
      ['/touchpoints/0/survey/locales/en/question invalid-value'],
    ],
    [
      'a language that lacks what the default one has',
      survey({ locales: { ...locales, sv: { question: 'Vad?', thanks: 'Tack.' } } }),
      [
        '/touchpoints/0/survey/locales/sv/lowLabel not-as-in-default-locale',
        '/touchpoints/0/survey/locales/sv/highLabel not-as-in-default-locale',
        '/touchpoints/0/survey/locales/sv/followUps/detractor not-as-in-default-locale',
        '/touchpoints/0/survey/locales/sv/followUps/promoter not-as-in-default-locale',
        '/touchpoints/0/survey/locales/sv/reasons/detractor not-as-in-default-locale',
      ],
    ],
    [
      'a language without its question, and what it lacks beside',
      survey({ locales: { ...locales, sv: { ...locales.sv, question: undefined, lowLabel: undefined } } }),
      [
        '/touchpoints/0/survey/locales/sv/question missing',
        '/touchpoints/0/survey/locales/sv/lowLabel not-as-in-default-locale',
      ],
    ],
    [
      'a language twice',
      survey({ locales: { ...locales, SV: locales.sv } }),
      ['/touchpoints/0/survey/locales not-distinct-language-tags'],
    ],
    [
      'a key twice',
      {
        touchpoints: [
          { key: 'a', name: 'A' },
          { key: 'a', name: 'B' },
        ],
      },
      ['/touchpoints/1/key duplicate'],
    ],
    ['a key that is none', one({ key: '../a' }), ['/touchpoints/0/key invalid-format']],
    ['no name', { touchpoints: [{ key: 'a' }] }, ['/touchpoints/0/name missing']],
    [
      'a state that only the console gives',
      one({ state: 'archived' }),
      ['/touchpoints/0/state invalid-value'],
    ],
    [
      'rules of metadata that it does not take',
      one({ metadata: { a: 'string' }, rules: { oncePer: 'b' } }),
      ['/touchpoints/0/rules/oncePer not-in-metadata'],
    ],
    [
      'an origin that is none, and a theme that cannot be read',
      { project: { origins: ['shop.example'], theme: { accent: '#fff', onAccent: '#fff' } } },
      ['/project/origins/0 not-an-origin', expect.stringMatching(/^\/project\/theme\//)],
    ],
    ['a series below 1', survey({ series: 0 }), ['/touchpoints/0/survey/series too-small']],
    [
      '1,001 touchpoints',
      { touchpoints: Array.from({ length: 1_001 }, (_, at) => ({ key: `a${at}`, name: 'A' })) },
      ['/touchpoints too-big'],
    ],
  ])('%s', async (_what, document, faults) => {
    for (const reply of [await plan(document), await apply(document)]) {
      expect([reply.statusCode, faultsOf(reply)]).toEqual([400, faults])
    }
    expect((await pull()).touchpoints).toEqual([])
  })

  test.each([
    '{"__proto__":{}}',
    '{"touchpoints":[{"key":"a","name":"A","metadata":{"__proto__":"string"}}]}',
    '{"project":{"constructor":{"prototype":{}}}}',
    '{',
  ])('%s', async payload => {
    const headers = {
      authorization: `Bearer ${keys.secretKey}`,
      'content-type': 'application/json',
      ...any,
    }
    for (const [method, url] of [
      ['POST', '/v1/config/plan'],
      ['PUT', '/v1/config'],
    ] as const) {
      const reply = await service.app.inject({ method, url, headers, payload })
      expect([reply.statusCode, reply.json().code]).toEqual([400, 'malformed-body'])
    }
  })

  test('metadata that the rules which stand need, although it has no rules of its own', async () => {
    await applied(full)
    const document = {
      touchpoints: [{ key: 'checkout.payment', name: 'Payment', metadata: { a: 'string' } }],
    }
    expect(faultsOf(await plan(document))).toEqual([
      '/touchpoints/0/metadata not-in-metadata',
      '/touchpoints/0/metadata not-in-metadata',
    ])
  })

  test('a language by a key that is no language tag, which nobody repeats', async () => {
    const evil = 'EVIL\u001b[2J\n::error::'
    const document = survey({
      locales: { ...locales, [evil]: { question: 'Q', thanks: 'T', lowLabel: 'x' } },
    })
    await ask('PUT', '/v1/touchpoints/a', { name: 'A' })
    const { survey: sent } = document.touchpoints[0] ?? {}
    const replies = [
      ['/touchpoints/0/survey/locales', await plan(document)],
      ['/touchpoints/0/survey/locales', await apply(document)],
      ['/locales', await ask('PUT', '/v1/touchpoints/a/survey', { ...sent, series: 'new-question' })],
    ] as const
    for (const [pointer, reply] of replies) {
      expect([reply.statusCode, faultsOf(reply)]).toEqual([400, [`${pointer} invalid-key`]])
      expect(reply.body).not.toContain('EVIL')
    }
  })

  test.each(['two\nlines', '\u001b[2J', 'turned \u202e round'])('a note of %j', async note => {
    const query = `?note=${encodeURIComponent(note)}`
    const ofDocument = await apply(full, query)
    expect([ofDocument.statusCode, faultsOf(ofDocument)]).toEqual([400, ['/note invalid-format']])
    // Texts of a body are rid of it as they come in.
    if (note.includes('\u001b')) return
    await ask('PUT', '/v1/touchpoints/a', { name: 'A' })
    const ofSurvey = await ask('PUT', '/v1/touchpoints/a/survey', { ...payment, note })
    expect([ofSurvey.statusCode, faultsOf(ofSurvey)]).toEqual([400, ['/note invalid-format']])
    expect(ofSurvey.json().detail).toContain('one line of 1 to 500 characters')
  })

  test('a zero below zero is zero', async () => {
    const payload = '{"touchpoints":[{"key":"a","name":"A","rules":{"delaySeconds":-0.0}}]}'
    const headers = {
      authorization: `Bearer ${keys.secretKey}`,
      'content-type': 'application/json',
      ...any,
    }
    await service.app.inject({ method: 'PUT', url: '/v1/config', headers, payload })
    const again = await service.app.inject({ method: 'POST', url: '/v1/config/plan', headers, payload })
    expect(again.json().items).toEqual([])
  })

  test('markup in a question is a text like any other', async () => {
    const question = '<script>alert(1)</script>{{7*7}}'
    const document = survey({ locales: { en: { ...locales.en, question } } })
    await applied(document)
    expect((await pull()).touchpoints[0].survey.locales.en.question).toBe(question)
  })
})

test('one is planned or applied at a time: a few wait, and who comes then is to try again', async () => {
  await applied(full)
  const other = await createProject(service.db, 'Other shop')
  let waiting: Promise<Reply>[] = []
  await service.db.transaction().execute(async trx => {
    await sql`select from projects where id = ${keys.id} for update`.execute(trx)
    waiting = [apply(full), plan(full), plan(full), plan(full)]
    const refused = await Promise.race(waiting)
    expect(refused.json()).toMatchObject({ status: 503, code: 'overloaded', retryable: true })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    waiting.push(service.admin('POST', '/v1/config/plan', full, other.secretKey))
  })
  const statuses = (await Promise.all(waiting)).map(({ statusCode }) => statusCode)
  expect(statuses.sort()).toEqual([200, 200, 200, 200, 503])
})

test('its schema is served to editors, and says of every key what it means', async () => {
  const reply = await service.app.inject('/config.schema.json')
  expect([
    reply.statusCode,
    reply.headers['content-type'],
    reply.headers['access-control-allow-origin'],
  ]).toEqual([200, 'application/schema+json; charset=utf-8', '*'])
  const schema = reply.json()
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    additionalProperties: false,
  })
  const check = new Ajv({ strict: false }).compile(schema)
  expect(check(full)).toBe(true)
  expect(check({ ...full, $schema: '/config.schema.json' })).toBe(true)
  expect(check({ ...full, surveys: [] })).toBe(false)
  const without = undescribed(schema)
  expect(without).toEqual([])
})

interface Described {
  description?: string
  properties?: Record<string, Described>
  items?: Described
  additionalProperties?: Described | boolean
  anyOf?: Described[]
}

/** The paths of properties that the schema has no words for. */
function undescribed(
  { properties = {}, items, additionalProperties: others, anyOf = [] }: Described,
  path = '',
): string[] {
  const within = [items, others, ...anyOf].filter(each => typeof each === 'object')
  return [
    ...Object.entries(properties).flatMap(([name, each]) => [
      ...(each.description || (each as { enum?: unknown }).enum ? [] : [`${path}/${name}`]),
      ...undescribed(each, `${path}/${name}`),
    ]),
    ...within.flatMap(each => undescribed(each, `${path}/*`)),
  ]
}
