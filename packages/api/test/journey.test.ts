import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lockProject } from '../src/store/projects.ts'
import { inTransaction } from '../src/store/transaction.ts'
import { payment, publish, type Service, startService } from './service.ts'
import { untilWaiting } from './untilWaiting.ts'

let service: Service

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())

const put = (url: string, body: object) => service.admin('PUT', url, body)
const keysOf = (body: { touchpoints: { key: string }[] }) => body.touchpoints.map(({ key }) => key)
const list = async (query = '') => keysOf((await service.admin('GET', `/v1/touchpoints${query}`)).json())
const historyOf = async (key: string) => (await service.admin('GET', `/v1/touchpoints/${key}/history`)).json()

describe('the journey', () => {
  test('has new touchpoints at its end, and is put in another order', async () => {
    for (const key of ['zoo', 'cart', 'payment', 'delivery'])
      await put(`/v1/touchpoints/${key}`, { name: key })
    expect(await list()).toEqual(['zoo', 'cart', 'payment', 'delivery'])
    const ordered = await put('/v1/touchpoints', { order: ['cart', 'delivery', 'zoo', 'payment'] })
    expect(keysOf(ordered.json())).toEqual(['cart', 'delivery', 'zoo', 'payment'])
    expect(await list()).toEqual(['cart', 'delivery', 'zoo', 'payment'])
  })

  test('is ordered by one at a time', async () => {
    const { db, keys } = service
    const order = ['payment', 'cart', 'delivery', 'zoo']
    let ordered: ReturnType<typeof put> | undefined
    await inTransaction(db, async trx => {
      await lockProject(trx, keys.id)
      ordered = put('/v1/touchpoints', { order })
      expect(await untilWaiting(db, ordered)).toBe('waiting')
    })
    expect((await ordered)?.statusCode).toBe(200)
    expect(await list()).toEqual(order)
  })

  test('names every touchpoint once, and none that is not there', async () => {
    const before = await list()
    const { errors } = (await put('/v1/touchpoints', { order: ['cart', 'cart', 'nowhere'] })).json()
    expect(errors).toMatchObject([
      { pointer: '/order/1', code: 'duplicate' },
      { pointer: '/order/2', code: 'unknown' },
    ])
    const short = (await put('/v1/touchpoints', { order: before.slice(1) })).json()
    expect(short.errors).toMatchObject([{ pointer: '/order', code: 'incomplete' }])
    expect(await list()).toEqual(before)
  })
})

describe('a touchpoint', () => {
  const asked = async () => {
    const body = (await service.app.inject(`/v1/projects/${service.keys.publishableKey}/surveys`)).json()
    return Object.fromEntries(
      body.surveys.map((each: { touchpoint: string; paused?: true }) => [
        each.touchpoint,
        each.paused ?? false,
      ]),
    )
  }

  test('is paused and asks again, which its history tells, and a draft goes on', async () => {
    await publish(service, 'paused')
    const { survey, rules } = (await service.admin('GET', '/v1/touchpoints/paused')).json()
    const { metric, defaultLocale, locales } = survey
    const { id: _id, version: _v, publishedAt: _at, paused: _paused, ...settings } = rules
    const draft = {
      survey: { metric, defaultLocale, locales },
      rules: { ...settings, sampleRate: 0.5 },
      metadata: null,
    }
    const any = { 'if-match': '*' }
    await service.admin('PUT', '/v1/touchpoints/paused/draft', draft, undefined, any)

    const paused = (await put('/v1/touchpoints/paused/state', { state: 'paused' })).json()
    expect(paused).toMatchObject({ state: 'paused', rules: { paused: true, version: 2 } })
    expect((await asked()).paused).toBe(true)
    const published = await service.admin('POST', '/v1/touchpoints/paused/publish', {}, undefined, any)
    expect(published.json().touchpoint).toMatchObject({
      state: 'paused',
      rules: { sampleRate: 0.5, version: 3 },
    })

    await put('/v1/touchpoints/paused/state', { state: 'active' })
    await put('/v1/touchpoints/paused/state', { state: 'active' })
    expect((await asked()).paused).toBe(false)
    const versions = (await historyOf('paused')).rules
    expect(versions.map(({ paused }: { paused: boolean }) => paused)).toEqual([false, true, true, false])
  })

  test('that is archived asks nobody, takes nothing new, keeps what was shown before, and can be taken back', async () => {
    await publish(service, 'archived')
    const { survey, rules } = (await service.admin('GET', '/v1/touchpoints/archived')).json()
    const archived = await put('/v1/touchpoints/archived/state', { state: 'archived' })
    expect(archived.json().state).toBe('archived')
    expect(await list()).not.toContain('archived')
    await publish(service, 'after-archived')
    expect((await list('?archived=true')).slice(-2)).toEqual(['after-archived', 'archived'])
    expect(await asked()).not.toHaveProperty('archived')
    for (const [rest, body] of [
      ['/survey', payment],
      ['/rules', {}],
    ] as const) {
      const refused = await put(`/v1/touchpoints/archived${rest}`, body)
      expect([refused.statusCode, refused.json().code]).toEqual([409, 'touchpoint-archived'])
    }

    service.clock.now += 60_000
    const state = (shownAgoMs: number) => ({
      id: randomUUID(),
      seq: 1,
      surveyId: survey.id,
      rulesId: rules.id,
      shownAgoMs,
      changedAgoMs: 0,
      score: 9,
    })
    const posted = await service.admin('POST', '/v1/responses', { responses: [state(90_000), state(1_000)] })
    expect(posted.json().results.map(({ status }: { status: string }) => status)).toEqual([
      'stored',
      'rejected',
    ])

    expect((await put('/v1/touchpoints/archived/state', { state: 'active' })).json()).toMatchObject({
      state: 'active',
      survey: { id: survey.id, replacedAt: null },
    })
    expect(await list()).toContain('archived')
  })
})

