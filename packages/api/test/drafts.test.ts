import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { payment, publish, type Service, startService } from './service.ts'

let service: Service
let count = 0
/** A touchpoint of its own for each test, which asks what `payment` does. */
let key: string

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())
beforeEach(async () => {
  count += 1
  key = `step-${count}`
  await publish(service, key)
})

const url = (rest: string) => `/v1/touchpoints/${key}${rest}`
const get = async (rest: string) => (await service.admin('GET', url(rest))).json()

async function send(method: 'PUT' | 'POST' | 'DELETE', rest: string, body?: object, ifMatch?: string) {
  const headers: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch }
  return service.admin(method, url(rest), body, undefined, headers)
}

/** What stands, as a draft that changes nothing. */
async function draftOf() {
  const { survey, rules, metadata } = await get('')
  const { metric, comment, defaultLocale, locales } = survey
  const { placement, delaySeconds, sampleRate, audience, quietDays, oncePer } = rules
  return structuredClone({
    survey: { metric, comment, defaultLocale, locales },
    rules: { placement, delaySeconds, sampleRate, audience, quietDays, oncePer },
    metadata,
  })
}

describe('a draft', () => {
  test('is kept with who saved it and when, and changes nothing that pages see', async () => {
    const surveys = `/v1/projects/${service.keys.publishableKey}/surveys`
    const before = (await service.app.inject(surveys)).json()
    const draft = await draftOf()
    draft.survey.locales.en.question = 'Would you'
    draft.rules.sampleRate = null
    const saved = await send('PUT', '/draft', draft, '*')
    expect(saved.statusCode, saved.body).toBe(200)
    const read = await get('/draft')
    expect(read).toEqual(saved.json())
    expect(read.draft).toEqual({
      ...draft,
      savedAt: new Date(service.clock.now).toISOString(),
      by: { kind: 'key', id: expect.any(String), name: 'First key' },
    })
    expect(read.touchpoint).toMatchObject({ key, state: 'active', survey: { version: 1 } })
    expect((await service.app.inject(surveys)).json()).toEqual(before)
  })

  test('says what stands against publishing it, where that is in the draft', async () => {
    const draft = await draftOf()
    draft.survey.locales.sv.thanks = ''
    draft.survey.locales.sv.followUps.promoter = ''
    draft.rules.delaySeconds = null
    draft.rules.audience = [{ key: 'total', gte: 10 }]
    draft.metadata = [
      { key: 'orderId', type: 'string' },
      { key: 'orderId', type: 'number' },
      { key: '', type: 'string' },
    ]
    const { faults } = (await send('PUT', '/draft', draft, '*')).json()
    expect(faults.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/survey/locales/sv/thanks', 'missing'],
      ['/survey/locales/sv/followUps/promoter', 'not-as-in-default-locale'],
      ['/rules/delaySeconds', 'invalid-type'],
      ['/metadata/1/key', 'duplicate'],
      ['/metadata/2/key', 'missing'],
    ])
    const refused = await send('POST', '/publish', {}, '*')
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'validation-failed'])
    expect(refused.json().errors).toHaveLength(5)
    draft.rules.delaySeconds = 1
    expect((await send('PUT', '/draft', draft, '*')).json().faults).toContainEqual(
      expect.objectContaining({ pointer: '/rules/audience/0/key', code: 'not-in-metadata' }),
    )
  })

  test('says what publishing it would change, and what may not be meant', async () => {
    const draft = await draftOf()
    delete draft.survey.locales.sv
    delete draft.survey.locales.en.lowLabel
    draft.survey.locales.en.reasons.detractor.pop()
    draft.rules.quietDays.answered = 7
    draft.metadata = [{ key: 'orderId', type: 'string' }]
    const { changes, warnings } = (await send('PUT', '/draft', draft, '*')).json()
    expect(changes).toEqual([
      {
        part: 'survey',
        pointer: '/locales/en/reasons/detractor',
        before: payment.locales.en.reasons.detractor,
        after: payment.locales.en.reasons.detractor.slice(0, 1),
      },
      { part: 'survey', pointer: '/locales/en/lowLabel', before: 'Not at all likely' },
      { part: 'survey', pointer: '/locales/sv', before: { ...payment.locales.sv, afterwards: {} } },
      { part: 'rules', pointer: '/quietDays/answered', before: 90, after: 7 },
      { part: 'metadata', pointer: '', before: null, after: { orderId: 'string' } },
    ])
    expect(warnings.map(({ code }: { code: string }) => code)).toEqual(['languages-dropped', 'no-end-labels'])
  })

  test('may be half written, in what a metric once had too', async () => {
    const draft = await draftOf()
    draft.survey = { metric: 'thumbs', comment: true, defaultLocale: 'en', locales: { en: {}, de: {} } }
    draft.survey.locales.en = {
      followUps: { detractor: 'Why?', down: 'What went wrong?' },
      question: 'Well?',
    }
    const saved = await send('PUT', '/draft', draft, '*')
    expect(saved.statusCode, saved.body).toBe(200)
    expect(
      saved
        .json()
        .faults.map(({ pointer }: { pointer: string }) => pointer)
        .sort(),
    ).toEqual([
      '/survey/locales/de/followUps/down',
      '/survey/locales/de/optionLabels',
      '/survey/locales/de/question',
      '/survey/locales/de/thanks',
      '/survey/locales/en/optionLabels',
      '/survey/locales/en/thanks',
    ])
    draft.survey.locales.en.question = 'x'.repeat(900)
    expect((await send('PUT', '/draft', draft, '*')).json().faults).toContainEqual(
      expect.objectContaining({
        pointer: '/survey/locales/en/question',
        expected: 'a text of 1 to 200 characters',
      }),
    )
  })

  test('is no larger than anybody writes', async () => {
    const draft = await draftOf()
    draft.survey.locales.en.question = 'x'.repeat(10_000)
    expect((await send('PUT', '/draft', draft, '*')).statusCode).toBe(400)
    expect((await send('PUT', '/draft', { ...draft, paused: true }, '*')).statusCode).toBe(400)
  })

  test('is thrown away', async () => {
    await send('PUT', '/draft', await draftOf(), '*')
    const dropped = await send('DELETE', '/draft', undefined, '*')
    expect(dropped.json()).toMatchObject({ draft: null, changes: [], faults: [], outdated: false })
  })

  test('leaves no entry in the audit log, which its publishing does', async () => {
    const read = async (): Promise<string[]> => {
      const { entries } = (await service.admin('GET', '/v1/audit?limit=500')).json()
      return entries
        .filter(({ target }: { target: string }) => target === key)
        .map(({ operation }: { operation: string }) => operation)
    }
    const { survey, ...draft } = await draftOf()
    await send('PUT', '/draft', { ...draft, survey }, '*')
    await send('POST', '/preview', { survey })
    expect((await read()).sort()).toEqual(['publishSurvey', 'putTouchpoint'])
    await send('POST', '/publish', {}, '*')
    expect(await read()).toContain('publishDraft')
  })
})

