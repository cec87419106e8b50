import { beforeEach, describe, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import { openDatabase } from '../src/store/database.ts'
import { flush } from '../src/store/responses.ts'
import { rows } from './manyRows.ts'
import {
  ask,
  beforeEachShop,
  day,
  hour,
  minute,
  rowOf,
  type Shop,
  stateOf,
  unchanged,
  wrongCounts,
} from './recordingApp.ts'

let service: Shop['service']
let project: Shop['project']
let nps: Shop['nps']
beforeEachShop(shop => {
  ;({ service, project, nps } = shop)
})
beforeEach(async () => {
  await countOnceWithin('P7D')
})

async function countOnceWithin(period: string | null) {
  const settings = { name: 'Shop', origins: [], theme: {}, countOnceWithin: period }
  const reply = await service.admin('PUT', '/v1/project', settings, project.secretKey)
  expect(reply.statusCode).toBe(200)
}

const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
/** An answer of the same respondent, unless `change` says otherwise. */
const answer = (change: object = {}, asked = nps) =>
  stateOf(asked, { respondent: 'A17', score: 9, ...change })
const flagsOf = async (...states: { id: string }[]) =>
  Promise.all(states.map(async ({ id }) => (await rowOf(service.db, id))?.flags.join()))

async function counts() {
  const { shown, answered, commented, dismissed, s3, s9 } = await service.db
    .selectFrom('hourly_counts')
    .select(({ fn }) =>
      (['shown', 'answered', 'commented', 'dismissed', 's3', 's9'] as const).map(name =>
        fn.sum<number>(name).as(name),
      ),
    )
    .where('project_id', '=', project.id)
    .executeTakeFirstOrThrow()
  expect(await wrongCounts(service.db)).toEqual([])
  return [shown, answered, commented, dismissed, s3, s9].map(Number)
}

describe('where one answer counts in a window', () => {
  test('a second one of the respondent at the touchpoint is stored, flagged and not counted', async () => {
    const [first, second] = [answer(), answer({ score: 3, comment: 'Worse' })]
    await post(first)
    await post(second)
    expect(await rowOf(service.db, second.id)).toMatchObject({
      score: 3,
      comment: 'Worse',
      flags: ['repeat'],
    })
    expect(await flagsOf(first)).toEqual([''])
    expect(await counts()).toEqual([1, 1, 0, 0, 0, 1])
  })

  test('an answer that is too late makes no repeat of one in time that comes with it', async () => {
    const late = answer({ shownAgoMs: hour, answeredAgoMs: 40 * minute, changedAgoMs: 0 })
    const timely = answer({ score: 3 })
    expect(await post(late, timely)).toMatchObject([{ code: 'too-late' }, { status: 'stored' }])
    expect(await flagsOf(timely)).toEqual([''])
    expect(await counts()).toEqual([1, 1, 0, 0, 1, 0])
  })

  test('its showing counts until it is answered, and again where the answer is taken back', async () => {
    const [first, second] = [answer(), answer()]
    await post(first)
    await post({ ...second, score: undefined })
    expect(await flagsOf(second)).toEqual([''])
    expect(await counts()).toEqual([2, 1, 0, 0, 0, 1])
    await post({ ...second, seq: 2, comment: 'Hm' })
    expect(await counts()).toEqual([1, 1, 0, 0, 0, 1])
    await post({ ...second, seq: 3, score: 3, comment: 'Hm' })
    expect(await counts()).toEqual([1, 1, 0, 0, 0, 1])
    await post({ ...second, seq: 4, score: undefined, answeredAgoMs: 0, dismissed: true })
    expect(await flagsOf(second)).toEqual([''])
    expect(await counts()).toEqual([2, 1, 0, 1, 0, 1])
  })

  test('the answer that counts may change, be sent again, and be taken back for another to count', async () => {
    const [first, second, third] = [answer(), answer(), answer({ score: 3 })]
    await post(first)
    expect(await post(first)).toEqual([unchanged(first.id)])
    await post({ ...first, seq: 2, score: 3 })
    expect(await counts()).toEqual([1, 1, 0, 0, 1, 0])
    await post(second)
    await post({ ...first, seq: 3, score: undefined, answeredAgoMs: 0 })
    await post(third)
    expect(await flagsOf(first, second, third)).toEqual(['', 'repeat', ''])
    await post({ ...first, seq: 4, score: 9 })
    expect(await flagsOf(first)).toEqual(['repeat'])
    expect(await counts()).toEqual([1, 1, 0, 0, 1, 0])
  })

  test('what is refused stands in nobody’s way', async () => {
    const delivered = await ask(service.db, project.id, service.clock.now - day, { key: 'order.delivered' })
    const [taken, conflict, late] = [answer({ seq: 2 }), answer({}, delivered), answer({ respondent: 'B18' })]
    await post(taken, conflict, late)
    await post({ ...taken, seq: 3, score: undefined, answeredAgoMs: 0 })
    service.clock.now += hour
    const ages = { shownAgoMs: 5_000 + hour, changedAgoMs: hour }
    const next = answer()
    // An older state, and one of another survey.
    await post({ ...taken, ...ages }, { ...answer({ seq: 2 }), id: conflict.id, ...ages }, next)
    expect(await flagsOf(next)).toEqual([''])
    await post({
      ...late,
      seq: 2,
      score: undefined,
      shownAgoMs: 5_000 + hour,
      answeredAgoMs: hour,
      changedAgoMs: hour,
    })
    const other = answer({ respondent: 'B18' })
    await post({ ...late, seq: 3, shownAgoMs: 5_000 + hour, changedAgoMs: 0 }, other)
    expect(await flagsOf(other)).toEqual([''])
  })

  test('two of one post are told apart, and one may hold several windows', async () => {
    const at = (hours: number) => answer({ shownAgoMs: hours * hour, changedAgoMs: hours * hour - minute })
    await countOnceWithin('P1D')
    const states = [at(144), at(125), at(118), at(95), at(93)]
    await post(...states)
    // The third is a day from the first, and less than a day from the second, which does not count.
    expect(await flagsOf(...states)).toEqual(['', 'repeat', '', 'repeat', ''])
    await post(...states.map(state => ({ ...state, seq: 2, changedAgoMs: state.shownAgoMs - 2 * minute })))
    expect(await flagsOf(...states)).toEqual(['', 'repeat', '', 'repeat', ''])
    expect((await counts()).slice(0, 2)).toEqual([3, 3])
  })

  test('the window reaches forward and back, and ends', async () => {
    const late = answer({ shownAgoMs: hour, changedAgoMs: 0 })
    const early = answer({ shownAgoMs: 5 * day, changedAgoMs: 5 * day - minute })
    await post(late)
    await post(early)
    expect(await flagsOf(late, early)).toEqual(['', 'repeat'])
    service.clock.now += 7 * day - hour
    const next = answer({ shownAgoMs: 1_000 })
    await post(next)
    expect(await flagsOf(next)).toEqual(['repeat'])
    service.clock.now += 1_000
    const after = answer({ shownAgoMs: 1_000 })
    await post(after)
    expect(await flagsOf(after)).toEqual([''])
    service.clock.now += 7 * day - 1
    const over = answer({ shownAgoMs: 1_000 })
    await post(over)
    expect(await flagsOf(over)).toEqual(['repeat'])
  })

  test('other respondents, touchpoints and projects, tests and those without an id are nobody’s repeat', async () => {
    const delivered = await ask(service.db, project.id, service.clock.now - day, { key: 'order.delivered' })
    const neighbour = await createProject(service.db, 'Neighbour')
    const asked = await ask(service.db, neighbour.id, service.clock.now - day)
    const theirs = [answer({}, asked), answer({}, asked)]
    const others = [
      answer({ test: true }),
      answer(),
      answer({ respondent: 'B18' }),
      answer({}, delivered),
      answer({ respondent: undefined }),
      answer({ respondent: undefined }),
    ]
    await post(...others)
    await service.post(neighbour.publishableKey, ...theirs)
    expect(await flagsOf(...others, ...theirs)).toEqual(Array.from({ length: 8 }, () => ''))
    expect((await counts()).slice(0, 2)).toEqual([5, 5])
  })

  test('the respondent is the one that the response began with', async () => {
    const [first, second, third] = [answer(), answer(), answer({ respondent: 'B18' })]
    await post(first, { ...second, score: undefined }, { ...third, score: undefined })
    await post({ ...second, seq: 2, respondent: 'B18' }, { ...third, seq: 2, respondent: 'A17' })
    expect(await flagsOf(second, third)).toEqual(['repeat', ''])
    expect((await counts()).slice(0, 2)).toEqual([2, 2])
  })

  test('an erasure takes from the counts what they had, and nobody is a repeat of the erased', async () => {
    await post(answer(), answer(), answer({ respondent: 'B18' }))
    const reply = await service.admin('DELETE', '/v1/respondents/A17', undefined, project.secretKey)
    expect(reply.json()).toMatchObject({ responses: 2 })
    expect(await counts()).toEqual([1, 1, 0, 0, 0, 1])
    service.clock.now += minute
    const next = answer()
    await post(next)
    expect(await flagsOf(next)).toEqual([''])
  })

  test('views have repeats among the responses, and not among the answers', async () => {
    await post(answer(), answer())
    const counted = await service.db
      .withSchema('tyck')
      .selectFrom('responses')
      .select('counted' as never)
      .where('project_id', '=', project.id)
      .execute()
    expect(counted).toEqual(expect.arrayContaining([{ counted: true }, { counted: false }]))
    const answers = await service.db
      .withSchema('tyck')
      .selectFrom('answers' as 'responses')
      .select('project_id')
      .where('project_id', '=', project.id)
      .execute()
    expect(answers).toHaveLength(1)
  })

  test('holds from when it is set until it is taken back', async () => {
    await countOnceWithin(null)
    const [before, first, second, after] = [answer(), answer(), answer(), answer()]
    await post(before)
    await countOnceWithin('P7D')
    await post(first)
    await post(second)
    await countOnceWithin(null)
    await post(after)
    expect(await flagsOf(before, first, second, after)).toEqual(['', '', 'repeat', ''])
    expect((await counts()).slice(0, 2)).toEqual([3, 3])
  })
})

test('of the same answer from two processes at once, again and again, one counts', async () => {
  const processes = [openDatabase(service.databaseUrl), openDatabase(service.databaseUrl)] as const
  const asked = { project_id: project.id, survey_id: nps.surveyId, respondent: 'A17', window_ms: day }
  try {
    for (let round = 0; round < 10; round += 1) {
      const touchpoint_id = crypto.randomUUID()
      const batches = [0, 1, 2, 3].map(() => rows(3, { ...asked, touchpoint_id, score: 9 }))
      await Promise.all(batches.map((batch, at) => flush(processes[at % 2 ? 1 : 0].db, batch)))
      const stored = await service.db
        .selectFrom('responses')
        .select('flags')
        .where('touchpoint_id', '=', touchpoint_id)
        .execute()
      expect(stored.filter(({ flags }) => flags.length === 0)).toHaveLength(1)
      expect(stored.filter(({ flags }) => flags[0] === 'repeat')).toHaveLength(11)
    }
  } finally {
    await Promise.all(processes.map(({ close }) => close()))
  }
  expect(await wrongCounts(service.db)).toEqual([])
})