describe('an older version', () => {
  test('is told apart from a newer one, part by part', async () => {
    await publish(service, 'compared')
    const changed = structuredClone({ ...payment, series: 'same-question' })
    changed.locales.en.question = 'Would you recommend us?'
    await put('/v1/touchpoints/compared/survey', changed)
    await put('/v1/touchpoints/compared/rules', { quietDays: { answered: 7 } })
    const { surveys, rules } = await historyOf('compared')
    const difference = async ([to, from]: { id: string }[]) =>
      (await service.admin('GET', `/v1/touchpoints/compared/difference?from=${from?.id}&to=${to?.id}`)).json()
    expect(await difference(surveys)).toEqual({
      changes: [
        {
          part: 'survey',
          pointer: '/locales/en/question',
          before: payment.locales.en.question,
          after: 'Would you recommend us?',
        },
      ],
    })
    expect(await difference(rules)).toEqual({
      changes: [{ part: 'rules', pointer: '/quietDays/answered', before: 90, after: 7 }],
    })
    expect(await difference([surveys[0], rules[0]])).toMatchObject({ code: 'not-found' })
  })

  test('is published anew, in its own series, with who did it and why', async () => {
    await publish(service, 'restored')
    const other = structuredClone(payment)
    other.locales.en.question = 'Would you come back?'
    await put('/v1/touchpoints/restored/survey', other)
    const [second, first] = (await historyOf('restored')).surveys
    const restore = (body: object) => service.admin('POST', '/v1/touchpoints/restored/restore', body)
    const restored = await restore({ surveyId: first.id, note: 'It was better' })
    expect(restored.json().survey).toMatchObject({
      version: 3,
      seriesId: first.seriesId,
      locales: payment.locales,
      note: 'It was better',
    })
    const { surveys } = await historyOf('restored')
    expect(surveys[0]).toMatchObject({ by: { kind: 'key', name: 'First key' }, replacedAt: null })
    expect(surveys[1]).toMatchObject({ id: second.id, replacedAt: expect.any(String) })
    expect((await restore({ surveyId: surveys[0].id })).json().survey.version).toBe(3)
  })

  test('of rules comes back as it was, but for whether it is paused, and where it still could be published', async () => {
    await publish(service, 'ruled')
    await put('/v1/touchpoints/ruled/rules', { sampleRate: 0.5, oncePer: 'orderId' })
    await put('/v1/touchpoints/ruled/rules', {})
    await put('/v1/touchpoints/ruled/state', { state: 'paused' })
    const { rules } = await historyOf('ruled')
    const restore = (body: object) => service.admin('POST', '/v1/touchpoints/ruled/restore', body)
    const [, , half] = rules
    expect((await restore({ rulesId: half.id })).json().rules).toMatchObject({
      sampleRate: 0.5,
      oncePer: 'orderId',
      paused: true,
      version: 5,
    })
    await put('/v1/touchpoints/ruled/rules', {})
    await put('/v1/touchpoints/ruled', { name: 'Ruled', metadata: { total: 'number' } })
    expect((await restore({ rulesId: half.id })).json().errors).toMatchObject([
      { pointer: '/oncePer', code: 'not-in-metadata' },
    ])
  })

  test('has to be one of the touchpoint, and one at a time', async () => {
    await publish(service, 'mine')
    await publish(service, 'yours')
    const { surveys, rules } = await historyOf('yours')
    const restore = async (body: object) =>
      (await service.admin('POST', '/v1/touchpoints/mine/restore', body)).statusCode
    expect(await restore({ surveyId: surveys[0].id })).toBe(404)
    expect(await restore({ rulesId: rules[0].id })).toBe(404)
    expect(await restore({ surveyId: surveys[0].id, rulesId: rules[0].id })).toBe(400)
    expect(await restore({})).toBe(400)
  })
})