describe('publishing a draft', () => {
  test('puts what differs in force at once, with its note, and leaves no draft', async () => {
    const draft = await draftOf()
    draft.survey.locales.en.thanks = 'Thanks.'
    draft.rules.audience = [{ key: 'total', gte: 10 }]
    draft.metadata = [{ key: 'total', type: 'number' }]
    await send('PUT', '/draft', draft, '*')
    const reply = await send('POST', '/publish', { note: 'Shorter' }, '*')
    expect(reply.json()).toMatchObject({
      touchpoint: { metadata: { total: 'number' }, survey: { version: 2 }, rules: { version: 2 } },
      published: { survey: true, rules: true, metadata: true },
      warnings: [],
    })
    expect(await get('/draft')).toMatchObject({ draft: null, touchpoint: reply.json().touchpoint })
    const { surveys, rules } = await get('/history')
    expect([surveys[0].note, rules[0].note, rules[1].note]).toEqual(['Shorter', 'Shorter', null])
    expect(surveys[0]).toMatchObject({ by: { name: 'First key' }, seriesId: surveys[1].seriesId })
  })

  test('leaves alone what is as it was', async () => {
    const draft = await draftOf()
    draft.rules.sampleRate = 0.5
    await send('PUT', '/draft', draft, '*')
    const reply = (await send('POST', '/publish', {}, '*')).json()
    expect(reply.published).toEqual({ survey: false, rules: true, metadata: false })
    expect(reply.touchpoint).toMatchObject({ survey: { version: 1 }, rules: { version: 2, sampleRate: 0.5 } })
  })

  test('begins another series for a new question', async () => {
    const draft = await draftOf()
    draft.survey.locales.en.question = 'Would you come back?'
    await send('PUT', '/draft', draft, '*')
    await send('POST', '/publish', { series: 'new-question' }, '*')
    const { surveys } = await get('/history')
    expect(surveys[0].seriesId).not.toBe(surveys[1].seriesId)
  })

  test('may leave out a language that is not ready, which stays in the draft', async () => {
    const draft = await draftOf()
    draft.survey.locales.en.thanks = 'Thanks.'
    draft.survey.locales.de = { question: 'Wie wahrscheinlich …' }
    expect((await send('PUT', '/draft', draft, '*')).json().faults).not.toEqual([])
    const reply = await send('POST', '/publish', { without: ['de'] }, '*')
    expect(reply.statusCode, reply.body).toBe(200)
    expect(Object.keys(reply.json().touchpoint.survey.locales)).toEqual(['en', 'sv'])
    const left = await get('/draft')
    expect(left).toMatchObject({ outdated: false, draft: { survey: { locales: { de: { thanks: '' } } } } })
    expect(left.changes.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/locales/de'])
    expect((await send('POST', '/publish', { without: ['en', 'de'] }, '*')).json().errors[0].code).toBe(
      'lacks-default-locale',
    )
  })

  test('needs a draft', async () => {
    expect((await send('POST', '/publish', {}, '*')).statusCode).toBe(404)
  })

  test('is done once by two who do it at the same time', async () => {
    const draft = await draftOf()
    draft.survey.locales.en.thanks = 'Thanks.'
    await send('PUT', '/draft', draft, '*')
    const replies = await Promise.all([1, 2, 3].map(() => send('POST', '/publish', {}, '*')))
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404, 404])
    expect((await get('/history')).surveys).toHaveLength(2)
  })
})

