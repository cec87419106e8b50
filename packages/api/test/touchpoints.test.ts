import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { payment, publish, type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService()
})

afterAll(() => service.close())

const put = (url: string, body: unknown) => service.admin('PUT', url, body)

describe('a touchpoint', () => {
  test('is made with the default rules, silent until a survey is published', async () => {
    const reply = await put('/v1/touchpoints/checkout.payment', {
      name: 'Payment',
      metadata: { orderValue: 'number' },
    })
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toEqual({
      key: 'checkout.payment',
      name: 'Payment',
      state: 'active',
      revision: 2,
      metadata: { orderValue: 'number' },
      survey: null,
      rules: {
        id: expect.any(String),
        version: 1,
        publishedAt: '2026-03-01T12:00:00.000Z',
        placement: 'inline',
        delaySeconds: 3,
        sampleRate: 1,
        audience: [],
        quietDays: { answered: 90, dismissed: 30, shown: 0 },
        oncePer: null,
        paused: false,
      },
    })
    const served = await service.app.inject(`/v1/projects/${service.keys.publishableKey}/surveys`)
    expect(served.json().surveys).toEqual([])
  })

  test('is renamed under its key, and keeps what it asks', async () => {
    await publish(service, 'renamed')
    const before = (await put('/v1/touchpoints/renamed', { name: 'Old' })).json()
    const after = (await put('/v1/touchpoints/renamed', { name: 'New' })).json()
    expect(after).toEqual({ ...before, name: 'New', revision: before.revision + 1 })
    const listed = (await service.admin('GET', '/v1/touchpoints')).json().touchpoints
    expect(listed.filter(({ key }: { key: string }) => key === 'renamed')).toEqual([after])
  })

  test('keeps the metadata that it takes where only the name is given', async () => {
    const metadata = { orderValue: 'number' }
    await put('/v1/touchpoints/named', { name: 'Old', metadata })
    expect((await put('/v1/touchpoints/named', { name: 'New' })).json()).toMatchObject({
      name: 'New',
      metadata,
    })
    expect((await put('/v1/touchpoints/named', { name: 'New', metadata: null })).json().metadata).toBeNull()
    expect((await put('/v1/touchpoints/named', { name: 'New' })).json().metadata).toBeNull()
    expect((await put('/v1/touchpoints/unnamed', { name: 'New' })).json().metadata).toBeNull()
  })

  test('is made once by two who make it at the same time', async () => {
    const replies = await Promise.all(
      ['One', 'Two', 'Three'].map(name => put('/v1/touchpoints/raced', { name })),
    )
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    const history = (await service.admin('GET', '/v1/touchpoints/raced/history')).json()
    expect(history.rules).toHaveLength(1)
  })

  test.each(['Checkout', 'a b', '-', 'a..b', 'x'.repeat(81)])('cannot have the key %s', async key => {
    const reply = await put(`/v1/touchpoints/${encodeURIComponent(key)}`, { name: 'x' })
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/key' }] })
  })

  test('takes no more of a body than it says, and names the field that is wrong', async () => {
    const refused = async (body: unknown) => (await put('/v1/touchpoints/strict', body)).json().errors
    expect(await refused({ name: ' ' })).toEqual([
      { pointer: '/name', code: 'blank', expected: expect.any(String) },
    ])
    expect(await refused({})).toEqual([{ pointer: '/name', code: 'missing', expected: expect.any(String) }])
    expect(await refused({ name: 'x', projectId: 'other' })).toEqual([
      { pointer: '', code: 'unrecognized-keys', expected: expect.any(String) },
    ])
    expect(await refused({ name: 'x', metadata: { orderValue: 'money' } })).toEqual([
      { pointer: '/metadata/orderValue', code: 'invalid-value', expected: expect.any(String) },
    ])
    expect(await refused({ name: 'x', metadata: { 'no key': 'string' } })).toEqual([
      { pointer: '/metadata', code: 'invalid-key', expected: expect.any(String) },
    ])
  })
})

