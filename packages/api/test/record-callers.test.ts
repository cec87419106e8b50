import { beforeEach, describe, expect, test } from 'vitest'
import { beforeEachShop, rowOf, type Shop, stateOf, stored } from './recordingApp.ts'

let service: Shop['service']
let project: Shop['project']
let nps: Shop['nps']
beforeEachShop(shop => {
  ;({ service, project, nps } = shop)
})

const row = (id: unknown) => rowOf(service.db, id)
const envelope = (change: Record<string, unknown> = {}) =>
  JSON.stringify({ key: project.publishableKey, responses: [stateOf(nps)], ...change })

describe('who posts', () => {
  const from = (headers: Record<string, string>, body = envelope()) =>
    service.app.inject({
      method: 'POST',
      url: '/v1/responses',
      headers: { 'content-type': 'application/json', ...headers },
      payload: body,
    })
  const page = { origin: 'https://shop.example' }

  test('is told the same for a key that is missing, unknown, or of another kind', async () => {
    const keys = [
      undefined,
      '',
      'pk_unknown',
      'pk_\u0000',
      'pk_\u{D800}',
      'nonsense',
      project.secretKey,
      project.id,
    ]
    const replies = await Promise.all(keys.map(key => from(page, envelope({ key }))))
    expect(replies.map(reply => reply.statusCode)).toEqual(keys.map(() => 401))
    const bodies = replies.map(reply => ({ ...reply.json(), instance: '' }))
    expect(new Set(bodies.map(body => JSON.stringify(body))).size).toBe(1)
    expect(bodies[0]).toMatchObject({ code: 'unauthorized' })
  })

  test('is a server with a secret key and without an Origin', async () => {
    const state = stateOf(nps, { channel: 'email', score: 3 })
    const body = JSON.stringify({ responses: [state] })
    const reply = await from({ authorization: `Bearer ${project.secretKey}` }, body)
    expect(reply.json()).toEqual({ results: [stored(state.id)] })
    expect(await row(state.id)).toMatchObject({ project_id: project.id, channel: 'email' })
  })

  test('is no page with a secret key', async () => {
    const body = JSON.stringify({ responses: [stateOf(nps)] })
    const reply = await from({ ...page, authorization: `Bearer ${project.secretKey}` }, body)
    expect(reply.statusCode).toBe(403)
    expect(reply.json()).toMatchObject({ code: 'secret-key-in-browser' })
  })

  test('brings one key, not two', async () => {
    const reply = await from({ authorization: `Bearer ${project.secretKey}` })
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/key' }] })
  })

  test('is nobody with an unknown secret key', async () => {
    const body = JSON.stringify({ responses: [stateOf(nps)] })
    expect((await from({ authorization: 'Bearer sk_unknown' }, body)).statusCode).toBe(401)
    expect((await from({ authorization: 'Basic eDp5' }, body)).statusCode).toBe(401)
  })

  test('is no server with a publishable key', async () => {
    const state = stateOf(nps)
    const reply = await from({}, envelope({ responses: [state] }))
    expect(reply.statusCode).toBe(403)
    expect(reply.json()).toMatchObject({ code: 'origin-not-allowed', retryable: false })
    expect(await row(state.id)).toBeUndefined()
  })

  test.each(['https://anywhere.example', 'http://localhost:3000', 'null'])(
    'may be a page of %s where the project has no list',
    async origin => {
      expect((await from({ origin })).statusCode).toBe(200)
    },
  )

  describe('where the project has a list', () => {
    beforeEach(async () => {
      await service.db
        .updateTable('projects')
        .set({ origins: ['https://shop.example', 'https://*.shop.example', 'http://localhost:3000'] })
        .where('id', '=', project.id)
        .execute()
    })

    test.each(['https://shop.example', 'https://www.shop.example', 'http://localhost:3000'])(
      'may be a page of %s',
      async origin => {
        expect((await from({ origin })).statusCode).toBe(200)
      },
    )

    test.each([
      'https://other.example',
      'null',
      'https://shop.example.evil.com',
      'https://evilshop.example',
      'http://shop.example',
      'https://shop.example:8443',
      `https://${'a.'.repeat(5_000)}shop.example`,
    ])('is no page of %.40s', async origin => {
      const state = stateOf(nps)
      const reply = await from({ origin }, envelope({ responses: [state] }))
      expect(reply.statusCode).toBe(403)
      expect(reply.json()).toMatchObject({ code: 'origin-not-allowed' })
      expect(reply.body).not.toContain('example')
      expect(await row(state.id)).toBeUndefined()
    })

    test('is a page without an origin where the list names null', async () => {
      await service.db
        .updateTable('projects')
        .set({ origins: ['null'] })
        .where('id', '=', project.id)
        .execute()
      expect((await from({ origin: 'null' })).statusCode).toBe(200)
      expect((await from(page)).statusCode).toBe(403)
    })
  })

  test('is seen: each origin is noted once', async () => {
    for (const origin of ['https://a.example', 'https://b.example', 'https://a.example'])
      await from({ origin })
    const seen = () =>
      service.db
        .selectFrom('origins_seen')
        .select('origin')
        .where('project_id', '=', project.id)
        .orderBy('origin')
        .execute()
    await expect.poll(seen).toEqual([{ origin: 'https://a.example' }, { origin: 'https://b.example' }])
  })
})
