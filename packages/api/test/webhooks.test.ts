import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { planDelivery } from '../src/domain/telling/planDelivery.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { type Asked, ask, stateOf } from './recordingApp.ts'
import { startTelling, type TellingService } from './telling.ts'

let service: TellingService
let receiver: Receiver
let project: ProjectKeys
let nps: Asked

beforeAll(async () => {
  service = await startTelling()
  receiver = await startReceiver()
})
afterAll(async () => {
  await service.close()
  await receiver.close()
})
beforeEach(async () => {
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, service.clock.now)
  receiver.take()
  receiver.answer = (_request, response) => void response.writeHead(204).end()
})

const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
const everything = ['response.answered', 'response.commented', 'response.changed'] as const

/** What the receiver was told since, by type, in any order. */
async function told() {
  await service.tell()
  return receiver
    .take()
    .map(({ body }) => body)
    .sort((a, b) => a.type.localeCompare(b.type))
}

describe('an answer', () => {
  test('is told with what the response says, but for the comment', async () => {
    await service.addWebhook(project, { url: receiver.url })
    const answered = stateOf(nps, { score: 2, comment: 'Slow', respondent: 'A17' })
    await post(stateOf(nps), answered)
    const [body, ...more] = await told()
    expect(more).toEqual([])
    expect(body).toMatchObject({
      type: 'response.answered',
      data: {
        id: answered.id,
        touchpoint: nps.key,
        seq: 1,
        score: 2,
        segment: 'detractor',
        respondent: 'A17',
      },
    })
    expect(body?.data).not.toHaveProperty('comment')
    expect(await told()).toEqual([])
  })

  test('that gains a comment, and is changed, is told as such', async () => {
    await service.addWebhook(project, { url: receiver.url, events: [...everything] })
    const state = stateOf(nps, { score: 9 })
    await post(state)
    expect((await told()).map(({ type }) => type)).toEqual(['response.answered'])
    await post({ ...state, seq: 2, score: 3, comment: 'Slow', reasons: ['slow'] })
    const [changed, commented] = await told()
    expect(changed).toMatchObject({ type: 'response.changed', data: { seq: 2, score: 3, previousScore: 9 } })
    expect(commented).toMatchObject({ type: 'response.commented', data: { seq: 2, reasons: ['slow'] } })
    await post({ ...state, seq: 3, score: 3, comment: 'Slow', reasons: ['slow'], closed: true })
    expect(await told()).toEqual([])
    await post({ ...state, seq: 4, score: 3, comment: 'Slow', reasons: [], closed: true })
    expect(await told()).toMatchObject([{ type: 'response.changed', data: { seq: 4, previousScore: 3 } }])
  })
})

describe('a delivery with a body and a key of its own', () => {
  test('is made anew for as long as it waits, and sent once when it is due', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    const plan = (body: object, dueInMs: number) =>
      planDelivery(
        service.db,
        { project_id: project.id, id },
        { kind: 'alert', key: 'silence', body, dueInMs },
      )
    await plan({ showings: 1 }, 60_000)
    await plan({ showings: 2 }, 300_000)
    expect(await told()).toEqual([])
    await plan({ showings: 3 }, 0)
    expect(await told()).toMatchObject([{ type: 'alert', data: { showings: 3 } }])
    await plan({ showings: 4 }, 0)
    expect(await told()).toEqual([])
  })
})
