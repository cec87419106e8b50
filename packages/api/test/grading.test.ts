import type { Flag } from '@tyck/shared/contract/vocabulary'
import { describe, expect, test } from 'vitest'
import { beforeEachShop, page, rowOf, type Shop, stateOf, wrongCounts } from './recordingApp.ts'

let service: Shop['service']
let project: Shop['project']
let nps: Shop['nps']
beforeEachShop(shop => {
  ;({ service, project, nps } = shop)
})

/** The flags that a state is stored with; a header that is undefined is not sent. */
async function flagsOf(change: object, headers: Record<string, string | undefined> = {}): Promise<Flag[]> {
  const state = stateOf(nps, change)
  const sent = Object.entries({ ...page, 'content-type': 'text/plain', ...headers })
  const reply = await service.app.inject({
    method: 'POST',
    url: '/v1/responses',
    headers: Object.fromEntries(sent.filter(([, value]) => value !== undefined)),
    payload: JSON.stringify({
      ...(headers.authorization === undefined && { key: project.publishableKey }),
      responses: [state],
    }),
  })
  expect(reply.json()).toEqual({ results: [{ id: state.id, status: 'stored' }] })
  return (await rowOf(service.db, state.id))?.flags ?? []
}

const server = () => ({ authorization: `Bearer ${project.secretKey}`, origin: undefined })
const answered = (tookMs: number) => ({ score: 9, shownAgoMs: 5_000 + tookMs, changedAgoMs: 5_000 })

