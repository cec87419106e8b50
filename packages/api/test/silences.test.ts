import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProjectKeys } from '../src/domain/keys/createProject.ts'
import type { SlackMessage } from '../src/domain/telling/notices/toSlack.ts'
import { checkSilences } from '../src/domain/telling/silence/checkSilences.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import type { Asked } from './recordingApp.ts'
import { type Scoring, startScoring } from './scoring.ts'
import { startTelling, type TellingService } from './telling.ts'

let service: TellingService
let channel: Receiver
let shop: Scoring
let project: ProjectKeys
let payment: Asked

beforeAll(async () => {
  service = await startTelling()
  channel = await startReceiver()
})
beforeEach(async () => {
  await service.db.deleteFrom('destinations').execute()
  service.clock.now = Date.parse('2026-01-10T12:00:00Z')
  shop = await startScoring(service)
  project = shop.project
  payment = await shop.ask('nps', 'checkout.payment')
  channel.take()
})
afterAll(async () => {
  await channel.close()
  await service.close()
})

const hourMs = 3_600_000
/** A Monday at noon, until when everything was as usual. */
const noon = Date.parse('2026-03-02T12:00:00Z')

const add = (input: Record<string, unknown> = {}) =>
  service.addDestination(project, { kind: 'slack', url: channel.url, alerts: { silence: true }, ...input })

/** As many showings and answers in each hour from five weeks ago, or `from`, up to `until`. */
async function usual(
  { surveyId, rulesId }: Asked,
  { shown = 40, answered = 12, from = '2026-01-20T00:00:00Z', until = noon } = {},
) {
  await sql`
    insert into hourly_counts (project_id, touchpoint_id, survey_id, hour, rules_id, shown, answered, s9)
    select project_id, touchpoint_id, id, hour, ${rulesId}, ${shown}::int, ${answered}::int, ${answered}::int
    from surveys, generate_series(${from}::timestamptz, ${new Date(until - 1)}, interval '1 hour') as hour
    where id = ${surveyId}`.execute(service.db)
}

/** What is told of what is looked at every hour from `from` to `to`, in hours after noon. */
async function look(from: number, to: number): Promise<{ at: number; said: string }[]> {
  const told: { at: number; said: string }[] = []
  for (let at = from; at <= to; at += 1) {
    await checkSilences(service.db, noon + at * hourMs + 6 * 60_000)
    await service.tell()
    for (const { text } of channel.take()) {
      const { blocks } = JSON.parse(text) as SlackMessage
      told.push({ at, said: blocks.map(block => block.text.text).join('\n') })
    }
  }
  return told
}

describe('silence', () => {
  test('is told once, when it is certain, and when it is over', async () => {
    await add()
    await usual(payment)
    await usual(payment, { from: '2026-03-02T20:00:00Z', until: noon + 24 * hourMs })
    const told = await look(0, 20)
    expect(told).toMatchObject([
      // After the first hour without any: 40 were usual.
      { at: 1, said: expect.stringContaining('Showings stopped at checkout.payment (Shop)') },
      { at: 9, said: expect.stringContaining('Showings came back at checkout.payment (Shop)') },
    ])
    expect(told[0]?.said).toContain(
      'Nobody was asked since 2 March 2026, 12:00; about 40 are usual in that time.',
    )
    expect(told[1]?.said).toContain('They had stopped on 2 March 2026, 12:00.')
  })

  test('is told once by all processes together', async () => {
    await add()
    await usual(payment)
    const now = noon + hourMs + 6 * 60_000
    await Promise.all(Array.from({ length: 5 }, () => checkSilences(service.db, now)))
    await service.tell()
    expect(channel.take()).toHaveLength(1)
  })

  test('of several touchpoints is one message; each destination hears of its own', async () => {
    const cart = await shop.ask('csat', 'cart.delivery')
    await add()
    await add({ filters: { touchpoints: ['cart.delivery'] } })
    await add({ filters: { touchpoints: ['search.results'] } })
    await add({ alerts: { silence: false } })
    for (const asked of [payment, cart]) await usual(asked)
    const said = (await look(0, 3)).map(({ said }) => said).sort()
    expect(said).toEqual([
      expect.stringContaining('2 touchpoints went silent (Shop)'),
      expect.stringContaining('Showings stopped at cart.delivery (Shop)'),
    ])
    expect(said[1]).not.toContain('checkout.payment')
  })

  test('of answers is told where people are asked, and nobody answers', async () => {
    await add()
    await usual(payment)
    await usual(payment, { answered: 0, from: '2026-03-02T12:00:00Z', until: noon + 12 * hourMs })
    const told = await look(0, 8)
    expect(told).toMatchObject([
      { said: expect.stringContaining('Answers stopped at checkout.payment (Shop)') },
    ])
    expect(told[0]?.said).toMatch(
      /Nobody answered since 2 March 2026, 12:00, of \d+ who were asked; about \d+ are usual/,
    )
  })

  test.each(['paused', 'archived'])('is nothing to hear of where it was %s', async state => {
    await add()
    await usual(payment)
    const url = `/v1/touchpoints/${payment.key}/state`
    await service.admin('PUT', url, { state }, project.secretKey)
    expect(await look(0, 6)).toEqual([])
  })

  test('ends without a word where it is paused meanwhile; resumed, it counts from then on', async () => {
    await add()
    await usual(payment)
    expect(await look(0, 2)).toHaveLength(1)
    await shop.turn(payment.key, 'paused')
    expect(await look(3, 5)).toEqual([])
    service.clock.now = noon + 5 * hourMs
    await shop.turn(payment.key, 'active')
    // Since 17 o'clock nobody is asked, now for no reason any more.
    const [again, ...more] = await look(6, 8)
    expect(more).toEqual([])
    expect(again?.said).toContain('since 2 March 2026, 17:00')
    expect(again?.said).toContain('It was published anew on 2 March 2026, 17:00.')
  })

  test('is none where fewer are asked because the sample was made smaller', async () => {
    await add()
    await usual(payment)
    service.clock.now = noon
    await shop.sample(payment, 0.01)
    expect(await look(0, 12)).toEqual([])
  })

  test('is none where it comes again by the time that one looks', async () => {
    await add()
    await usual(payment)
    await usual(payment, { shown: 10, answered: 2, from: '2026-03-02T15:00:00Z', until: noon + 4 * hourMs })
    // Nobody looked for three hours, as while the service was down.
    expect(await look(3, 3)).toEqual([])
  })

  test('is over only for those who heard of it', async () => {
    await add()
    await usual(payment)
    await usual(payment, { from: '2026-03-02T16:00:00Z', until: noon + 24 * hourMs })
    expect(await look(0, 2)).toHaveLength(1)
    await add({ name: 'New' })
    expect(await look(3, 8)).toHaveLength(1)
  })

  test('is looked for only where somebody wants to hear of it', async () => {
    await add({ alerts: { silence: false } })
    await usual(payment)
    await look(0, 2)
    const checks = service.db.selectFrom('silence_checks').selectAll().where('project_id', '=', project.id)
    expect(await checks.execute()).toEqual([])
  })
})
