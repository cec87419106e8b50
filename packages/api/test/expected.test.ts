import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { payment, publish, type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService()
  await publish(service, 'asked')
  await service.admin('PUT', '/v1/touchpoints/asked', {
    name: 'Asked',
    metadata: { orderValue: 'number', paymentMethod: 'string', member: 'boolean' },
  })
})

afterAll(() => service.close())

const put = (url: string, body: unknown) => service.admin('PUT', url, body)

/** What the refusal of `body` says is expected, by pointer. */
async function expectedBy(url: string, body: unknown): Promise<Record<string, string>> {
  const { errors } = (await put(url, body)).json()
  return Object.fromEntries(
    errors.map(({ pointer, expected }: { pointer: string; expected: string }) => [pointer, expected]),
  )
}

const rules = '/v1/touchpoints/asked/rules'
const survey = '/v1/touchpoints/asked/survey'

describe('a refusal says what is expected', () => {
  test.each<[url: string, pointer: string, expected: string, body: unknown]>([
    [rules, '/placement', 'one of inline, corner', { placement: 'popup' }],
    [rules, '/sampleRate', 'a number from 0 to 1, more than 0', { sampleRate: 0 }],
    [rules, '/delaySeconds', 'a number from 0 to 600', { delaySeconds: -1 }],
    [rules, '/quietDays/answered', 'a number from 0 to 3650', { quietDays: { answered: 'x' } }],
    [rules, '/paused', 'true or false', { paused: 1 }],
    [
      rules,
      '/audience/0/eq',
      'a text of at most 256 characters, or a number, or true or false',
      { audience: [{ key: 'orderValue', eq: [] }] },
    ],
    [
      rules,
      '/audience/0/key',
      'a letter, then up to 39 letters, digits, _ . or -',
      { audience: [{ gte: 1 }] },
    ],
    [rules, '/audience', 'a list of at most 20', { audience: 'all' }],
    [rules, '/quietDays', 'no keys but answered, dismissed, shown', { quietDays: { forgotten: 1 } }],
    [
      rules,
      '/oncePer',
      'a letter, then up to 39 letters, digits, _ . or -, or null',
      { oncePer: 'order id' },
    ],
    [survey, '/series', 'one of same-question, new-question', {}],
    [survey, '/metric', 'one of nps, csat, ces, thumbs, smileys, stars', { ...payment, metric: 'mood' }],
    [survey, '/note', expect.stringContaining('one line of 1 to 500 characters'), { ...payment, note: '' }],
    [
      survey,
      '/locales',
      'keys that are each a language tag (BCP 47): sv, pt-BR',
      { ...payment, locales: { 'no tag!': {} } },
    ],
    [survey, '/locales/en', 'an object with question, thanks', { ...payment, locales: { en: [] } }],
    [
      '/v1/project',
      '/theme/accent',
      '#rgb or #rrggbb',
      { name: 'x', origins: [], theme: { accent: 'teal' } },
    ],
    [
      '/v1/project',
      '/theme/radius',
      'a whole number from 0 to 32',
      { name: 'x', origins: [], theme: { radius: 1.5 } },
    ],
    [
      '/v1/project',
      '/origins/0',
      'an origin: https://shop.example, https://*.shop.example, or null',
      { name: 'x', origins: ['shop.example'], theme: {} },
    ],
    [
      '/v1/project',
      '/theme/accent',
      'a contrast of 4.5:1 or more between accent and onAccent',
      { name: 'x', origins: [], theme: { accent: '#777' } },
    ],
    ['/v1/touchpoints/asked', '', 'an object with name', null],
    [
      '/v1/touchpoints/A',
      '/key',
      'lower-case letters and digits, in parts joined by . _ or -, up to 80: checkout.payment',
      { name: 'x' },
    ],
  ])('%s at %s: %s', async (url, pointer, expected, body) => {
    expect(await expectedBy(url, body)).toMatchObject({ [pointer]: expected })
  })

  test('in a sentence about the first fault, with the number of the others', async () => {
    const one = (await put(rules, { sampleRate: 2 })).json()
    expect(one.detail).toBe('/sampleRate cannot be taken; expected: a number from 0 to 1, more than 0')
    const lacking = (await put(survey, { metric: 'nps' })).json()
    expect(lacking.detail).toBe(
      '/series is missing; expected: one of same-question, new-question (and 2 more)',
    )
    const unknown = (await put('/v1/touchpoints/asked', { name: 'x', title: 'y' })).json()
    expect(unknown.detail).toBe('The body has a key that is not taken; expected: no keys but name, metadata')
    const query = (await service.admin('GET', '/v1/responses?sort=score')).json()
    expect(query.detail).toMatch(/^The query has a key that is not taken; expected: no keys but verified, /)
  })

  test('and calls what is missing so, whatever it would be', async () => {
    const { errors } = (await put(survey, {})).json()
    expect(errors.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/series', 'missing'],
      ['/metric', 'missing'],
      ['/defaultLocale', 'missing'],
      ['/locales', 'missing'],
    ])
  })

  test('also to pages that post', async () => {
    const post = (payload: object) =>
      service.app.inject({
        method: 'POST',
        url: '/v1/responses',
        payload,
        headers: { origin: 'https://shop.example' },
      })
    const lacking = (await post({ key: service.keys.publishableKey })).json()
    expect(lacking.errors).toEqual([
      { pointer: '/responses', code: 'missing', expected: 'a list of 1 to 20' },
    ])
    const unknown = (await post({ responses: [1], token: 'x' })).json()
    expect(unknown.detail).toBe('The body has a key that is not taken; expected: no keys but key, responses')
  })

  test('and never repeats what was sent', async () => {
    const secret = 'sk_secret'
    for (const body of [
      { name: [secret] },
      { name: 'x', [secret]: 1 },
      { name: 'x', metadata: { [`${secret} key`]: 'string' } },
      { name: 'x', metadata: { [`a/b/${secret}`]: secret } },
    ]) {
      const reply = await put('/v1/touchpoints/asked', body)
      expect(reply.statusCode).toBe(400)
      expect(reply.body).not.toContain(secret)
    }
  })

  test('and which methods an address has', async () => {
    const reply = await service.admin('DELETE', survey)
    expect(reply.json()).toMatchObject({ code: 'method-not-allowed', detail: 'This address takes PUT' })
    expect((await service.admin('DELETE', '/v1/responses')).json().detail).toBe(
      'This address takes GET, HEAD, POST',
    )
  })
})

