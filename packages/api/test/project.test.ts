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
      publishableKey: service.keys.publishableKey,
      originsSeen: [],
    })
  })

  test('keeps the settings that it is given', async () => {
    const settings = { name: 'Our shop', origins: ['https://shop.example'], theme: { accent: '#0A6C74' } }
    const reply = await put(settings)
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toMatchObject(settings)
    expect((await service.admin('GET', '/v1/project')).json()).toEqual(reply.json())
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
    expect(reply.json().errors).toEqual([{ pointer: '/origins/1', code }])
  })

  test.each([
    '#0A6C74',
    'rgb(10 108 116 / 50%)',
    '"Inter", sans-serif',
    'calc(1rem + 2px)',
    'clamp(1px, (2px), 3px)',
  ])('may look like %s', async value => {
    expect((await put({ name: 'Shop', origins: [], theme: { accent: value } })).statusCode).toBe(200)
  })

  test.each([
    'red;',
    'a}',
    'url(//evil.example)',
    'image-set("https://evil.example/x" 1x)',
    '(',
    ')(',
    '"',
    "it's",
    '</style>',
    '\\3b',
    '/*',
    'a\nb',
    'red !important',
  ])('may not look like %j', async value => {
    const reply = await put({ name: 'Shop', origins: [], theme: { accent: value } })
    expect(reply.json().errors).toEqual([{ pointer: '/theme/accent', code: 'not-a-css-value' }])
  })

  test.each([
    [{ name: 'x', origins: [] }, '/theme', 'missing'],
    [{ name: 'x', theme: {} }, '/origins', 'missing'],
    [{ name: '', origins: [], theme: {} }, '/name', 'invalid-value'],
    [{ name: ' ', origins: [], theme: {} }, '/name', 'blank'],
    [
      { name: 'x', origins: [], theme: { accent: 'red;background:url(x)' } },
      '/theme/accent',
      'not-a-css-value',
    ],
    [{ name: 'x', origins: [], theme: { 'Not a name': 'red' } }, '/theme', 'invalid-key'],
    [{ name: 'x', origins: [], theme: {}, publishableKey: 'pk_mine' }, '', 'unrecognized-keys'],
  ])('refuses the settings %j', async (settings, pointer, code) => {
    const reply = await put(settings)
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors).toContainEqual({ pointer, code })
  })
})
