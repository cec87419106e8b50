import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { singlesAnHour } from '../src/domain/telling/alerts/composeAlert.ts'
import type { SlackMessage } from '../src/domain/telling/notices/toSlack.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { type Asked, ask, stateOf } from './recordingApp.ts'
import { startTelling, type TellingService } from './telling.ts'

let service: TellingService
let channel: Receiver
let project: ProjectKeys
let asked: Asked

beforeAll(async () => {
  service = await startTelling()
  channel = await startReceiver()
})
beforeEach(async () => {
  // Those of the test before would be told all that still waits for them.
  await service.db.deleteFrom('destinations').execute()
  project = await createProject(service.db, 'Shop')
  asked = await ask(service.db, project.id, service.clock.now)
  channel.take()
  channel.answer = (_request, response) => void response.writeHead(200).end('ok')
})
afterAll(async () => {
  await channel.close()
  await service.close()
})

const add = (input: Record<string, unknown> = {}) =>
  service.addDestination(project, { kind: 'slack', url: channel.url, ...input })

const post = (state: unknown) => service.post(project.publishableKey, state)

/** What arrived in the channel, as one text each. */
const arrived = () =>
  channel.take().map(({ text }) => {
    const { blocks } = JSON.parse(text) as SlackMessage
    return blocks.map(block => block.text.text).join('\n')
  })

/** All that is due, and what is due in five minutes. */
async function later() {
  await service.tell()
  await service.due()
  await service.tell()
}

const alerts = { alerts: { detractors: true }, comments: true }

describe('a Slack destination', () => {
  test.each([
    'https://hooks.slack.example/services/T1/B1/x',
    'https://slack.com/services/T1/B1/x',
    'http://hooks.slack.com/services/T1/B1/x',
    'https://hooks.slack.com.evil.example/services/T1',
    'https://user:pass@hooks.slack.com/services/T1/B1/x',
    'https://hooks.slack.com/',
    'https://10.0.0.1/services/T1/B1/x',
    'nonsense',
  ])('is not made with %s', async url => {
    const body = { kind: 'slack', name: 'Team', url }
    const reply = await service.admin('POST', '/v1/destinations', body, project.secretKey)
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors).toMatchObject([{ pointer: '/url', code: 'not-allowed' }])
  })

  test('tells nothing until it is told to, but of a test', async () => {
    const id = await add()
    await post(stateOf(asked, { score: 2, comment: 'Bad' }))
    await later()
    expect(arrived()).toEqual([])
    const reply = await service.admin('POST', `/v1/destinations/${id}/test`, undefined, project.secretKey)
    expect(reply.json()).toMatchObject({ delivered: true, status: 200, error: null })
    expect(arrived()).toEqual([expect.stringContaining('A test from Tyck (Shop)')])
  })

  test('keeps its address to itself, also where it is changed without one', async () => {
    const id = await add()
    const url = `/v1/destinations/${id}`
    const input = { kind: 'slack', name: 'Other', digest: { per: 'week', weekday: 1, hour: 9 } }
    const changed = await service.admin('PUT', url, input, project.secretKey, { 'if-match': '*' })
    expect(changed.statusCode).toBe(200)
    const { revision, ...told } = changed.json()
    expect(told).toMatchObject({
      ...input,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/hook\/…$/),
      alerts: { detractors: false, silence: false },
      comments: false,
    })
    await service.admin('POST', `${url}/test`, undefined, project.secretKey)
    expect(arrived()).toHaveLength(1)
  })

  test('is told events that it names, each in words', async () => {
    await add({ events: ['response.answered', 'response.changed', 'survey.published', 'respondent.erased'] })
    const state = stateOf(asked, { score: 9, respondent: 'anna' })
    await post(state)
    await service.tell()
    await post({ ...state, seq: 2, score: 7 })
    await service.tell()
    await ask(service.db, project.id, service.clock.now)
    await service.admin('DELETE', '/v1/respondents/anna', undefined, project.secretKey)
    await service.tell()
    await service.due()
    await service.tell()
    const said = arrived().join('\n')
    expect(said).toContain('Promoter at checkout.payment: 9 of 10')
    expect(said).toContain('Changed from 9 of 10 to 7 of 10 at checkout.payment')
    expect(said).toContain('A survey was published at checkout.payment')
    expect(said).toContain('A respondent was erased (Shop)')
    expect(said).not.toContain('anna')
  })

  test.each([
    [200, { outcome: 'delivered', state: 'on' }],
    [429, { outcome: 'waiting', state: 'on' }],
    [500, { outcome: 'waiting', state: 'on' }],
    [302, { outcome: 'waiting', state: 'on' }],
    [400, { outcome: 'failed', state: 'on' }],
    [403, { outcome: 'waiting', state: 'disabled' }],
    [404, { outcome: 'waiting', state: 'disabled' }],
    [410, { outcome: 'waiting', state: 'disabled' }],
  ])('that answers %i', async (status, { outcome, state }) => {
    const id = await add({ events: ['response.answered'] })
    channel.answer = (_request, response) =>
      void response.writeHead(status, { 'retry-after': '3600' }).end('no_service')
    await post(stateOf(asked, { score: 9 }))
    await service.tell()
    const [delivery] = await service.log(project, id)
    expect(delivery).toMatchObject({ state: outcome, status })
    const told = await service.admin('GET', `/v1/destinations/${id}`, undefined, project.secretKey)
    expect(told.json().state).toBe(state)
    if (status === 429) {
      const waitMs = Date.parse(delivery.dueAt) - Date.parse(delivery.tries[0].at)
      expect(waitMs).toBeGreaterThanOrEqual(3_600_000)
    }
  })
})