describe('publishing a survey', () => {
  test('puts a version in force and marks the one before as replaced', async () => {
    await put('/v1/touchpoints/versions', { name: 'Versions' })
    const { warnings: _, ...first } = (
      await put('/v1/touchpoints/versions/survey', { ...payment, note: 'First' })
    ).json()
    expect(first).toMatchObject({
      version: 1,
      metric: 'nps',
      comment: true,
      defaultLocale: 'en',
      locales: payment.locales,
      note: 'First',
      publishedAt: '2026-03-01T12:00:00.000Z',
      replacedAt: null,
    })
    service.clock.now += 60_000
    const changed = structuredClone({ ...payment, series: 'same-question' })
    changed.locales.en.thanks = 'Thanks.'
    const { warnings: __, ...second } = (await put('/v1/touchpoints/versions/survey', changed)).json()
    expect(second).toMatchObject({
      version: 2,
      seriesId: first.seriesId,
      publishedAt: '2026-03-01T12:01:00.000Z',
    })
    expect(second.id).not.toBe(first.id)
    const { locales, ...withoutTexts } = first
    const { surveys } = (
      await service.admin('GET', `/v1/touchpoints/versions/history?texts=${second.id}`)
    ).json()
    expect(surveys).toMatchObject([second, { ...withoutTexts, replacedAt: '2026-03-01T12:01:00.000Z' }])
  })

  test('has texts in the history only where they are asked for, for they are long', async () => {
    await publish(service, 'worded')
    await put('/v1/touchpoints/worded/survey', { ...payment, note: 'Again' })
    const history = async (query = '') =>
      (await service.admin('GET', `/v1/touchpoints/worded/history${query}`)).json().surveys
    const told = await history()
    expect(told.map((survey: object) => 'locales' in survey)).toEqual([false, false])
    const [newest, oldest] = await history(`?texts=${told[1].id.toUpperCase()}`)
    expect(newest).not.toHaveProperty('locales')
    expect(oldest.locales.sv.thanks).toBe('Tack.')
  })

  test('is read from a long history a page at a time, and the oldest is compared and restored', async () => {
    await publish(service, 'long')
    // As many publications would have it, each with a text of its own.
    await sql`
      insert into surveys (project_id, id, touchpoint_id, series_id, version, metric, comment, default_locale, locales,
        published_at, replaced_at)
      select project_id, gen_random_uuid(), touchpoint_id, series_id, version + n, metric, comment, default_locale,
        jsonb_set(locales, '{en,thanks}', to_jsonb('Thanks, ' || n || '.')), published_at, replaced_at
      from surveys, generate_series(1, 229) as n
      where touchpoint_id = (select id from touchpoints where key = 'long')`.execute(service.db)
    await sql`
      update touchpoints set survey_id = (select id from surveys where touchpoint_id = touchpoints.id and version = 230)
      where key = 'long'`.execute(service.db)
    const path = '/v1/touchpoints/long'
    const history = async (query = '') => (await service.admin('GET', `${path}/history${query}`)).json()
    const versions = ({ surveys }: { surveys: { version: number }[] }) =>
      surveys.map(({ version }) => version)
    const first = await history()
    expect([versions(first).at(0), versions(first).at(-1), first.rules.length]).toEqual([230, 131, 1])
    const second = await history('?surveysBefore=131&rulesBefore=1')
    expect([versions(second).at(0), versions(second).at(-1), second.rules.length]).toEqual([130, 31, 0])
    const last = await history('?surveysBefore=31&rulesBefore=1')
    expect(versions(last)).toHaveLength(30)
    const [from, to] = [last.surveys.at(-1).id, first.surveys[0].id]
    const difference = await service.admin('GET', `${path}/difference?from=${from}&to=${to}`)
    expect(difference.json().changes).toMatchObject([{ pointer: '/locales/en/thanks' }])
    const restored = await service.admin('POST', `${path}/restore`, { surveyId: from })
    expect(restored.json()).toMatchObject({ survey: { version: 231 } })
    expect((await service.admin('GET', `${path}/history?surveysBefore=0`)).statusCode).toBe(400)
  })

  test('begins a new series for a new question, and for another metric whatever is said', async () => {
    await publish(service, 'series')
    const same = { ...payment, series: 'same-question' }
    const ces = structuredClone({ ...same, metric: 'ces' })
    for (const texts of Object.values(ces.locales)) Object.assign(texts, { followUps: {}, reasons: {} })
    const inputs = [{ ...payment, note: 'New' }, ces, { ...ces, note: 'Again' }]
    for (const input of inputs) {
      const reply = await put('/v1/touchpoints/series/survey', input)
      expect(reply.statusCode).toBe(200)
    }
    const { surveys } = (await service.admin('GET', '/v1/touchpoints/series/history')).json()
    expect(surveys.map(({ metric }: { metric: string }) => metric)).toEqual(['ces', 'nps', 'nps'])
    expect(new Set(surveys.map(({ seriesId }: { seriesId: string }) => seriesId)).size).toBe(3)
  })

  test('again what already stands changes nothing, so that a retry is harmless', async () => {
    await publish(service, 'retried')
    const same = { ...payment, series: 'same-question' }
    const once = (await put('/v1/touchpoints/retried/survey', same)).json()
    const twice = (await put('/v1/touchpoints/retried/survey', same)).json()
    expect(once.version).toBe(1)
    expect(twice).toEqual(once)
  })

  test('by several at the same time gives each a version, and one is in force', async () => {
    await publish(service, 'crowded')
    const published = await Promise.all(
      Array.from({ length: 6 }, async (_, at) => {
        const input = structuredClone({ ...payment, series: 'same-question' })
        input.locales.en.thanks = `Thanks, ${at}.`
        return (await put('/v1/touchpoints/crowded/survey', input)).json()
      }),
    )
    expect(published.map(({ version }) => version).sort()).toEqual([2, 3, 4, 5, 6, 7])
    const { surveys } = (await service.admin('GET', '/v1/touchpoints/crowded/history')).json()
    const inForce = surveys.filter(({ replacedAt }: { replacedAt: string | null }) => replacedAt === null)
    expect(inForce).toHaveLength(1)
    expect(inForce[0].version).toBe(7)
    const { touchpoints } = (await service.admin('GET', '/v1/touchpoints')).json()
    const crowded = touchpoints.find(({ key }: { key: string }) => key === 'crowded')
    const { locales, ...withoutTexts } = crowded.survey
    expect(inForce[0]).toMatchObject(withoutTexts)
  })

  test('writes locales as everybody does', async () => {
    await put('/v1/touchpoints/locales', { name: 'Locales' })
    const { en, sv } = payment.locales
    const input = { ...payment, defaultLocale: 'EN', locales: { en, 'sv-se': sv } }
    const survey = (await put('/v1/touchpoints/locales/survey', input)).json()
    expect(survey.defaultLocale).toBe('en')
    expect(Object.keys(survey.locales)).toEqual(['en', 'sv-SE'])
  })

  test('keeps texts that Postgres could not, without what it could not', async () => {
    await put('/v1/touchpoints/texts', { name: 'Texts' })
    const input = structuredClone(payment)
    input.locales.en.question = 'H\u0000ow \ud800 cafe\u0301 <b>?'
    const reply = await put('/v1/touchpoints/texts/survey', input)
    expect(reply.json().locales.en.question).toBe('How \ufffd caf\u00e9 <b>?')
  })

  test('to a touchpoint that is not there is told as such', async () => {
    for (const reply of [
      await put('/v1/touchpoints/nowhere/survey', payment),
      await put('/v1/touchpoints/nowhere/rules', {}),
      await service.admin('GET', '/v1/touchpoints/nowhere/history'),
    ]) {
      expect(reply.statusCode).toBe(404)
      expect(reply.json().code).toBe('not-found')
    }
  })

  const help = { label: 'Help', url: 'https://shop.example/help' }
  const review = { label: 'Write a review', url: 'https://www.trustpilot.com/evaluate/shop.example' }
  const afterwards = (survey: typeof payment, words: unknown) => {
    for (const texts of Object.values(survey.locales)) Object.assign(texts, { afterwards: words })
  }

  test('may end with words and links by segment, and with one place for reviews for all', async () => {
    await put('/v1/touchpoints/afterwards', { name: 'Afterwards' })
    const forAll = { promoter: { link: review }, passive: { link: review }, detractor: { link: review } }
    for (const words of [
      { promoter: { text: 'See you.' }, detractor: { text: 'We are sorry.', link: help } },
      { promoter: { link: { ...help, url: 'https://xn--caf-dma.example/å?q=1#there' } } },
      forAll,
      {
        ...forAll,
        promoter: { link: { ...review, label: 'Tell others', url: `${review.url}` }, text: 'See you.' },
      },
    ]) {
      const input = structuredClone(payment)
      afterwards(input, words)
      const reply = await put('/v1/touchpoints/afterwards/survey', input)
      expect(reply.statusCode, reply.body).toBe(200)
      expect(reply.json().locales.sv.afterwards).toEqual(words)
    }
  })

  test('may ask for reasons alone', async () => {
    await put('/v1/touchpoints/reasons', { name: 'Reasons' })
    const published = (await put('/v1/touchpoints/reasons/survey', { ...payment, comment: false })).json()
    expect(published).toMatchObject({ comment: false, version: 1 })
    const other = { ...payment, comment: true, series: 'same-question' }
    expect((await put('/v1/touchpoints/reasons/survey', other)).json()).toMatchObject({
      comment: true,
      version: 2,
    })
  })

  type Change = (survey: typeof payment & Record<string, unknown>) => void
  const refusals: [string, Change, string, string][] = [
    [
      'has no default language',
      it => void Object.assign(it, { defaultLocale: 'fi' }),
      '/locales',
      'lacks-default-locale',
    ],
    [
      'names a language twice',
      it => void Object.assign(it.locales, { EN: it.locales.en }),
      '/locales',
      'not-distinct-language-tags',
    ],
    [
      'lacks a text',
      it => void Reflect.deleteProperty(it.locales.sv, 'thanks'),
      '/locales/sv/thanks',
      'missing',
    ],
    [
      'lacks a label that the default language has',
      it => void Reflect.deleteProperty(it.locales.sv, 'lowLabel'),
      '/locales/sv/lowLabel',
      'not-as-in-default-locale',
    ],
    [
      'lacks a follow-up that the default language has',
      it => void Reflect.deleteProperty(it.locales.sv.followUps, 'promoter'),
      '/locales/sv/followUps/promoter',
      'not-as-in-default-locale',
    ],
    [
      'has a follow-up that the default language lacks',
      it => void Object.assign(it.locales.sv.followUps, { passive: 'Vad saknades?' }),
      '/locales/sv/followUps/passive',
      'not-as-in-default-locale',
    ],
    [
      'has other reasons in another language',
      it => void it.locales.sv.reasons.detractor.pop(),
      '/locales/sv/reasons/detractor',
      'not-as-in-default-locale',
    ],
    [
      'names a reason twice',
      it => {
        for (const texts of Object.values(it.locales)) {
          for (const reason of texts.reasons.detractor) reason.key = 'same'
        }
      },
      '/locales/en/reasons/detractor',
      'duplicate',
    ],
    [
      'has a segment of another metric',
      it => void Object.assign(it.locales.en.followUps, { happy: 'Why?' }),
      '/locales/en/followUps/happy',
      'not-a-segment-of-the-metric',
    ],
    [
      'has a segment that no metric has',
      it => void Object.assign(it.locales.en.followUps, { furious: 'Why?' }),
      '/locales/en/followUps',
      'unrecognized-keys',
    ],
    [
      'labels fewer answers than the scale has',
      it => void Object.assign(it.locales.en, { optionLabels: ['No', 'Yes'] }),
      '/locales/en/optionLabels',
      'not-one-for-each-answer',
    ],
    [
      'does not label pictures',
      it => void Object.assign(it, { metric: 'smileys' }),
      '/locales/en/optionLabels',
      'missing',
    ],
    [
      'labels two pictures alike',
      it => {
        it.metric = 'thumbs'
        Object.assign(it.locales.en, { optionLabels: ['Yes', 'Yes'] })
      },
      '/locales/en/optionLabels',
      'duplicate',
    ],
    [
      'says something else afterwards in another language',
      it => {
        Object.assign(it.locales.en, { afterwards: { promoter: { text: 'See you.' } } })
        Object.assign(it.locales.sv, { afterwards: { promoter: { link: help } } })
      },
      '/locales/sv/afterwards/promoter',
      'not-as-in-default-locale',
    ],
    [
      'says something afterwards to a segment of another metric',
      it => afterwards(it, { happy: { text: 'See you.' } }),
      '/locales/en/afterwards/happy',
      'not-a-segment-of-the-metric',
    ],
    [
      'says nothing afterwards',
      it => afterwards(it, { promoter: {} }),
      '/locales/en/afterwards/promoter',
      'empty',
    ],
    [
      'says white space afterwards',
      it => afterwards(it, { promoter: { text: ' ' } }),
      '/locales/sv/afterwards/promoter/text',
      'blank',
    ],
    [
      'links with nothing to press',
      it => afterwards(it, { promoter: { link: { ...help, label: '\u2003' } } }),
      '/locales/en/afterwards/promoter/link/label',
      'blank',
    ],
    ...['http://shop.example', 'javascript:alert(1)', 'https:help', 'https://a\\b', '/help', 'https://'].map(
      (address): (typeof refusals)[number] => [
        `links to ${address}`,
        it => afterwards(it, { promoter: { link: { ...help, url: address } } }),
        '/locales/en/afterwards/promoter/link/url',
        'invalid-format',
      ],
    ),
    [
      'sends only some to a place for reviews',
      it => afterwards(it, { promoter: { link: review }, passive: { link: review } }),
      '/locales/sv/afterwards/promoter/link/url',
      'review-link-not-for-all',
    ],
    [
      'sends some to another place for reviews',
      it => {
        const other = { ...review, url: 'https://www.trustpilot.com/review/other.example' }
        afterwards(it, { promoter: { link: review }, passive: { link: review }, detractor: { link: other } })
      },
      '/locales/en/afterwards/detractor/link/url',
      'review-link-not-for-all',
    ],
    [
      'asks nothing',
      it => void Object.assign(it.locales.en, { question: '   ' }),
      '/locales/en/question',
      'blank',
    ],
    [
      'asks at length',
      it => void Object.assign(it.locales.en, { question: 'x'.repeat(10_000) }),
      '/locales/en/question',
      'invalid-value',
    ],
    [
      'has a metric that is none',
      it => void Object.assign(it, { metric: 'mood' }),
      '/metric',
      'invalid-value',
    ],
    [
      'labels more answers than any scale has',
      it => void Object.assign(it.locales.en, { optionLabels: Array.from({ length: 12 }, () => '') }),
      '/locales/en/optionLabels',
      'too-big',
    ],
    [
      'has more languages than it may',
      it => {
        for (let at = 0; at < 99; at += 1) Object.assign(it.locales, { [`en-a${100 + at}`]: it.locales.en })
      },
      '/locales',
      'invalid-value',
    ],
    ['has what it should not', it => void Object.assign(it, { projectId: 'x' }), '', 'unrecognized-keys'],
  ]
  test.each(refusals)('is refused where it %s', async (_what, change, pointer, code) => {
    await put('/v1/touchpoints/refused', { name: 'Refused' })
    const input = structuredClone(payment)
    change(input)
    const reply = await put('/v1/touchpoints/refused/survey', input)
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code: 'validation-failed', status: 400 })
    expect(reply.json().errors).toContainEqual({ pointer, code, expected: expect.any(String) })
    const { surveys } = (await service.admin('GET', '/v1/touchpoints/refused/history')).json()
    expect(surveys).toEqual([])
  })
})

