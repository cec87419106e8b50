import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { routeRows } from './routeRows.ts'
import { type Service, startService } from './service.ts'
import { dump, type FullProject, makeFullProject } from './twoProjects.ts'

let service: Service
let shop: FullProject

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())
beforeEach(async () => {
  shop = await makeFullProject(service, 'shop')
})

/** What only the service says of what it keeps. */
const ours = {
  role: 'owner',
  projectId: '01890f3e-0000-7000-8000-000000000001',
  project_id: '01890f3e-0000-7000-8000-000000000001',
  id: '01890f3e-0000-7000-8000-000000000002',
  createdAt: '1999-01-01T00:00:00.000Z',
  publishedAt: '1999-01-01T00:00:00.000Z',
  expiresAt: '2999-01-01T00:00:00.000Z',
  publishableKey: 'pk_mine',
  secretKey: 'sk_mine',
  hash: 'x',
  verified: true,
  version: 99,
}

const writes = Object.entries(routeRows).filter(
  ([route, { takes, asks }]) =>
    ['secret key', 'session', 'account', 'link'].includes(takes) &&
    /^(?:PUT|POST) /.test(route) &&
    asks(emptyNames()).some(({ body }) => body),
)

test.each(writes)('%s takes nothing that is ours to say', async (route, { takes, asks }) => {
  const method = route.split(' ')[0] as 'PUT' | 'POST'
  const [asked] = asks(shop.named)
  const ask = (body: object) =>
    takes === 'secret key'
      ? service.admin(method, asked?.url ?? '', body, shop.secretKey, asked?.headers)
      : shop.people.owner.ask(method, asked?.url ?? '', body)
  const { audit_log: _log, ...before } = await dump(service)
  for (const [name, value] of Object.entries(ours)) {
    // Somebody's role is said by an owner.
    if (name in (asked?.body ?? {})) continue
    const reply = await ask({ ...asked?.body, [name]: value })
    expect([name, reply.statusCode, reply.json().code]).toEqual([name, 400, 'validation-failed'])
  }
  const { audit_log: _after, ...after } = await dump(service)
  expect(after).toEqual(before)
})

test('a response has nothing but what is its sender’s to say', async () => {
  const { named } = shop
  const theirs = {
    ...ours,
    id: '0190a9a6-0000-7000-8000-00000000abcd',
    receivedAt: '1999-01-01T00:00:00Z',
    shownAt: '1999-01-01T00:00:00Z',
    flags: ['trusted'],
    droppedKeys: 0,
    previousSeq: 9,
    touchpointId: '01890f3e-0000-7000-8000-000000000003',
  }
  const state = { seq: 1, surveyId: named.surveyId, rulesId: named.rulesId, shownAgoMs: 0, changedAgoMs: 0 }
  const reply = await service.app.inject({
    method: 'POST',
    url: '/v1/responses',
    headers: { origin: 'https://shop.example', 'content-type': 'text/plain' },
    payload: JSON.stringify({ key: named.publishableKey, responses: [{ ...state, ...theirs }] }),
  })
  expect(reply.json().results).toMatchObject([{ status: 'stored' }])
  const row = await service.db
    .selectFrom('responses')
    .selectAll()
    .where('id', '=', theirs.id)
    .executeTakeFirstOrThrow()
  const now = new Date(service.clock.now)
  expect(row).toMatchObject({ project_id: shop.id, verified: false, shown_at: now, received_at: now })
  expect(row.flags).not.toContain('trusted')
  // All of them but the id.
  expect(row.dropped_keys).toBe(Object.keys(theirs).length - 1)
})

/** Names for who only wants to know whether there is a body. */
function emptyNames() {
  return {
    touchpoint: '',
    respondent: '',
    surveyId: '',
    rulesId: '',
    responseId: '',
    secretKeyId: '',
    destinationId: '',
    deliveryId: '',
    publishableKey: '',
    tag: '',
    memberId: '',
    invitationId: '',
    importId: '',
    projectName: '',
    cursor: '',
  }
}
