import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService()
})

afterAll(() => service.close())

const put = (body: unknown) => service.admin('PUT', '/v1/project', body)

describe('a project', () => {
  test('begins open to every origin', async () => {
    expect((await service.admin('GET', '/v1/project')).json()).toEqual({
      name: 'Shop',
      origins: [],
      theme: {},
      budget: null,
      acrossDevices: false,
      respectGpc: false,
      identity: 'off',
      countOnceWithin: null,
      revision: 1,
      timeZone: 'UTC',
      masking: true,
      retention: { responseMonths: 24, commentMonths: 12, unansweredDays: 90 },
      publishableKey: service.keys.publishableKey,
      originsSeen: [],
      originsRefused: [],
      identitySecrets: [],
    })
  })

  test('keeps the settings that it is given', async () => {
    const settings = {
      name: 'Our shop',
      origins: ['https://shop.example'],
      theme: { scheme: 'auto', frame: 'plain', accent: '#0A6C74', onAccent: '#fff', radius: 0 },
      budget: { per: 'P30D', showings: 2 },
      acrossDevices: true,
      respectGpc: true,
      identity: 'prefer',
      countOnceWithin: 'P30D',
      timeZone: 'Europe/Stockholm',
      masking: false,
      retention: { responseMonths: 6, commentMonths: 3, unansweredDays: 8 },
    }
    const reply = await put(settings)
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toMatchObject(settings)
    const { warnings, ...saved } = reply.json()
    expect(warnings).toEqual([])
    expect((await service.admin('GET', '/v1/project')).json()).toEqual(saved)
  })

  test('are not overwritten by who has not seen what they are now', async () => {
    const settings = (name: string, etag?: unknown) =>
      service.app.inject({
        method: 'PUT',
        url: '/v1/project',
        headers: {
          authorization: `Bearer ${service.keys.secretKey}`,
          ...(etag === undefined ? {} : { 'if-match': String(etag) }),
        },
        payload: { name, origins: [], theme: {} },
      })
    const { etag } = (await service.admin('GET', '/v1/project')).headers
    const first = await settings('First', etag)
    expect(first.statusCode).toBe(200)
    expect(first.headers.etag).not.toBe(etag)
    const second = await settings('Second', etag)
    expect([second.statusCode, second.json().code]).toEqual([412, 'conflict-version'])
    const read = await service.admin('GET', '/v1/project')
    expect([read.json().name, read.headers.etag]).toEqual(['First', first.headers.etag])
    expect((await settings('Third', first.headers.etag)).statusCode).toBe(200)
    expect((await settings('Fourth', '*')).statusCode).toBe(200)
    expect((await settings('Fifth')).statusCode).toBe(200)
    expect((await settings('Sixth', 'W/"1"')).statusCode).toBe(400)
  })

  test('has no time zone that nobody knows', async () => {
    const reply = await put({ name: 'Shop', origins: [], theme: {}, timeZone: 'Europe/Atlantis' })
    expect(reply.json()).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/timeZone' }] })
  })

  test('tells where its posts came from, newest first', async () => {
    const { id } = service.keys
    const seen = [
      { project_id: id, origin: 'https://old.example', first_seen_at: new Date('2026-01-01T00:00:00Z') },
      { project_id: id, origin: 'https://new.example', first_seen_at: new Date('2026-02-01T00:00:00Z') },
    ]
    await service.db.insertInto('origins_seen').values(seen).execute()
    expect((await service.admin('GET', '/v1/project')).json().originsSeen).toEqual([
      { origin: 'https://new.example', firstSeenAt: '2026-02-01T00:00:00.000Z' },
      { origin: 'https://old.example', firstSeenAt: '2026-01-01T00:00:00.000Z' },
    ])
  })

  test.each([
    'https://shop.example',
    'https://shop.example:8443',
    'http://localhost:3000',
    'https://*.shop.example',
    'https://*.shop.co.uk',
    'https://*.shop.example:8443',
    'http://[::1]:3000',
    'https://xn--caf-dma.example',
    'capacitor://localhost',
    'null',
  ])('may allow the origin %s', async origin => {
    expect((await put({ name: 'Shop', origins: [origin], theme: {} })).statusCode).toBe(200)
  })

  test.each([
    ['shop.example', 'not-an-origin'],
    ['*', 'not-an-origin'],
    ['https://', 'not-an-origin'],
    ['https://shop.example/', 'not-an-origin'],
    ['https://shop.example/path', 'not-an-origin'],
    ['https://a.*.example', 'not-an-origin'],
    ['https://*shop.example', 'not-an-origin'],
    ['capacitor://*.localhost', 'not-an-origin'],
    ['https://Shop.example', 'not-as-browsers-send-it'],
    ['https://shop.example:443', 'not-as-browsers-send-it'],
    ['https://user:pw@shop.example', 'not-as-browsers-send-it'],
    ['https://café.example', 'not-as-browsers-send-it'],
    ['https://*.com', 'wildcard-too-wide'],
    ['https://*.localhost', 'wildcard-too-wide'],
    ['https://*.co.uk', 'wildcard-too-wide'],
    ['https://*.127.0.0.1', 'wildcard-too-wide'],
  ])('may not allow %s', async (origin, code) => {
    const reply = await put({ name: 'Shop', origins: ['https://ok.example', origin], theme: {} })
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors).toEqual([{ pointer: '/origins/1', code, expected: expect.any(String) }])
  })

  const themed = (theme: unknown) => put({ name: 'Shop', origins: [], theme })

  test.each([
    { accent: '#0A6C74' },
    { accent: '#abc', onAccent: '#000' },
    { accent: '#767676', onAccent: '#FFFFFF' },
    { accentDark: '#5EC4CB', onAccentDark: '#15181B' },
    { surface: '#fcfbf8', text: '#1c2024', surfaceDark: '#000', textDark: '#fff' },
    { scheme: 'dark', frame: 'card', radius: 32 },
  ])('may look like %j', async theme => {
    const reply = await themed(theme)
    expect(reply.statusCode).toBe(200)
    expect(reply.json().theme).toEqual(theme)
  })

  test.each([
    [{ accent: 'teal' }, '/theme/accent', 'invalid-format'],
    [{ accent: '#0A6C7' }, '/theme/accent', 'invalid-format'],
    [{ accent: '#0A6C74;color:red' }, '/theme/accent', 'invalid-format'],
    [{ accent: '#0A6C74\n' }, '/theme/accent', 'invalid-format'],
    [{ text: 'url(//evil.example)' }, '/theme/text', 'invalid-format'],
    [{ radius: '8px' }, '/theme/radius', 'invalid-type'],
    [{ radius: 33 }, '/theme/radius', 'too-big'],
    [{ scheme: 'sepia' }, '/theme/scheme', 'invalid-value'],
    [{ frame: 'window' }, '/theme/frame', 'invalid-value'],
    [{ 'on-accent': '#fff' }, '/theme', 'unrecognized-keys'],
  ])('may not look like %j', async (theme, pointer, code) => {
    const reply = await themed(theme)
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors).toEqual([{ pointer, code, expected: expect.any(String) }])
  })

  // The ratios are those of https://webaim.org/resources/contrastchecker/
  test.each([
    [{ accent: '#777777', onAccent: '#ffffff' }, '/theme/onAccent'], // 4.48
    [{ accent: '#ffd166' }, '/theme/accent'], // white stands on it: 1.45
    [{ onAccent: '#333' }, '/theme/onAccent'], // on the accent: 2.03
    [{ accentDark: '#0a6c74' }, '/theme/accentDark'], // near-black stands on it: 2.87
    [{ surface: '#fff', text: '#999' }, '/theme/text'], // 2.85
    [{ surfaceDark: '#fff' }, '/theme/surfaceDark'], // nearly white stands on it: 1.20
    [{ textDark: '#555' }, '/theme/textDark'], // 2.17
  ])('may not be hard to read: %j', async (theme, pointer) => {
    const reply = await themed(theme)
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors).toEqual([{ pointer, code: 'low-contrast', expected: expect.any(String) }])
  })

  test.each([
    [{ name: 'x', origins: [] }, '/theme', 'missing'],
    [{ name: 'x', theme: {} }, '/origins', 'missing'],
    [{ name: '', origins: [], theme: {} }, '/name', 'invalid-value'],
    [{ name: ' ', origins: [], theme: {} }, '/name', 'blank'],
    [
      { name: 'x', origins: [], theme: {}, budget: { per: 'P0D', showings: 1 } },
      '/budget/per',
      'invalid-format',
    ],
    [
      { name: 'x', origins: [], theme: {}, budget: { per: 'P366D', showings: 1 } },
      '/budget/per',
      'invalid-format',
    ],
    [
      { name: 'x', origins: [], theme: {}, budget: { per: 'P1D', showings: 0 } },
      '/budget/showings',
      'too-small',
    ],
    [{ name: 'x', origins: [], theme: {}, identity: 'always' }, '/identity', 'invalid-value'],
    [{ name: 'x', origins: [], theme: {}, publishableKey: 'pk_mine' }, '', 'unrecognized-keys'],
  ])('refuses the settings %j', async (settings, pointer, code) => {
    const reply = await put(settings)
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors).toContainEqual({ pointer, code, expected: expect.any(String) })
  })
})