test('a list that is too long is one fault, and none of its parts is looked at', async () => {
  const input = structuredClone(payment)
  Object.assign(input.locales.en, { optionLabels: Array.from({ length: 2_000 }, () => '') })
  const reply = await put('/v1/touchpoints/refused/survey', input)
  expect(reply.json().errors).toEqual([
    { pointer: '/locales/en/optionLabels', code: 'too-big', expected: expect.any(String) },
  ])
  Object.assign(input.locales.en, { optionLabels: Array.from({ length: 60_000 }, () => '') })
  expect((await put('/v1/touchpoints/refused/survey', input)).json().code).toBe('malformed-body')
})

test('an object that is too long is refused as a whole', async () => {
  const metadata = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, at) => [`key${at}`, 'string']))
  expect((await put('/v1/touchpoints/keys', { name: 'x', metadata: metadata(100) })).statusCode).toBe(200)
  const reply = await put('/v1/touchpoints/keys', { name: 'x', metadata: metadata(101) })
  expect(reply.json()).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/metadata' }] })
  const long = await put('/v1/touchpoints/keys', { name: 'x', metadata: metadata(2_001) })
  expect(long.json().code).toBe('malformed-body')
})

describe('publishing rules', () => {
  test('puts a version in force, with a default for what is left out', async () => {
    await publish(service, 'ruled')
    const rules = {
      placement: 'corner',
      delaySeconds: 5,
      sampleRate: 0.25,
      audience: [{ key: 'orderValue', gte: 100 }],
      quietDays: { answered: 1, dismissed: 2, shown: 3 },
      oncePer: 'orderId',
      paused: true,
    }
    const second = (await put('/v1/touchpoints/ruled/rules', rules)).json()
    expect(second).toMatchObject({ ...rules, version: 2 })
    expect((await put('/v1/touchpoints/ruled/rules', rules)).json()).toEqual(second)
    const served = await service.app.inject(`/v1/projects/${service.keys.publishableKey}/surveys`)
    const survey = served
      .json()
      .surveys.find(({ touchpoint }: { touchpoint: string }) => touchpoint === 'ruled')
    expect(survey).toMatchObject({ ...rules, rulesId: second.id })
    const third = (await put('/v1/touchpoints/ruled/rules', {})).json()
    expect(third).toMatchObject({
      placement: 'inline',
      sampleRate: 1,
      oncePer: null,
      paused: false,
      version: 3,
    })
    const history = (await service.admin('GET', '/v1/touchpoints/ruled/history')).json()
    expect(history.rules.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1])
    expect(history.surveys).toHaveLength(1)
  })

  test.each([
    [{ sampleRate: 0 }, '/sampleRate', 'too-small'],
    [{ sampleRate: 1.5 }, '/sampleRate', 'too-big'],
    [{ delaySeconds: -1 }, '/delaySeconds', 'too-small'],
    [{ placement: 'popup' }, '/placement', 'invalid-value'],
    [{ quietDays: { answered: -1 } }, '/quietDays/answered', 'too-small'],
    [{ oncePer: 'order id' }, '/oncePer', 'invalid-format'],
    [{ paused: 'yes' }, '/paused', 'invalid-type'],
    [{ audience: [{ key: 'orderValue' }] }, '/audience/0', 'no-condition'],
    [{ audience: [{ key: 'orderValue', in: [] }] }, '/audience/0/in', 'empty'],
    [{ audience: [{ key: 'orderValue', gte: 2, lte: 1 }] }, '/audience/0', 'empty-range'],
  ])('refuses %j', async (rules, pointer, code) => {
    const reply = await put('/v1/touchpoints/ruled/rules', rules)
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors).toContainEqual({ pointer, code, expected: expect.any(String) })
  })

  describe('for an audience that the touchpoint can have', () => {
    const metadata = { orderValue: 'number', paymentMethod: 'string', member: 'boolean' }
    const audience = (...conditions: object[]) => put('/v1/touchpoints/known/rules', { audience: conditions })
    beforeAll(() => put('/v1/touchpoints/known', { name: 'Known', metadata }))

    test('takes conditions of its keys and their types', async () => {
      const reply = await audience(
        { key: 'orderValue', gte: 1, lte: 9 },
        { key: 'orderValue', in: [1, 2] },
        { key: 'paymentMethod', eq: 'card' },
        { key: 'member', eq: true },
      )
      expect(reply.statusCode).toBe(200)
    })

    const keys = 'a key that the touchpoint takes: member, orderValue, paymentMethod'
    test.each([
      [{ key: 'ordervalue', gte: 1 }, '/audience/0/key', 'not-in-metadata', keys],
      [{ key: 'toString', eq: 'x' }, '/audience/0/key', 'not-in-metadata', keys],
      [
        { key: 'orderValue', eq: '420' },
        '/audience/0/eq',
        'not-of-its-type',
        "a number, as the touchpoint's metadata has it",
      ],
      [
        { key: 'paymentMethod', in: ['card', 1] },
        '/audience/0/in/1',
        'not-of-its-type',
        "a string, as the touchpoint's metadata has it",
      ],
      [
        { key: 'paymentMethod', gte: 1 },
        '/audience/0/gte',
        'not-of-its-type',
        "eq or in, for the touchpoint's metadata has a string here",
      ],
    ])('refuses %j', async (condition, pointer, code, expected) => {
      const reply = await audience(condition)
      expect(reply.statusCode).toBe(400)
      expect(reply.json().errors).toEqual([{ pointer, code, expected }])
    })

    test('keeps the touchpoint from losing what the rules in force ask for', async () => {
      await audience({ key: 'orderValue', gte: 1 }, { key: 'paymentMethod', eq: 'card' })
      const losing = await put('/v1/touchpoints/known', {
        name: 'Known',
        metadata: { orderValue: 'string', items: 'number' },
      })
      expect(losing.statusCode).toBe(400)
      expect(losing.json().errors).toEqual([
        {
          pointer: '/metadata',
          code: 'not-in-metadata',
          expected: 'paymentMethod among the keys, for the rules in force use it',
        },
        {
          pointer: '/metadata/orderValue',
          code: 'not-of-its-type',
          expected: 'the type of the values that the rules in force compare it with',
        },
      ])
      const more = { ...metadata, items: 'number' }
      expect((await put('/v1/touchpoints/known', { name: 'Known', metadata: more })).statusCode).toBe(200)
    })

    test('takes any where the touchpoint does', async () => {
      await put('/v1/touchpoints/any', { name: 'Any', metadata: null })
      const reply = await put('/v1/touchpoints/any/rules', { audience: [{ key: 'whatever', gte: 1 }] })
      expect(reply.statusCode).toBe(200)
    })

    test('names no more keys than fit', async () => {
      const many = Object.fromEntries(
        Array.from({ length: 100 }, (_, at) => [`${'k'.repeat(36)}${at}`, 'string']),
      )
      await put('/v1/touchpoints/many', { name: 'Many', metadata: many })
      const reply = await put('/v1/touchpoints/many/rules', { audience: [{ key: 'other', eq: 'x' }] })
      expect(reply.body.length).toBeLessThan(2_048)
      expect(reply.json().errors[0].expected).toMatch(/k0, .* and 88 more$/)
    })
  })

  test('once per a key that the touchpoint takes, and keeps it from losing that', async () => {
    const taking = (metadata: unknown) => put('/v1/touchpoints/once', { name: 'Once', metadata })
    await taking({ orderId: 'string' })
    for (const oncePer of ['order', 'toString']) {
      const refused = await put('/v1/touchpoints/once/rules', { oncePer })
      expect(refused.json().errors).toEqual([
        { pointer: '/oncePer', code: 'not-in-metadata', expected: expect.any(String) },
      ])
    }
    expect((await put('/v1/touchpoints/once/rules', { oncePer: 'orderId' })).statusCode).toBe(200)
    const losing = await taking({ orderValue: 'number' })
    expect(losing.statusCode).toBe(400)
    expect(losing.json().errors).toEqual([
      { pointer: '/metadata', code: 'not-in-metadata', expected: expect.any(String) },
    ])
    expect((await taking(null)).statusCode).toBe(200)
    expect((await put('/v1/touchpoints/once/rules', { oncePer: 'anything' })).statusCode).toBe(200)
  })
})