describe('two editors', () => {
  test('cannot overwrite each other: a draft is saved on the version that was read', async () => {
    const read = await service.admin('GET', url('/draft'))
    const { etag } = read.headers
    const draft = await draftOf()
    const first = await send('PUT', '/draft', draft, etag)
    expect(first.statusCode).toBe(200)
    expect(first.headers.etag).not.toBe(etag)
    const second = await send('PUT', '/draft', { ...draft, metadata: [] }, etag)
    expect([second.statusCode, second.json().code]).toEqual([412, 'conflict-version'])
    for (const [method, rest] of [
      ['DELETE', '/draft'],
      ['POST', '/publish'],
    ] as const) {
      expect((await send(method, rest, method === 'POST' ? {} : undefined, etag)).statusCode).toBe(412)
    }
    expect((await get('/draft')).draft).toMatchObject(draft)
    expect((await send('PUT', '/draft', { ...draft, metadata: [] }, first.headers.etag)).statusCode).toBe(200)
  })

  test('must say which version they read', async () => {
    for (const tag of [undefined, '7', 'W/"7"', '"x"', '"1", "2"']) {
      const reply = await send('PUT', '/draft', await draftOf(), tag)
      expect([tag, reply.statusCode, reply.json().errors?.[0].pointer]).toEqual([tag, 400, '/if-match'])
    }
  })

  test('are told where a program published meanwhile, and decide what stands', async () => {
    const draft = await draftOf()
    draft.survey.locales.en.thanks = 'Thanks from the draft.'
    await send('PUT', '/draft', draft, '*')
    const same = structuredClone({ ...payment, series: 'same-question' })
    same.locales.en.thanks = 'Thanks from a program.'
    await service.admin('PUT', url('/survey'), same)
    expect(await get('/draft')).toMatchObject({
      outdated: true,
      touchpoint: { survey: { version: 2 } },
      changes: [{ before: 'Thanks from a program.', after: 'Thanks from the draft.' }],
    })
    expect((await send('POST', '/publish', {}, '*')).statusCode).toBe(412)
    expect((await send('PUT', '/draft', draft, '*')).json().outdated).toBe(false)
    expect((await send('POST', '/publish', {}, '*')).statusCode).toBe(200)
    expect((await get('')).survey).toMatchObject({ version: 3 })
  })

  test('may say so of every change; programs need not', async () => {
    const { etag } = (await service.admin('GET', url(''))).headers
    await service.admin('PUT', url(''), { name: 'Renamed' })
    const changes: [string, object][] = [
      ['', { name: 'Again' }],
      ['/survey', payment],
      ['/rules', {}],
      ['/state', { state: 'paused' }],
    ]
    for (const [rest, body] of changes) {
      expect([rest, (await send('PUT', rest, body, etag)).statusCode]).toEqual([rest, 412])
      expect([rest, (await send('PUT', rest, body)).statusCode]).toEqual([rest, 200])
    }
  })

  test('make a touchpoint once', async () => {
    const make = (name: string) =>
      service.admin('PUT', '/v1/touchpoints/made-once', { name }, undefined, { 'if-none-match': '*' })
    const replies = await Promise.all(['One', 'Two', 'Three'].map(make))
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412])
    expect((await make('Four')).statusCode).toBe(412)
  })
})

