import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { createSealing } from '../src/domain/keys/sealing.ts'
import { attempt, prepare } from '../src/domain/telling/deliver.ts'
import { fanOut } from '../src/domain/telling/fanOut.ts'
import { createReach } from '../src/domain/telling/reach.ts'
import { startTellLoop, type Telling, type TellLoop, tellLimits } from '../src/domain/telling/tellLoop.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { claimDeliveries, readBacklog } from '../src/store/deliveries.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { type Asked, ask, stateOf } from './recordingApp.ts'
import { startTelling, type TellingService } from './telling.ts'

let service: TellingService
let project: ProjectKeys
let nps: Asked
let receiver: Receiver
/** Takes what it is sent, and says nothing until it is let go. */
let silent: Receiver

beforeAll(async () => {
  service = await startTelling()
  receiver = await startReceiver()
  silent = await startReceiver()
  silent.answer = () => {}
})
afterAll(async () => {
  await service.close()
  await receiver.close()
  await silent.close()
})
beforeEach(async () => {
  await service.quieten()
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, service.clock.now)
  receiver.take()
  silent.take()
})

const answers = async (count: number) => {
  for (let left = count; left > 0; left -= 20) {
    const states = Array.from({ length: Math.min(left, 20) }, () => stateOf(nps, { score: 9 }))
    await service.post(project.publishableKey, ...states)
  }
}

/** A process of its own, as far as the database sees; it runs until it is stopped. */
function startWorker(isRunning = true): { loop: TellLoop; database: Database; telling: Telling } {
  const database = openDatabase(service.databaseUrl, { connections: 2 })
  const telling: Telling = {
    db: database.db,
    sealing: createSealing(service.config.secret),
    reach: createReach(service.config.privateDestinations),
    mail: null,
    publicUrl: 'https://feedback.example',
    attemptMs: 15_000,
    onAttempt: () => {},
    onFault: error => {
      throw error
    },
  }
  return {
    loop: startTellLoop(telling, { isRunning, limits: { ...tellLimits, graceMs: 100 } }),
    database,
    telling,
  }
}

const until = (condition: () => boolean) => vi.waitFor(() => expect(condition()).toBe(true), 20_000)

