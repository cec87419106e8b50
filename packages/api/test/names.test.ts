import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromConsole, makePerson, type Person } from './people.ts'
import { type Service, startService } from './service.ts'

let service: Service
let owner: Person

beforeAll(async () => {
  service = await startService()
  owner = await makePerson(service)
})
afterAll(() => service.close())

const invited = async (name: string) => {
  const email = `robin-${Math.random().toString(36).slice(2)}@shop.example`
  const { link } = (await owner.ask('POST', '/v1/invitations', { email, role: 'viewer' })).json()
  const payload = { token: link.split('#')[1], name, password: 'eight oaks in a row' }
  return service.app.inject({ method: 'POST', url: '/v1/invitations/accept', headers: fromConsole, payload })
}
const ways: [string, (name: string) => ReturnType<Person['ask']>][] = [
  ['a touchpoint', name => owner.ask('PUT', '/v1/touchpoints/checkout.payment', { name })],
  ['a key', name => owner.ask('POST', '/v1/keys', { name })],
  ['an account', name => owner.ask('PUT', '/v1/account', { name })],
  ['a new account', invited],
  ['a project', name => owner.ask('PUT', '/v1/project', { name, origins: [], theme: {} })],
  ['a new project', name => owner.ask('POST', '/v1/projects', { name })],
]

describe.each(ways)('the name of %s', (_what, name) => {
  test.each([
    ['of two lines', 'Shop\nof others', 'not-one-line'],
    ['of two lines by a mark of Unicode', 'Shop\u2028of others', 'not-one-line'],
    ['with a control character', 'Shop\u0085', 'not-one-line'],
    ['that turns what follows it', 'Shop \u202Egnp.exe', 'not-one-line'],
    ['that isolates what follows it', 'Shop \u2067exe', 'not-one-line'],
    ['that nobody sees', '\u200B\u200D\u2060 \uFEFF', 'blank'],
    ['of an empty letter', '\u3164', 'blank'],
  ])('is none %s', async (_how, text, code) => {
    const reply = await name(text)
    expect([reply.statusCode, reply.json().errors]).toEqual([
      400,
      [{ pointer: '/name', code, expected: expect.any(String) }],
    ])
  })

  test.each(['Kaffe & te – Gävle', '家族 👨\u200D👩\u200D👧', 'می\u200Cخواهم', 'א\u200F'])(
    'may be %s',
    async text => {
      expect((await name(text)).statusCode).toBeLessThan(300)
    },
  )
})