describe('a survey that is refused', () => {
  const faults = async (change: (input: typeof payment & Record<string, unknown>) => void) => {
    const input = structuredClone(payment)
    change(input)
    return (await put(survey, input)).json().errors
  }

  test('is told all that a language lacks in one go', async () => {
    const errors = await faults(it => {
      Object.assign(it.locales, { sv: { lowLabel: 'Inte alls troligt' } })
    })
    expect(errors).toEqual([
      { pointer: '/locales/sv/question', code: 'missing', expected: 'a text of 1 to 200 characters' },
      { pointer: '/locales/sv/thanks', code: 'missing', expected: 'a text of 1 to 200 characters' },
      {
        pointer: '/locales/sv/highLabel',
        code: 'not-as-in-default-locale',
        expected: 'a text, as in the default language',
      },
      {
        pointer: '/locales/sv/followUps/detractor',
        code: 'not-as-in-default-locale',
        expected: 'a text, as in the default language',
      },
      {
        pointer: '/locales/sv/followUps/promoter',
        code: 'not-as-in-default-locale',
        expected: 'a text, as in the default language',
      },
      {
        pointer: '/locales/sv/reasons/detractor',
        code: 'not-as-in-default-locale',
        expected: 'reasons with the same keys as in the default language',
      },
    ])
  })

  test('is told what the metric wants', async () => {
    expect(
      await faults(it => {
        it.metric = 'smileys'
        for (const texts of Object.values(it.locales)) Object.assign(texts, { followUps: {}, reasons: {} })
      }),
    ).toContainEqual({
      pointer: '/locales/en/optionLabels',
      code: 'missing',
      expected: 'a list of 4 names, one for each answer from 1 to 4, lowest first',
    })
    expect(await faults(it => void Object.assign(it.locales.en.followUps, { happy: 'Why?' }))).toContainEqual(
      {
        pointer: '/locales/en/followUps/happy',
        code: 'not-a-segment-of-the-metric',
        expected: 'one of detractor, passive, promoter',
      },
    )
  })
})