describe('the loop', () => {
  test('tells each event once, whoever of three processes takes it', async () => {
    await service.addWebhook(project, {
      url: receiver.url,
      events: ['response.answered', 'response.commented'],
    })
    const workers = [startWorker(), startWorker(), startWorker()]
    await answers(100)
    await until(() => receiver.received.length >= 100)
    for (const { loop, database } of workers) {
      await loop.stop()
      await database.close()
    }
    const ids = receiver.take().map(({ headers }) => headers['webhook-id'])
    expect([ids.length, new Set(ids).size]).toEqual([100, 100])
    expect(await readBacklog(service.db)).toMatchObject({ waiting: 0 })
  })

  test('goes on with the others while one destination says nothing, however much waits there', async () => {
    const { id } = await service.addWebhook(project, { url: silent.url })
    await service.addWebhook(project, { url: receiver.url })
    await sql`
      insert into deliveries (project_id, id, destination_id, kind, body, due_at)
      select ${project.id}, uuid_v7(), ${id}, 'alert', '{}', now() - interval '1 hour' from generate_series(1, 2000)
    `.execute(service.db)
    const { loop, database } = startWorker()
    await until(() => silent.received.length > 0)
    await answers(30)
    await until(() => receiver.received.length === 30)
    // As many as it may have under way at one destination, and no more.
    expect(silent.received.length).toBeLessThanOrEqual(10)
    await loop.stop()
    await database.close()
    await sql`delete from deliveries where destination_id = ${id}`.execute(service.db)
  })

  test('fans out of each project its share, however much of another waits before', async () => {
    const both = [project, await createProject(service.db, 'Other')]
    for (const one of both) {
      await service.addWebhook(one, { url: silent.url })
      nps = await ask(service.db, one.id, service.clock.now)
      project = one
      await answers(20)
    }
    const fannedOut = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*) filter (where fanned_out)::int as count from events
        where project_id = any (${both.map(({ id }) => id)}::uuid[]) group by project_id`.execute(service.db)
      return rows.map(({ count }) => count)
    }
    expect(await fanOut(service.db, 10)).toBe(10)
    expect(await fannedOut()).toEqual([5, 5])
    // Of more projects than may be taken some come next time.
    expect(await fanOut(service.db, 1)).toBe(1)
    while ((await fanOut(service.db, 7)) > 0);
    expect(await fannedOut()).toEqual([20, 20])
  })

  test('asks a destination one at a time while it takes nothing', async () => {
    const { id } = await service.addWebhook(project, { url: silent.url })
    await answers(20)
    await fanOut(service.db)
    await service.db
      .updateTable('destinations')
      .set({ failing_since: new Date() })
      .where('id', '=', id)
      .execute()
    const room = { total: 100, perDestination: 10, perProject: 50, leaseMs: 60_000 }
    expect(await claimDeliveries(service.db, room, new Map())).toHaveLength(1)
    expect(await claimDeliveries(service.db, room, new Map([[id, 1]]))).toHaveLength(0)
  })

  test('leaves three quarters of its places to others, however much a project has to tell', async () => {
    const ids = []
    for (let i = 0; i < 3; i++) ids.push((await service.addWebhook(project, { url: silent.url })).id)
    await answers(5)
    const large = project.id
    project = await createProject(service.db, 'Bakery')
    nps = await ask(service.db, project.id, service.clock.now)
    await service.addWebhook(project, { url: receiver.url })
    await answers(2)
    await fanOut(service.db)
    const room = { total: 100, perDestination: 10, perProject: 4, leaseMs: 60_000 }
    const claim = async (underWay: [string, number][]) => {
      const claimed = await claimDeliveries(service.db, room, new Map(underWay))
      await service.due()
      return [large, project.id].map(id => claimed.filter(({ project_id }) => project_id === id).length)
    }
    expect(await claim([])).toEqual([4, 2])
    expect(await claim(ids.map(id => [id, 1]))).toEqual([1, 2])
    expect(await claim(ids.map(id => [id, 2]))).toEqual([0, 2])
  })

  test('gives back what it took where it cannot read what is to be told', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    await answers(1)
    const { database, telling } = startWorker(false)
    const open = () => {
      throw new Error('out of order')
    }
    const loop = startTellLoop({ ...telling, sealing: { ...telling.sealing, open } }, { isRunning: false })
    await expect(loop.runOnce()).rejects.toThrow('out of order')
    expect(await service.log(project, id)).toMatchObject([{ state: 'waiting', attempts: 0, tries: [] }])
    // It is due at once.
    await service.tell()
    expect(receiver.take()).toHaveLength(1)
    await database.close()
  })

  test('sends again, under the same id, what a process was killed with before it noted it', async () => {
    await service.addWebhook(project, { url: receiver.url })
    await answers(1)
    await fanOut(service.db)
    const { database, telling } = startWorker(false)
    const room = { total: 10, perDestination: 10, perProject: 10, leaseMs: 60_000 }
    const [prepared] = await prepare(telling, await claimDeliveries(database.db, room, new Map()))
    if (!prepared) throw new Error('There is nothing to send')
    expect(await attempt(telling, prepared, new AbortController().signal)).toMatchObject({
      outcome: 'delivered',
    })
    // Here it is killed. Nobody else takes it until its time is over.
    await service.tell()
    expect(receiver.received).toHaveLength(1)
    await service.due()
    await service.tell()
    expect(new Set(receiver.take().map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(
      await service.db
        .selectFrom('deliveries')
        .select('state')
        .where('project_id', '=', project.id)
        .execute(),
    ).toEqual([{ state: 'delivered' }])
    await database.close()
  })

  test('gives back what is under way when it has to stop, as if it had not been tried', async () => {
    const { id } = await service.addWebhook(project, { url: silent.url })
    await answers(1)
    const { loop, database } = startWorker()
    await until(() => silent.received.length === 1)
    await loop.stop()
    await database.close()
    const [delivery] = await service.log(project, id)
    expect(delivery).toMatchObject({ state: 'waiting', attempts: 0, tries: [] })
    expect(Date.parse(delivery.dueAt)).toBeLessThanOrEqual(Date.now())
    await service.db.deleteFrom('deliveries').where('destination_id', '=', id).execute()
  })

  test('counts what waits, and for how long', async () => {
    await service.addWebhook(project, { url: silent.url })
    await answers(3)
    await fanOut(service.db)
    await sql`update deliveries set due_at = now() - interval '1 hour' where project_id = ${project.id}`.execute(
      service.db,
    )
    const { waiting, oldestDueSeconds } = await readBacklog(service.db)
    expect([waiting, Math.round(oldestDueSeconds / 60)]).toEqual([3, 60])
  })
})
