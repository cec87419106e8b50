import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type SurveysBody, surveysBody } from '@tyck/shared/contract/surveys'
import { originHash } from '@tyck/shared/origin'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { payment, publish, type Service, startService } from './service.ts'

let service: Service
let url: string

beforeAll(async () => {
  service = await startService()
  url = `/v1/projects/${service.keys.publishableKey}/surveys`
  await publish(service, 'checkout.payment')
})

afterAll(() => service.close())

async function surveys(query = ''): Promise<SurveysBody> {
  return (await service.app.inject(url + query)).json()
}

async function first(query = '') {
  const [survey] = (await surveys(query)).surveys
  if (!survey) throw new Error('No survey was served')
  return survey
}

/** Every key of a value, at any depth, with numbers for `*`: what is told, without what it says. */
function paths(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(each => paths(each, `${at}[]`))
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([key, each]) => paths(each, at === '' ? key : `${at}.${key}`))
}

describe('the surveys of a project', () => {
  test('tell exactly what a widget may know', async () => {
    const body = await surveys()
    expect([...new Set(paths(body))].sort()).toMatchSnapshot()
    expect(surveysBody.strict().parse(body)).toEqual(body)
  })

  test('say how they may be cached, to everybody, without a cookie', async () => {
    const { headers } = await service.app.inject({ url, headers: { origin: 'https://shop.example' } })
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Retry-After, ETag',
      'cache-control': 'public, max-age=60, stale-if-error=604800',
      'content-type': 'application/json; charset=utf-8',
      vary: 'Accept-Encoding',
    })
    expect(headers.etag).toMatch(/^"[\w-]+"$/)
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers).not.toHaveProperty('access-control-allow-credentials')
  })

  test('are not sent again to who has them, in whatever encoding', async () => {
    const { headers } = await service.app.inject(url)
    const again = await service.app.inject({ url, headers: { 'if-none-match': `"other", ${headers.etag}` } })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
    expect(again.headers).toMatchObject({ etag: headers.etag, 'access-control-allow-origin': '*' })
    const packed = await service.app.inject({ url, headers: { 'accept-encoding': 'br' } })
    const headersAgain = { 'accept-encoding': 'gzip', 'if-none-match': `${packed.headers.etag}` }
    expect((await service.app.inject({ url, headers: headersAgain })).statusCode).toBe(304)
    const changed = await service.app.inject({ url, headers: { 'if-none-match': '"other"' } })
    expect(changed.statusCode).toBe(200)
  })

  test('come compressed where that is taken, each encoding under its own ETag', async () => {
    const plain = await service.app.inject(url)
    const br = await service.app.inject({ url, headers: { 'accept-encoding': 'gzip, deflate, br' } })
    const gzip = await service.app.inject({ url, headers: { 'accept-encoding': 'gzip, br;q=0' } })
    expect(br.headers['content-encoding']).toBe('br')
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body)
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body)
    expect(new Set([plain, br, gzip].map(({ headers }) => headers.etag)).size).toBe(3)
  })

  test.each([
    ['sv', 'sv'],
    ['sv-SE', 'sv'],
    ['sv-se', 'sv'],
    ['sv_SE', 'sv'],
    ['en-GB-oxendict', 'en'],
    ['fi', 'en'],
    ['', 'en'],
    ['%00', 'en'],
    ['x'.repeat(5000), 'en'],
  ])('come for %s in %s', async (wanted, locale) => {
    expect(await first(`?locale=${wanted}`)).toMatchObject({ locale })
  })

  test('bring the words of the widget in the language of each survey', async () => {
    expect((await first('?locale=sv')).words.send).toBe('Skicka')
    expect((await first('?locale=fr')).words.send).toBe('Send')
  })

  test('are served in a neighbouring language rather than in the default one', async () => {
    const { en, sv } = payment.locales
    await publish(service, 'neighbours', { ...payment, locales: { en, 'sv-FI': sv, 'nb-NO': sv } })
    const localeFor = async (wanted: string) =>
      (await surveys(`?locale=${wanted}`)).surveys.find(({ touchpoint }) => touchpoint === 'neighbours')
        ?.locale
    expect(await localeFor('sv-SE')).toBe('sv-FI')
    expect(await localeFor('no')).toBe('nb-NO')
    expect(await localeFor('nn')).toBe('nb-NO')
  })

  test('run from right to left in the languages that do', async () => {
    const { en } = payment.locales
    const locales = Object.fromEntries(['en', 'ar', 'he', 'fa', 'ur', 'az', 'az-Arab'].map(tag => [tag, en]))
    await publish(service, 'directions', { ...payment, locales })
    const directions = await Promise.all(
      Object.keys(locales).map(async tag => {
        const found = (await surveys(`?locale=${tag}`)).surveys.find(each => each.touchpoint === 'directions')
        return [tag, found?.direction]
      }),
    )
    expect(Object.fromEntries(directions)).toEqual({
      en: 'ltr',
      ar: 'rtl',
      he: 'rtl',
      fa: 'rtl',
      ur: 'rtl',
      az: 'ltr',
      'az-Arab': 'rtl',
    })
  })

  test('spell out the answers of each scale', async () => {
    const { options } = await first()
    expect(options).toHaveLength(11)
    expect(options?.[0]).toEqual({ score: 0, segment: 'detractor', name: '0, Not at all likely' })
    expect(options?.[5]).toEqual({ score: 5, segment: 'detractor', name: '5' })
    expect(options?.[10]).toEqual({ score: 10, segment: 'promoter', name: '10, Very likely' })
    const { thanks } = payment.locales.en
    const thumbs = { question: 'Did it work?', optionLabels: ['No', 'Yes'], thanks }
    await publish(service, 'thumbs', { ...payment, metric: 'thumbs', locales: { en: thumbs } })
    const served = (await surveys()).surveys.find(({ touchpoint }) => touchpoint === 'thumbs')
    expect(served?.options?.map(({ score, name, label, icon }) => [score, name, label, typeof icon])).toEqual(
      [
        [1, 'Yes', 'Yes', 'string'],
        [0, 'No', 'No', 'string'],
      ],
    )
  })

  test('name no allowed origin, only its hash', async () => {
    const origins = ['https://shop.example', 'https://*.shop.example']
    await service.admin('PUT', '/v1/project', { name: 'Shop', origins, theme: { accent: '#0A6C74' } })
    const reply = await service.app.inject(url)
    expect(reply.json().project).toEqual({ theme: { accent: '#0A6C74' }, origins: origins.map(originHash) })
    expect(reply.body).not.toContain('shop.example')
    await service.admin('PUT', '/v1/project', { name: 'Shop', origins: [], theme: {} })
  })

  test('tell all that is not default, and no more', async () => {
    await service.admin('PUT', '/v1/touchpoints/whole', { name: 'Whole', metadata: { orderId: 'string' } })
    const link = { label: 'Help', url: 'https://shop.example/help' }
    const input = structuredClone({ ...payment, comment: false, note: 'Ours alone' })
    for (const texts of Object.values(input.locales)) {
      Object.assign(texts, { afterwards: { detractor: { text: 'We are sorry.', link } } })
    }
    expect((await service.admin('PUT', '/v1/touchpoints/whole/survey', input)).statusCode).toBe(200)
    const rules = {
      placement: 'corner',
      oncePer: 'orderId',
      paused: true,
      audience: [{ key: 'orderId', eq: 'A' }],
    }
    expect((await service.admin('PUT', '/v1/touchpoints/whole/rules', rules)).statusCode).toBe(200)
    const theme = {
      ...{ scheme: 'dark', frame: 'card', accent: '#0A6C74', onAccent: '#fff', accentDark: '#5ec4cb' },
      ...{
        onAccentDark: '#15181b',
        surface: '#fff',
        text: '#000',
        surfaceDark: '#000',
        textDark: '#fff',
        radius: 4,
      },
    }
    const settings = {
      budget: { per: 'P30D', showings: 2 },
      acrossDevices: true,
      respectGpc: true,
      identity: 'prefer',
    }
    const project = { name: 'Shop', origins: ['https://shop.example'], theme, ...settings }
    expect((await service.admin('PUT', '/v1/project', project)).statusCode).toBe(200)

    const body = await surveys()
    const whole = body.surveys.filter(({ touchpoint }) => touchpoint === 'whole')
    expect([...new Set(paths({ ...body, surveys: whole }))].sort()).toMatchSnapshot()
    expect(surveysBody.strict().parse(body)).toEqual(body)
    expect(body.project).toEqual({
      theme: {
        accent: '#0A6C74',
        'on-accent': '#fff',
        'accent-dark': '#5ec4cb',
        'on-accent-dark': '#15181b',
        surface: '#fff',
        text: '#000',
        'surface-dark': '#000',
        'text-dark': '#fff',
        radius: '4px',
      },
      scheme: 'dark',
      frame: 'card',
      budget: { per: 'P30D', showings: 2 },
      acrossDevices: true,
      respectGpc: true,
      origins: project.origins.map(originHash),
    })
    expect(whole[0]?.followUps).not.toHaveProperty('promoter')
    expect(whole[0]).toMatchObject({
      comment: false,
      // That of the promoters has no reasons to choose from.
      followUps: { detractor: payment.locales.en.followUps.detractor },
      afterwards: { detractor: { text: 'We are sorry.', link } },
      paused: true,
      oncePer: 'orderId',
    })

    const plain = { name: 'Shop', origins: [], theme: { scheme: 'auto', frame: 'plain' } }
    expect((await service.admin('PUT', '/v1/project', plain)).statusCode).toBe(200)
    expect((await surveys()).project).toEqual({ theme: {}, origins: [] })
  })

  test('of a time before there were afterwords are served without', async () => {
    await publish(service, 'older')
    await service.db
      .updateTable('surveys')
      .set({ locales: sql`locales #- '{en,afterwards}' #- '{sv,afterwards}'` })
      .where('id', '=', (await surveys()).surveys.find(({ touchpoint }) => touchpoint === 'older')?.id ?? '')
      .execute()
    service.clock.now += 1_000
    const older = (await surveys()).surveys.find(({ touchpoint }) => touchpoint === 'older')
    expect(older).toMatchObject({ question: payment.locales.en.question })
    expect(older).not.toHaveProperty('afterwards')
    // What stands is what would be published, so that a retry changes nothing.
    const again = await service.admin('PUT', '/v1/touchpoints/older/survey', {
      ...payment,
      series: 'same-question',
    })
    expect(again.json()).toMatchObject({ id: older?.id, version: 1 })
  })

  const changed = structuredClone({ ...payment, series: 'same-question' })
  changed.locales.en.question = 'How likely is it that you recommend us?'
  test.each([
    ['survey', '/v1/touchpoints/checkout.payment/survey', changed],
    ['rules', '/v1/touchpoints/checkout.payment/rules', { sampleRate: 0.5 }],
    ['metadata', '/v1/touchpoints/checkout.payment', { name: 'Payment', metadata: { items: 'number' } }],
    ['theme', '/v1/project', { name: 'Shop', origins: [], theme: { accent: '#7a1f5c' } }],
  ])('change with another %s, at once where it was published', async (_what, admin, body) => {
    const before = await service.app.inject(url)
    expect((await service.admin('PUT', admin, body)).statusCode).toBe(200)
    const after = await service.app.inject({ url, headers: { 'if-none-match': `${before.headers.etag}` } })
    expect(after.statusCode).toBe(200)
    expect(after.headers.etag).not.toBe(before.headers.etag)
  })

  test('change within a second where another process published', async () => {
    await service.app.inject(url)
    await service.db.updateTable('projects').set({ theme: '{"accent":"#000"}' }).execute()
    expect((await surveys()).project.theme).toEqual({ accent: '#7a1f5c' })
    service.clock.now += 1_000
    expect((await surveys()).project.theme).toEqual({ accent: '#000' })
  })

  test.each(['pk_unknown', 'sk_unknown', 'x', '%F0%9F%98%80', "pk_';drop"])(
    'are not found under the key %s',
    async key => {
      const reply = await service.app.inject(`/v1/projects/${key}/surveys`)
      expect(reply.statusCode).toBe(404)
      expect(reply.json()).toMatchObject({ code: 'not-found', status: 404 })
      expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
    },
  )

  test('answer HEAD and a preflight', async () => {
    expect((await service.app.inject({ method: 'HEAD', url })).headers.etag).toMatch(/^"/)
    const preflight = await service.app.inject({ method: 'OPTIONS', url: '/v1/responses' })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': expect.stringContaining('Content-Type'),
    })
  })
})
