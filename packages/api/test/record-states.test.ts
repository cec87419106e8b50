import { describe, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import {
  ask,
  beforeEachShop,
  day,
  hour,
  minute,
  rejected,
  rowOf,
  type Shop,
  stateOf,
  stored,
  unchanged,
  wrongCounts,
} from './recordingApp.ts'

let service: Shop['service']
let project: Shop['project']
let nps: Shop['nps']
beforeEachShop(shop => {
  ;({ service, project, nps } = shop)
})

const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
const row = (id: unknown) => rowOf(service.db, id)

test('stores a showing, then what comes of it, in one row', async () => {
  const shown = stateOf(nps, {
    respondent: 'A17',
    metadata: { orderValue: 420 },
    locale: 'sv',
    layout: 'one-row',
  })
  expect(await post(shown)).toEqual([stored(shown.id)])
  service.clock.now += 2_000
  const scored = { ...shown, seq: 2, shownAgoMs: 7_000, answeredAgoMs: 100, changedAgoMs: 100, score: 9 }
  expect(await post(scored)).toEqual([stored(shown.id)])
  service.clock.now += 20_000
  const commented = {
    ...scored,
    seq: 3,
    shownAgoMs: 27_000,
    answeredAgoMs: 20_100,
    comment: 'Quick!',
    reasons: ['fast'],
  }
  expect(await post({ ...commented, closed: true })).toEqual([stored(shown.id)])

  const begin = Date.UTC(2026, 4, 17, 10, 30)
  expect(await row(shown.id)).toMatchObject({
    project_id: project.id,
    survey_id: nps.surveyId,
    rules_id: nps.rulesId,
    respondent: 'A17',
    verified: false,
    seq: 3,
    score: 9,
    reasons: ['fast'],
    comment: 'Quick!',
    metadata: { orderValue: 420 },
    channel: 'web',
    locale: 'sv',
    layout: 'one-row',
    test: false,
    closed: true,
    dropped_keys: 0,
    shown_at: new Date(begin - 5_000),
    answered_at: new Date(begin + 1_900),
    commented_at: new Date(begin + 21_900),
    dismissed_at: null,
    changed_at: new Date(begin + 21_900),
    received_at: new Date(begin + 22_000),
  })
})

describe('states of one response', () => {
  test('stand by the highest seq, whatever comes when', async () => {
    const first = stateOf(nps, { score: 3, comment: 'Hm', reasons: ['slow'] })
    const second = { ...first, seq: 2, score: 9, comment: undefined, reasons: undefined }
    expect(await post(second)).toEqual([stored(first.id)])
    expect(await post(first)).toEqual([unchanged(first.id)])
    expect(await post(second)).toEqual([unchanged(first.id)])
    expect(await row(first.id)).toMatchObject({
      seq: 2,
      score: 9,
      comment: null,
      commented_at: null,
      reasons: [],
    })
  })

  test('keep what they were shown with', async () => {
    const first = stateOf(nps, {
      respondent: 'A',
      metadata: { a: 1 },
      channel: 'app',
      page: 'https://a.example/',
    })
    await post(first)
    const change = {
      seq: 2,
      respondent: 'B',
      metadata: { b: 2 },
      channel: 'web',
      page: 'https://b.example/',
      test: true,
      shownAgoMs: 60_000,
      locale: 'de',
      layout: 'two-rows',
      closed: true,
    }
    expect(await post({ ...first, ...change })).toEqual([stored(first.id)])
    expect(await row(first.id)).toMatchObject({
      respondent: 'A',
      metadata: { a: 1 },
      channel: 'app',
      page: 'https://a.example/',
      test: false,
      shown_at: new Date(service.clock.now - 5_000),
      locale: 'de',
      layout: 'two-rows',
      closed: true,
    })
  })

  test('keep the time of the first answer and of the first comment, until these are taken back', async () => {
    const first = stateOf(nps, { score: 3, comment: 'Hm', answeredAgoMs: 500, changedAgoMs: 200 })
    await post(first)
    const begin = service.clock.now
    service.clock.now += minute
    await post({ ...first, seq: 2, comment: 'Well', answeredAgoMs: undefined, changedAgoMs: 0 })
    expect(await row(first.id)).toMatchObject({
      comment: 'Well',
      answered_at: new Date(begin - 500),
      commented_at: new Date(begin - 200),
    })
    await post({
      ...first,
      seq: 3,
      score: undefined,
      comment: undefined,
      dismissed: true,
      answeredAgoMs: undefined,
    })
    expect(await row(first.id)).toMatchObject({ answered_at: null, commented_at: null })
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('keep the time of the dismissal', async () => {
    const first = stateOf(nps, { dismissed: true })
    await post(first)
    const begin = service.clock.now
    service.clock.now += minute
    await post({ ...first, seq: 2, closed: true })
    expect(await row(first.id)).toMatchObject({ dismissed_at: new Date(begin), closed: true })
    await post({ ...first, seq: 3, dismissed: false, score: 4 })
    expect(await row(first.id)).toMatchObject({ dismissed_at: null, score: 4 })
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('may come together, in any order', async () => {
    const first = stateOf(nps, { score: 3 })
    const states = [
      { ...first, seq: 2 },
      { ...first, seq: 3, score: 10 },
      first,
      { ...first, seq: 3, score: 0 },
    ]
    expect(await post(...states)).toEqual([
      unchanged(first.id),
      stored(first.id),
      unchanged(first.id),
      unchanged(first.id),
    ])
    expect(await row(first.id)).toMatchObject({ seq: 3, score: 10 })
  })

  test('are one row after the same was posted 100 times at once', async () => {
    const state = stateOf(nps, { score: 7 })
    const results = await Promise.all(Array.from({ length: 100 }, () => post(state)))
    const statuses = results.flat().map(result => result.status)
    expect(statuses.filter(status => status === 'stored')).toHaveLength(1)
    expect(statuses.filter(status => status === 'unchanged')).toHaveLength(99)
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('belong to one survey', async () => {
    const state = stateOf(nps, { score: 7 })
    await post(state)
    const other = await ask(service.db, project.id, service.clock.now, { key: 'order.delivered' })
    const conflict = { ...stateOf(other), id: state.id, seq: 2, score: 1 }
    expect(await post(conflict)).toEqual([rejected(state.id, 'id-conflict', '/id')])
    expect(await post({ ...conflict, seq: 1 })).toEqual([rejected(state.id, 'id-conflict', '/id')])
    expect(await row(state.id)).toMatchObject({ seq: 1, score: 7 })
  })

  test('are unrelated to what another project stores under the same id', async () => {
    const state = stateOf(nps, { score: 7 })
    await post(state)
    const other = await createProject(service.db, 'Other')
    const theirs = await ask(service.db, other.id, service.clock.now)
    const same = { ...stateOf(theirs), id: state.id, score: 1 }
    expect(await service.post(other.publishableKey, same)).toEqual([stored(state.id)])
    const rows = await service.db
      .selectFrom('responses')
      .select(['project_id', 'score'])
      .where('id', '=', state.id)
      .execute()
    expect(rows).toHaveLength(2)
    expect(rows).toContainEqual({ project_id: project.id, score: 7 })
    expect(rows).toContainEqual({ project_id: other.id, score: 1 })
  })
})

describe('time', () => {
  test('is reckoned from our clock, whatever the ages say', async () => {
    const state = stateOf(nps, { score: 9, shownAgoMs: 1_000, answeredAgoMs: 60_000, changedAgoMs: 30_000 })
    expect(await post(state)).toEqual([stored(state.id)])
    const shownAt = new Date(service.clock.now - 1_000)
    expect(await row(state.id)).toMatchObject({
      shown_at: shownAt,
      answered_at: shownAt,
      changed_at: shownAt,
    })
  })

  test.each(['shownAgoMs', 'answeredAgoMs', 'changedAgoMs'])('is too old with %s above 7 days', async age => {
    const ages = { shownAgoMs: 7 * day, answeredAgoMs: 7 * day, changedAgoMs: 7 * day, score: 3 }
    const kept = stateOf(nps, ages)
    const refused = stateOf(nps, { ...ages, [age]: 7 * day + 1 })
    expect(await post(kept, refused)).toEqual([stored(kept.id), rejected(refused.id, 'too-old', `/${age}`)])
  })

  test('takes the showing of a survey up to 7 days after its replacement', async () => {
    const replacedAt = service.clock.now
    await ask(service.db, project.id, replacedAt)
    service.clock.now += 10 * day
    const kept = stateOf(nps, { shownAgoMs: 3 * day })
    const refused = stateOf(nps, { shownAgoMs: 3 * day - 1 })
    expect(await post(kept, refused)).toEqual([
      stored(kept.id),
      rejected(refused.id, 'survey-replaced', '/surveyId'),
    ])
  })

  test('still tells a survey that was replaced long ago', async () => {
    await ask(service.db, project.id, service.clock.now)
    service.clock.now += 400 * day
    const state = stateOf(nps, { reasons: ['slow'] })
    expect(await post(state)).toEqual([rejected(state.id, 'survey-replaced', '/surveyId')])
  })

  test('takes no showing of a touchpoint after it was archived', async () => {
    const archivedAt = service.clock.now
    await service.db
      .updateTable('touchpoints')
      .set({ archived_at: new Date(archivedAt) })
      .where('project_id', '=', project.id)
      .execute()
    service.clock.now += hour
    const kept = stateOf(nps, { shownAgoMs: hour })
    const refused = stateOf(nps, { shownAgoMs: hour - 1 })
    expect(await post(kept, refused)).toEqual([
      stored(kept.id),
      rejected(refused.id, 'unknown-survey', '/surveyId'),
    ])
  })

  test('leaves 30 minutes after the first answer to change it, by when the change was made', async () => {
    const first = stateOf(nps, { score: 3 })
    await post(first)
    service.clock.now += hour
    const at = (agoMs: number, change: Record<string, unknown>) => ({
      ...first,
      shownAgoMs: hour + 5_000,
      answeredAgoMs: hour,
      changedAgoMs: agoMs,
      ...change,
    })
    expect(await post(at(30 * minute - 1, { seq: 2, score: 4 }))).toEqual([
      rejected(first.id, 'too-late', '/changedAgoMs'),
    ])
    expect(await post(at(30 * minute, { seq: 3, score: 5 }))).toEqual([stored(first.id)])
    expect(await row(first.id)).toMatchObject({ seq: 3, score: 5 })
  })

  test('reckons the window from the first answer also where a later state names another', async () => {
    const first = stateOf(nps, { score: 3 })
    await post(first)
    service.clock.now += 31 * minute
    const change = { seq: 2, score: 10, shownAgoMs: 31 * minute, answeredAgoMs: 0 }
    expect(await post({ ...first, ...change })).toEqual([rejected(first.id, 'too-late', '/changedAgoMs')])
  })

  test('reckons the window from the first answer also where it was taken back', async () => {
    const first = stateOf(nps, { score: 3 })
    await post(first)
    const begin = service.clock.now
    const cleared = { ...first, seq: 2, score: undefined }
    service.clock.now += minute
    expect(await post({ ...cleared, shownAgoMs: minute + 5_000 })).toEqual([stored(first.id)])
    service.clock.now += 30 * minute
    const again = { ...first, seq: 3, score: 10, shownAgoMs: 31 * minute + 5_000 }
    expect(await post(again)).toEqual([rejected(first.id, 'too-late', '/changedAgoMs')])
    expect(await row(first.id)).toMatchObject({ seq: 2, score: null, answered_at: null })
    // Made in time and delivered now.
    expect(await post({ ...again, changedAgoMs: 2 * minute })).toEqual([stored(first.id)])
    expect(await row(first.id)).toMatchObject({ score: 10, answered_at: new Date(begin) })
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('reckons the same window where the states come together, in any order', async () => {
    const first = stateOf(nps, { score: 3, shownAgoMs: hour, changedAgoMs: 40 * minute })
    const cleared = { ...first, seq: 2, score: undefined, changedAgoMs: 30 * minute }
    const late = { ...first, seq: 3, score: 10, changedAgoMs: 0 }
    expect(await post(late, cleared, first)).toEqual([
      rejected(first.id, 'too-late', '/changedAgoMs'),
      stored(first.id),
      unchanged(first.id),
    ])
    expect(await row(first.id)).toMatchObject({ seq: 2, score: null })
    service.clock.now += 1
    expect(await post(late)).toEqual([rejected(first.id, 'too-late', '/changedAgoMs')])
  })

  test('hears of a first answer that was taken back before it came', async () => {
    const cleared = stateOf(nps, {
      seq: 2,
      shownAgoMs: hour,
      answeredAgoMs: 40 * minute,
      changedAgoMs: 35 * minute,
    })
    await post(cleared)
    expect(await row(cleared.id)).toMatchObject({ answered_at: null })
    const late = { ...cleared, seq: 3, score: 10, answeredAgoMs: undefined, changedAgoMs: 0 }
    expect(await post(late)).toEqual([rejected(cleared.id, 'too-late', '/changedAgoMs')])
  })

  test('leaves as long as one likes between showing and answer', async () => {
    const shown = stateOf(nps)
    await post(shown)
    service.clock.now += 6 * hour
    const scored = { ...shown, seq: 2, shownAgoMs: 6 * hour, score: 8 }
    expect(await post(scored)).toEqual([stored(shown.id)])
  })
})

test('leaves test responses out of the counts', async () => {
  const state = stateOf(nps, { score: 7, test: true })
  expect(await post(state)).toEqual([stored(state.id)])
  expect(await post({ ...state, seq: 2, score: 8 })).toEqual([stored(state.id)])
  const counts = await service.db
    .selectFrom('hourly_counts')
    .selectAll()
    .where('project_id', '=', project.id)
    .execute()
  expect(counts).toEqual([])
})

test('counts by the hour of showing', async () => {
  await post(
    stateOf(nps, { score: 7, comment: 'Fine' }),
    stateOf(nps),
    stateOf(nps, { dismissed: true, shownAgoMs: hour }),
  )
  const counts = await service.db
    .selectFrom('hourly_counts')
    .select(['hour', 'shown', 'answered', 'commented', 'dismissed', 's7'])
    .where('project_id', '=', project.id)
    .orderBy('hour')
    .execute()
  const at = (hours: number) => new Date(Date.UTC(2026, 4, 17, hours))
  expect(counts).toEqual([
    { hour: at(9), shown: 1, answered: 0, commented: 0, dismissed: 1, s7: 0 },
    { hour: at(10), shown: 2, answered: 1, commented: 1, dismissed: 0, s7: 1 },
  ])
})
