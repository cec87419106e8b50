import { mostDestinations } from '@tyck/shared/admin/destinations'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mostInvitations } from '../src/domain/accounts/invite.ts'
import { createProject } from '../src/domain/keys/createProject.ts'
import { makePerson } from './people.ts'
import { draft, webhook } from './routeRows.ts'
import { payment, publish, type Service, startService } from './service.ts'

/** What few refusals have no other test for: see afterwards/everyReply.test.ts. */
let service: Service

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())

describe('an archived touchpoint', () => {
  test('takes neither its draft nor an older version', async () => {
    await publish(service, 'archived.step')
    const url = '/v1/touchpoints/archived.step'
    const { surveys } = (await service.admin('GET', `${url}/history`)).json()
    await service.admin('PUT', `${url}/draft`, draft, undefined, { 'if-match': '*' })
    await service.admin('PUT', `${url}/state`, { state: 'archived' })
    const published = await service.admin('POST', `${url}/publish`, {}, undefined, { 'if-match': '*' })
    const restored = await service.admin('POST', `${url}/restore`, { surveyId: surveys[0].id })
    for (const { statusCode, body } of [published, restored]) {
      expect([statusCode, JSON.parse(body).code]).toEqual([409, 'touchpoint-archived'])
    }
  })
})

test('an older version is not restored over what was published since', async () => {
  await publish(service, 'changed.step')
  const url = '/v1/touchpoints/changed.step'
  const { survey, revision } = (await service.admin('GET', url)).json()
  await service.admin('PUT', `${url}/survey`, { ...payment, note: 'Another' })
  const stale = await service.admin('POST', `${url}/restore`, { surveyId: survey.id }, undefined, {
    'if-match': `"${revision}"`,
  })
  expect([stale.statusCode, stale.json().code]).toEqual([412, 'conflict-version'])
})

test(`of ${mostInvitations} open invitations there is no other`, async () => {
  const { ask } = await makePerson(service, 'owner')
  const invite = (name: number) =>
    ask('POST', '/v1/invitations', { email: `person-${name}@shop.example`, role: 'viewer' })
  for (let made = 0; made < mostInvitations; made += 1) {
    expect((await invite(made)).statusCode).toBe(201)
  }
  const refused = await invite(mostInvitations)
  expect([refused.statusCode, refused.json().code]).toEqual([409, 'too-many-invitations'])
})

describe('a destination', () => {
  test('is not replaced over what was changed since', async () => {
    const { destination } = (await service.admin('POST', '/v1/destinations', webhook)).json()
    const replace = () =>
      service.admin('PUT', `/v1/destinations/${destination.id}`, webhook, undefined, {
        'if-match': `"${destination.revision}"`,
      })
    expect((await replace()).statusCode).toBe(200)
    const stale = await replace()
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'conflict-version'])
  })

  test(`is one of ${mostDestinations} at most`, async () => {
    const { secretKey } = await createProject(service.db, 'Many destinations')
    const make = () => service.admin('POST', '/v1/destinations', webhook, secretKey)
    for (let made = 0; made < mostDestinations; made += 1) expect((await make()).statusCode).toBe(201)
    const refused = await make()
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'too-many-destinations'])
  })
})