describe('an alert', () => {
  test('waits until the panel is closed or quiet for five minutes', async () => {
    const id = await add(alerts)
    await post(stateOf(asked, { score: 3 }))
    await service.tell()
    expect(arrived()).toEqual([])
    const [waiting] = await service.log(project, id)
    const waitMs = Date.parse(waiting.dueAt) - Date.parse(waiting.createdAt)
    expect(waitMs).toBe(300_000)
    await service.due()
    await service.tell()
    expect(arrived()).toEqual([expect.stringContaining('Detractor at checkout.payment: 3 of 10')])
  })

  test('has the comment that came before the panel was closed, and comes at once then', async () => {
    await add(alerts)
    const state = stateOf(asked, { score: 3 })
    await post(state)
    await service.tell()
    await post({ ...state, seq: 2, comment: 'I gave up.', reasons: ['slow'] })
    await service.tell()
    expect(arrived()).toEqual([])
    await post({ ...state, seq: 3, comment: 'I gave up.', reasons: ['slow'], closed: true })
    await service.tell()
    const [said, ...more] = arrived()
    expect(more).toEqual([])
    expect(said).toContain('> I gave up.')
    expect(said).toContain('Reasons: Slow')
    expect(said).toContain(`answer=${state.id}`)
  })

  test('comes at once where everything came in one post', async () => {
    await add(alerts)
    await post(stateOf(asked, { score: 3, comment: 'Late', closed: true }))
    await service.tell()
    expect(arrived()).toHaveLength(1)
  })

  test('does not tell the comment where comments are not chosen', async () => {
    await add({ alerts: { detractors: true } })
    await post(stateOf(asked, { score: 3, comment: 'Secret', closed: true }))
    await service.tell()
    const [said] = arrived()
    expect(said).toContain('3 of 10')
    expect(said).not.toContain('Secret')
  })

  test('is none where it was a mis-tap', async () => {
    const id = await add(alerts)
    const state = stateOf(asked, { score: 0 })
    await post(state)
    await service.tell()
    await post({ ...state, seq: 2, score: 10 })
    await later()
    expect(arrived()).toEqual([])
    expect(await service.log(project, id)).toMatchObject([{ state: 'skipped', error: 'no-low-score' }])
    // And comes where it was none after all.
    await post({ ...state, seq: 3, score: 1 })
    await later()
    expect(arrived()).toEqual([expect.stringContaining('1 of 10')])
  })

  test('is one for each response, with one word more where it changed', async () => {
    await add(alerts)
    const state = stateOf(asked, { score: 3 })
    await post(state)
    await later()
    await post({ ...state, seq: 2, score: 5 })
    await service.tell()
    await post({ ...state, seq: 3, score: 9, comment: 'Sorry!' })
    await later()
    await post({ ...state, seq: 4, score: 2, comment: 'Sorry!' })
    await later()
    const said = arrived()
    expect(said).toHaveLength(2)
    expect(said[1]).toContain('Changed from 3 of 10 to 9 of 10 at checkout.payment')
    expect(said[1]).toContain('> Sorry!')
  })

  test('says nothing more where nothing that matters changed', async () => {
    await add({ alerts: { detractors: true } })
    const state = stateOf(asked, { score: 3 })
    await post(state)
    await later()
    await post({ ...state, seq: 2, comment: 'Not told here' })
    await later()
    expect(arrived()).toHaveLength(1)
  })

  test('is of no response that was erased meanwhile', async () => {
    await add(alerts)
    await post(stateOf(asked, { score: 3, respondent: 'anna' }))
    await service.tell()
    await service.admin('DELETE', '/v1/respondents/anna', undefined, project.secretKey)
    await later()
    expect(arrived()).toEqual([])
  })

  test('passes the filters, and is of no test', async () => {
    await add({ ...alerts, filters: { touchpoints: ['search.results'] } })
    await add({ ...alerts, filters: { hasComment: true } })
    await post(stateOf(asked, { score: 3, test: true, comment: 'Test' }))
    await post(stateOf(asked, { score: 3 }))
    await post(stateOf(asked, { score: 3, comment: 'Real' }))
    await later()
    expect(arrived()).toEqual([expect.stringContaining('> Real')])
  })

  test.each([
    ['csat', 2, 'Dissatisfied at cart: 2 of 5'],
    ['ces', 3, 'Hard at cart: 3 of 7'],
    ['thumbs', 0, 'Thumbs down at cart'],
    ['smileys', 1, 'Unhappy at cart: 1 of 4'],
    ['stars', 2, 'Dissatisfied at cart: 2 of 5 stars'],
  ] as const)('is of the lowest segment of %s', async (metric, score, title) => {
    await add(alerts)
    const other = await ask(service.db, project.id, service.clock.now, { key: 'cart', metric })
    await post(stateOf(other, { score, closed: true }))
    await post(stateOf(other, { score: score + 1, closed: true }))
    await service.tell()
    const said = arrived()
    expect(said.map(text => text.split('\n')[0])).toContain(title)
    // Stars and CSAT have a middle; all others have the next segment above.
    expect(said.length).toBe(metric === 'smileys' ? 2 : 1)
  })

  test('is a summary where hundreds come, told once the hour is over', { timeout: 20_000 }, async () => {
    const id = await add(alerts)
    const states = Array.from({ length: 200 }, (_, at) =>
      stateOf(asked, { score: 1, comment: `Comment ${at} <!channel>`, closed: true }),
    )
    for (let at = 0; at < states.length; at += 20) {
      await service.post(project.publishableKey, ...states.slice(at, at + 20))
    }
    await service.tell()
    expect(arrived()).toHaveLength(singlesAnHour)
    const [summary] = await service.log(project, id, '?state=waiting')
    const hourMs = Date.parse(summary.dueAt) - Date.parse(summary.createdAt)
    expect(hourMs).toBeGreaterThan(3_590_000)
    expect(hourMs).toBeLessThan(3_610_000)

    // What is erased until then is in no summary.
    const skipped = (await service.log(project, id, '?state=skipped&limit=200')) as { responseId: string }[]
    expect(skipped).toHaveLength(190)
    await service.db
      .deleteFrom('responses')
      .where('id', '=', skipped[0]?.responseId ?? randomUUID())
      .execute()
    await service.due()
    await service.tell()
    const [said, ...more] = arrived()
    expect(more).toEqual([])
    expect(said).toContain('189 more low scores within an hour')
    expect(said?.match(/> Comment/g)).toHaveLength(3)
    expect(said).not.toContain('<!channel>')
  })
})