describe('the time to answer', () => {
  test.each([80, 299])('flags an answer %i ms after the showing', async tookMs => {
    expect(await flagsOf(answered(tookMs))).toEqual(['too-fast'])
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('flags nothing that a person can do', async () => {
    expect(await flagsOf(answered(300))).toEqual([])
    expect(await flagsOf({ shownAgoMs: 0 })).toEqual([])
    expect(await flagsOf({ shownAgoMs: 10, changedAgoMs: 0, dismissed: true })).toEqual([])
  })

  test('is that of the first score, whatever came after it', async () => {
    expect(await flagsOf({ seq: 2, score: 9, shownAgoMs: 9_080, answeredAgoMs: 9_000 })).toEqual(['too-fast'])
    expect(await flagsOf({ seq: 3, shownAgoMs: 9_080, answeredAgoMs: 9_000 })).toEqual(['too-fast'])
    expect(await flagsOf({ seq: 2, score: 9, shownAgoMs: 9_000, answeredAgoMs: 5_000 })).toEqual([])
  })

  test('says nothing where the message itself may have asked, or a server tells', async () => {
    for (const channel of ['link', 'email', 'sms'])
      expect(await flagsOf({ ...answered(0), channel })).toEqual([])
    for (const channel of ['app', 'kiosk']) {
      expect(await flagsOf({ ...answered(0), channel })).toEqual(['too-fast'])
    }
    expect(await flagsOf(answered(0), server())).toEqual([])
  })
})

const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

describe('a browser that nobody sits at', () => {
  test.each([
    chrome.replace('Chrome', 'HeadlessChrome'),
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1',
    'Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/26.0.0',
    'curl/8.9.1',
    'python-requests/2.32',
  ])('is flagged: %s', async agent => {
    expect(await flagsOf({}, { 'user-agent': agent })).toEqual(['headless'])
  })

  test('is flagged where only its client hints say so', async () => {
    const hint = '"HeadlessChrome";v="140", "Not=A?Brand";v="24"'
    expect(await flagsOf({}, { 'user-agent': chrome, 'sec-ch-ua': hint })).toEqual(['headless'])
  })

  test('is flagged where it lacks what every browser sends', async () => {
    expect(await flagsOf({}, { 'user-agent': undefined })).toEqual(['headless'])
    expect(await flagsOf({}, { 'user-agent': chrome, 'accept-language': undefined })).toEqual(['headless'])
  })

  test.each([
    'Mozilla/5.0 (Linux; Android 9; CUBOT_X19 Build/PPR1.180610.011; wv) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 14; Cubot) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 Version/15.0 Mobile/15E148 Safari/604.1',
    `${chrome} com.shop.news-scanner/3.1`,
  ])('is not this one: %s', async agent => {
    expect(await flagsOf({}, { 'user-agent': agent })).toEqual([])
  })

  test('is not seen in one missing header, in an app of one’s own, or in a server', async () => {
    const fetched = { 'sec-fetch-site': 'cross-site', 'accept-language': undefined }
    expect(await flagsOf({}, { 'user-agent': chrome, ...fetched })).toEqual([])
    expect(await flagsOf({ channel: 'app' }, { 'user-agent': 'okhttp/4.12.0' })).toEqual([])
    expect(await flagsOf({}, { ...server(), 'user-agent': 'curl/8.9.1' })).toEqual([])
  })

  test('leaves nothing of its name behind', async () => {
    const agent = 'Mozilla/5.0 (SecretPhone 7) headless'
    const state = stateOf(nps)
    await service.postBody(JSON.stringify({ key: project.publishableKey, responses: [state] }), {
      'user-agent': agent,
    })
    expect(JSON.stringify(await rowOf(service.db, state.id))).not.toContain('SecretPhone')
  })
})

describe('the origin', () => {
  test('is flagged where it is null and nobody named that', async () => {
    expect(await flagsOf({ page: 'https://shop.example/checkout' }, { origin: 'null' })).toEqual([
      'origin-null',
    ])
    const settings = { name: 'Shop', origins: ['https://shop.example', 'null'], theme: {} }
    await service.admin('PUT', '/v1/project', settings, project.secretKey)
    expect(await flagsOf({}, { origin: 'null' })).toEqual([])
  })

  test('is flagged where the page is of another', async () => {
    expect(await flagsOf({ page: 'https://other.example/checkout' })).toEqual(['origin-mismatch'])
    expect(await flagsOf({ page: 'https://shop.example.evil.example/' })).toEqual(['origin-mismatch'])
    expect(await flagsOf({ page: 'http://shop.example/checkout' })).toEqual(['origin-mismatch'])
  })

  test.each([
    ['https://shop.example', 'https://shop.example/checkout?step=2'],
    ['https://shop.example:8443', 'https://shop.example:8443/'],
    ['capacitor://localhost', 'capacitor://localhost/index.html'],
    ['https://shop.example', 'about:srcdoc'],
  ])('%s is that of the page %s', async (origin, at) => {
    expect(await flagsOf({ page: at }, { origin })).toEqual([])
  })
})

test('an identity that is preferred and missing is flagged, and what a server vouches for is not', async () => {
  await service.admin(
    'PUT',
    '/v1/project',
    { name: 'Shop', origins: [], theme: {}, identity: 'prefer' },
    project.secretKey,
  )
  expect(await flagsOf({ respondent: 'customer-17' })).toEqual(['unsigned'])
  expect(await flagsOf({ identity: 'garbage' })).toEqual(['identity-invalid'])
  expect(await flagsOf({ respondent: 'customer-17' }, server())).toEqual([])
})

test('flags are those of the state that stands', async () => {
  const first = stateOf(nps, { shownAgoMs: 5_000 })
  const body = (state: object) => JSON.stringify({ key: project.publishableKey, responses: [state] })
  await service.postBody(body(first), { 'user-agent': 'curl/8.9.1' })
  await service.postBody(body({ ...first, seq: 2, score: 9 }))
  expect(await rowOf(service.db, first.id)).toMatchObject({ seq: 2, flags: [] })
})

test('flagged responses are counted, and found by any flag, one flag, or none', async () => {
  await flagsOf(answered(80))
  await flagsOf(answered(80), { 'user-agent': 'curl/8.9.1' })
  await flagsOf({ score: 3, page: 'https://other.example/' })
  await flagsOf({ score: 3 })
  const found = async (query: string) => {
    const reply = await service.admin('GET', `/v1/responses?${query}`, undefined, project.secretKey)
    return reply.json<{ responses: { flags: Flag[] }[] }>().responses.map(({ flags }) => flags.join('+'))
  }
  expect((await found('flagged=true')).sort()).toEqual(['headless+too-fast', 'origin-mismatch', 'too-fast'])
  expect(await found('flagged=false')).toEqual([''])
  expect((await found('flag=too-fast')).sort()).toEqual(['headless+too-fast', 'too-fast'])
  expect(await found('flag=too-fast&flagged=false')).toEqual([])
  expect(await found('flag=unsigned')).toEqual([])
  const refused = await service.admin('GET', '/v1/responses?flag=suspicious', undefined, project.secretKey)
  expect([refused.statusCode, refused.json().code]).toEqual([400, 'validation-failed'])
  const [counts] = await service.db
    .selectFrom('hourly_counts')
    .select(['shown', 'answered'])
    .where('project_id', '=', project.id)
    .execute()
  expect(counts).toEqual({ shown: 4, answered: 4 })
})