describe('a preview', () => {
  test('is what a page would be told, by the same code, in the language asked for', async () => {
    const served = await service.app.inject(`/v1/projects/${service.keys.publishableKey}/surveys?locale=sv`)
    const published = served
      .json()
      .surveys.find(({ touchpoint }: { touchpoint: string }) => touchpoint === key)
    const { survey } = await draftOf()
    const { revision, project, surveys } = (await send('POST', '/preview', { survey, locale: 'sv' })).json()
    const nothing = '00000000-0000-4000-8000-000000000000'
    expect(surveys).toEqual([
      {
        ...published,
        id: nothing,
        rulesId: nothing,
        delaySeconds: 0,
        quietDays: { answered: 0, dismissed: 0, shown: 0 },
      },
    ])
    expect({ revision, project }).toEqual({ revision: 'preview', project: { theme: {}, origins: [] } })
  })

  test('draws what is not written yet as such, right to left where it is, in a theme of its own', async () => {
    const survey = {
      metric: 'csat',
      defaultLocale: 'ar',
      locales: {
        ar: {
          reasons: { satisfied: [{ key: '', label: '' }] },
          afterwards: { satisfied: { text: 'x', link: { label: '', url: 'javascript:alert(1)' } } },
        },
      },
    }
    const theme = { scheme: 'dark', accent: '#ff0000' }
    const body = (await send('POST', '/preview', { survey, placement: 'corner', theme })).json()
    expect(body).toMatchObject({
      project: { theme: { accent: '#ff0000' }, scheme: 'dark' },
      surveys: [
        {
          direction: 'rtl',
          placement: 'corner',
          question: '…',
          thanks: '…',
          reasons: { satisfied: [{ key: 'reason-1', label: '…' }] },
          afterwards: { satisfied: { text: 'x' } },
        },
      ],
    })
    expect(body.surveys[0].afterwards.satisfied).not.toHaveProperty('link')
  })

  test('needs a language', async () => {
    const survey = { metric: 'nps', defaultLocale: 'en', locales: {} }
    expect((await send('POST', '/preview', { survey })).statusCode).toBe(400)
  })
})
