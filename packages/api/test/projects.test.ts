import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoKeys } from '../src/auth.ts'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { sweepDeleted } from '../src/domain/keeping/deleteProject.ts'
import { countContents } from '../src/store/projectContents.ts'
import { asking, makePerson, type Person } from './people.ts'
import { type Service, startService } from './service.ts'
import { dump, makeFullProject } from './twoProjects.ts'

let service: Service
let kim: Person

beforeEach(async () => {
  service = await startService({ demo: true })
  kim = await makePerson(service)
})
afterEach(() => service.close())

const codeOf = ({ statusCode, json }: Awaited<ReturnType<Person['ask']>>) => [statusCode, json().code]

describe('a new project', () => {
  test('is owned by who makes it, and has a key for pages and none that nobody was given', async () => {
    const reply = await kim.ask('POST', '/v1/projects', { name: 'Second shop' })
    expect(reply.statusCode).toBe(201)
    const { project, publishableKey } = reply.json()
    expect(project).toEqual({ id: expect.any(String), name: 'Second shop', role: 'owner', demo: false })
    expect((await kim.ask('GET', '/v1/session')).json().projects).toContainEqual(project)
    const asKim = asking(service, kim.cookie, project.id)
    expect((await asKim('GET', '/v1/project')).json()).toMatchObject({ name: 'Second shop', publishableKey })
    expect((await asKim('GET', '/v1/keys')).json().keys).toMatchObject([
      { kind: 'publishable', id: publishableKey },
    ])
    expect((await asKim('GET', '/v1/audit')).json().entries).toMatchObject([
      { operation: 'createProject', account: { id: kim.id } },
    ])
  })

  test('is made by owners, and by anybody once there is none', async () => {
    const editor = await makePerson(service, 'editor')
    expect(codeOf(await editor.ask('POST', '/v1/projects', { name: 'Mine' }))).toEqual([403, 'forbidden'])
    await kim.ask('DELETE', '/v1/project', { name: 'Shop' })
    expect((await editor.ask('POST', '/v1/projects', { name: 'Mine' })).statusCode).toBe(201)
    expect((await kim.ask('POST', '/v1/projects', { name: 'Mine' })).statusCode).toBe(403)
  })

  test('has a name', async () => {
    expect((await kim.ask('POST', '/v1/projects', { name: ' ' })).statusCode).toBe(400)
  })
})

describe('deleting a project', () => {
  test('takes along what is told before: archived touchpoints too, and responses that no score has', async () => {
    const shop = await makeFullProject(service, 'told')
    const told = () => shop.people.viewer.ask('GET', '/v1/project/contents').then(reply => reply.json())
    const counted = async (table: 'touchpoints' | 'responses') =>
      (await service.db.selectFrom(table).select('id').where('project_id', '=', shop.id).execute()).length
    const before = await told()
    expect(before).toEqual({
      touchpoints: await counted('touchpoints'),
      responses: await counted('responses'),
      more: false,
    })
    expect(before.responses).toBeGreaterThan(0)
    await shop.people.editor.ask('PUT', '/v1/touchpoints/old', { name: 'Old' })
    await shop.people.editor.ask('PUT', '/v1/touchpoints/old/state', { state: 'archived' })
    await service.db
      .updateTable('responses')
      .set({ test: true, score: null })
      .where('project_id', '=', shop.id)
      .execute()
    expect(await told()).toEqual({ ...before, touchpoints: before.touchpoints + 1 })
    const most = before.responses
    expect(await countContents(service.db, shop.id, most)).toMatchObject({ responses: most, more: true })
  })

  test('leaves nothing of it but the audit log, and nobody else without anything', async () => {
    const shop = await makeFullProject(service, 'gone')
    const other = await makeFullProject(service, 'kept')
    const theirs = await dump(service, other.id)
    const ask = shop.people.owner.ask
    expect(codeOf(await ask('DELETE', '/v1/project', { name: 'kept shop' }))).toEqual([
      400,
      'validation-failed',
    ])
    expect((await ask('DELETE', '/v1/project', { name: 'gone shop' })).statusCode).toBe(204)
    const left = await dump(service, shop.id)
    for (const [table, rows] of Object.entries(left)) {
      if (table !== 'audit_log' && table !== 'deleted_projects') expect([table, rows]).toEqual([table, ''])
    }
    expect(left.audit_log).toContain('deleteProject')
    expect(await dump(service, other.id)).toEqual(theirs)
    expect((await ask('GET', '/v1/project')).statusCode).toBe(404)
    expect((await service.admin('GET', '/v1/project', undefined, shop.secretKey)).statusCode).toBe(401)
    const surveys = await service.app.inject(`/v1/projects/${shop.named.publishableKey}/surveys`)
    expect(surveys.statusCode).toBe(404)
    expect((await ask('GET', '/v1/session')).json().projects).toEqual([])
  })

  test('is finished by a later run where it has more than one request deletes, or something came late', async () => {
    const { id } = service.keys
    await sql`
      insert into responses (project_id, id, touchpoint_id, survey_id, rules_id, seq, channel, shown_at, changed_at,
        received_at)
      select ${id}::uuid, gen_random_uuid(), ${id}::uuid, ${id}::uuid, ${id}::uuid, 1, 'web', now(), now(), now()
      from generate_series(1, 25000)`.execute(service.db)
    expect((await kim.ask('DELETE', '/v1/project', { name: 'Shop' })).statusCode).toBe(204)
    const rows = async () =>
      Number(
        (
          await service.db
            .selectFrom('responses')
            .select(({ fn }) => fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      )
    expect(await rows()).toBeGreaterThan(0)
    expect((await kim.ask('GET', '/v1/responses')).statusCode).toBe(404)
    await sweepDeleted(service.db, service.clock.now)
    expect(await rows()).toBe(0)
    const swept = async () =>
      (
        await service.db
          .selectFrom('deleted_projects')
          .select('swept_at')
          .where('project_id', '=', id)
          .executeTakeFirst()
      )?.swept_at
    expect(await swept()).toBe(null)
    await sweepDeleted(service.db, service.clock.now + 3_600_001)
    expect(await swept()).not.toBe(null)
  })

  test('takes the demo away for good', async () => {
    await seedDemo(service.db, service.clock.now)
    const demo = async () =>
      service.db
        .selectFrom('projects')
        .select('id')
        .where('publishable_key', '=', demoKeys.publishable)
        .execute()
    const [found] = await demo()
    const owner = await makePerson(service, 'owner', found?.id)
    expect((await owner.ask('GET', '/v1/session')).json().projects).toMatchObject([{ demo: true }])
    expect((await owner.ask('DELETE', '/v1/project', { name: 'Demo shop' })).statusCode).toBe(204)
    await seedDemo(service.db, service.clock.now)
    expect(await demo()).toEqual([])
  })

  test('keeps the demo’s keys as they are while it is there', async () => {
    await seedDemo(service.db, service.clock.now)
    const { id } = await service.db
      .selectFrom('projects')
      .select('id')
      .where('publishable_key', '=', demoKeys.publishable)
      .executeTakeFirstOrThrow()
    const owner = await makePerson(service, 'owner', id)
    expect((await owner.ask('POST', '/v1/keys', { name: 'Mine' })).statusCode).toBe(403)
    expect((await owner.ask('POST', `/v1/keys/${demoKeys.publishable}/rotate`, {})).statusCode).toBe(403)
  })
})
