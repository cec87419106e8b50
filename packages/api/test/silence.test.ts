import { describe, expect, test } from 'vitest'
import { demoPast } from '../src/demo/past/demoPast.ts'
import { demoTraffic } from '../src/demo/past/demoTraffic.ts'
import { seededRandom } from '../src/demo/past/seededRandom.ts'
import {
  comesAgain,
  findSilence,
  type Hour,
  hourMs,
  isBack,
  type What,
} from '../src/domain/telling/silence/findSilence.ts'
import { chanceOfSoFew, isSilent } from '../src/domain/telling/silence/isSilent.ts'

const dayMs = 24 * hourMs
const timeZone = 'Europe/Stockholm'
const end = Date.parse('2026-03-01T00:00:00Z')

const showings = (count: number) => ({ count, chances: 1 })

describe('silence', () => {
  test.each([
    [0, 83, 0.2, 0.8 ** 83],
    [2, 20, 0.2, 0.206084719],
    [5, 100, 0.2, 0.0000186800663],
    [0, 10_000, 0.2, 0],
  ])('has the chance that at most %i of %i come now', (most, n, p, chance) => {
    expect(chanceOfSoFew(most, n, p)).toBeCloseTo(chance, 9)
  })

  test('is nothing where 83 came in four weeks, and not where 82 did', () => {
    const weeks = [21, 21, 20, 21].map(showings)
    expect(isSilent(showings(0), weeks)).toBe(true)
    expect(isSilent(showings(0), [...weeks.slice(1), showings(20)])).toBe(false)
  })

  test('is a twentieth of what is usual, and no more', () => {
    const weeks = Array.from({ length: 4 }, () => showings(400))
    expect(isSilent(showings(20), weeks)).toBe(true)
    expect(isSilent(showings(21), weeks)).toBe(false)
  })

  test('is none where one of the weeks was as quiet', () => {
    expect(isSilent(showings(0), [400, 400, 400, 3].map(showings))).toBe(false)
  })

  test('of answers is measured by who was asked', () => {
    const asked = (count: number, chances: number) => ({ count, chances })
    const weeks = Array.from({ length: 4 }, () => asked(60, 200))
    expect(isSilent(asked(0, 200), weeks)).toBe(true)
    // Nobody was asked, so nobody could answer.
    expect(isSilent(asked(0, 0), weeks)).toBe(false)
    expect(isSilent(asked(0, 20), weeks)).toBe(false)
  })
})

type Hours = Map<number, Hour>

/** What the demo's touchpoints had in the 90 days before `end`. */
function demoHours(): Map<string, Hours> {
  const metrics = { 2: 'thumbs', 4: 'smileys', 5: 'csat', 7: 'ces', 11: 'nps' } as const
  const asked = Object.entries(demoTraffic).map(([key, { weights }]) => ({
    key,
    projectId: 'demo',
    touchpointId: key,
    surveys: [
      {
        id: key,
        from: 0,
        metric: metrics[weights.length as keyof typeof metrics],
        comment: false,
        followUps: new Set<string>(),
        reasons: {},
      },
    ],
    rules: [{ id: key, from: 0, sampleRate: 1, quietDays: { answered: 90, dismissed: 30 } }],
  }))
  const byKey = new Map<string, Hours>()
  for (const { touchpoint_id: key, shown_at, score } of demoPast(asked, end)) {
    const hours = byKey.get(key) ?? new Map()
    byKey.set(key, hours)
    addTo(hours, shown_at, { shown: 1, answered: score === null ? 0 : 1 })
  }
  return byKey
}

function addTo(hours: Hours, at: number, { shown, answered }: Hour) {
  const hour = Math.floor(at / hourMs) * hourMs
  const standing = hours.get(hour) ?? { shown: 0, answered: 0 }
  hours.set(hour, { shown: standing.shown + shown, answered: standing.answered + answered })
}

/** Every hour of the last `days`, as the service looks: when it was found silent, and back. */
function look(
  hours: Hours,
  what: What,
  days: number,
): { at: number; is: 'silent' | 'back'; since: number }[] {
  const found: ReturnType<typeof look> = []
  let noticedAt: number | null = null
  let from = 0
  for (let at = end - days * dayMs; at <= end; at += hourMs) {
    if (noticedAt === null) {
      const silence = findSilence(hours, what, { from, end: at, timeZone })
      if (!silence) continue
      noticedAt = at
      found.push({ at, is: 'silent', since: silence.since })
    } else if (isBack(hours, what, { since: noticedAt, end: at, timeZone })) {
      noticedAt = null
      from = at
      found.push({ at, is: 'back', since: at })
    }
  }
  return found
}

const demo = demoHours()
const payment = demo.get('checkout.payment') as Hours

describe('looking for silence', () => {
  test('finds none in 30 days of the demo, which are usual days', { timeout: 30_000 }, () => {
    expect(demo.size).toBe(Object.keys(demoTraffic).length)
    for (const [key, hours] of demo) {
      if (!['checkout.payment', 'cart.delivery', 'account.settings'].includes(key)) continue
      expect({ key, found: look(hours, 'showings', 30) }).toEqual({ key, found: [] })
      expect({ key, found: look(hours, 'answers', 30) }).toEqual({ key, found: [] })
    }
  })

  test('finds none in two months that are busy, and vary by a quarter from hour to hour', {
    timeout: 30_000,
  }, () => {
    expect(look(unsteady(1_000, 60 + 35), 'showings', 60)).toEqual([])
  })

  test('tells within hours that a hundred a day have stopped, from when, once, and that they are back', () => {
    const stopped = end - 5 * dayMs - 12 * hourMs
    const back = end - 2 * dayMs
    const hours = new Map([...payment].filter(([hour]) => hour < stopped || hour >= back))
    const [silent, again, ...more] = look(hours, 'showings', 7)
    expect(more).toEqual([])
    expect(silent).toMatchObject({ is: 'silent' })
    expect(((silent?.at ?? 0) - stopped) / hourMs).toBeLessThanOrEqual(8)
    expect(Math.abs((silent?.since ?? 0) - stopped)).toBeLessThanOrEqual(hourMs)
    expect(again).toMatchObject({ is: 'back' })
    // It came back at midnight.
    expect(((again?.at ?? 0) - back) / hourMs).toBeLessThanOrEqual(9)
  })

  test('tells that nobody answers any more though many are asked', () => {
    const stopped = end - 3 * dayMs
    const hours = new Map(
      [...payment].map(([hour, of]) => [hour, hour < stopped ? of : { ...of, answered: 0 }] as const),
    )
    expect(look(hours, 'showings', 5)).toEqual([])
    const [silent, ...more] = look(hours, 'answers', 5)
    expect(more).toEqual([])
    expect(((silent?.at ?? 0) - stopped) / hourMs).toBeLessThanOrEqual(24)
  })

  test('says nothing of a touchpoint that is too young, too rare, or was only tried', () => {
    const young = new Map([...payment].filter(([hour]) => hour >= end - 12 * dayMs && hour < end - 2 * dayMs))
    expect(look(young, 'showings', 2)).toEqual([])
    const rare = demo.get('account.settings') as Hours
    expect(look(new Map([...rare].filter(([hour]) => hour < end - 6 * dayMs)), 'showings', 6)).toEqual([])
    const tried = new Map([[end - 20 * dayMs, { shown: 5_000, answered: 900 }]])
    expect(look(tried, 'showings', 7)).toEqual([])
  })

  test('compares by the clocks of the project, also over the change to summer', () => {
    // A shop that is open from 9 to 17 of its own time, of which nobody is missed at 8.
    const hours: Hours = new Map()
    for (let at = Date.parse('2026-02-01T00:00:00Z'); at < Date.parse('2026-04-06T00:00:00Z'); at += hourMs) {
      const summer = at >= Date.parse('2026-03-29T01:00:00Z')
      const local = new Date(at).getUTCHours() + (summer ? 2 : 1)
      if (local >= 9 && local < 17) hours.set(at, { shown: 100, answered: 30 })
    }
    for (let at = Date.parse('2026-03-29T00:00:00Z'); at < Date.parse('2026-04-05T00:00:00Z'); at += hourMs) {
      expect(findSilence(hours, 'showings', { end: at, timeZone })).toBeNull()
    }
    // In April nobody is there from 17 o'clock, 15 by UTC; in March that was an hour later.
    const end = Date.parse('2026-04-01T16:00:00Z')
    expect(findSilence(hours, 'showings', { end, timeZone: 'UTC' })).toMatchObject({ count: 0, usual: 100 })
  })

  test('needs no alarm where it comes again in the hour under way', () => {
    const hours = new Map([...payment].filter(([hour]) => hour < end - dayMs))
    expect(findSilence(hours, 'showings', { end, timeZone })).not.toBeNull()
    const now = end + hourMs / 2
    expect(comesAgain(hours, 'showings', { end, now, timeZone })).toBe(false)
    addTo(hours, end, { shown: 5, answered: 1 })
    expect(comesAgain(hours, 'showings', { end, now, timeZone })).toBe(true)
  })
})

/** Showings as of a shop, where days and hours vary by a quarter around what is usual, and chance comes on top. */
function unsteady(perDay: number, days: number): Hours {
  const random = seededRandom(7)
  // Six uniform numbers have a variance of one half.
  const normal = () => random.normal() * Math.SQRT2
  const about = () => Math.max(0.1, 1 + normal() / 4)
  const hours: Hours = new Map()
  for (let day = 0; day < days; day += 1) {
    const busy = about()
    for (let hour = 0; hour < 24; hour += 1) {
      const share = hour < 5 ? 0.06 : hour < 8 ? 0.35 : hour < 16 ? 0.6 : hour < 21 ? 1 : 0.4
      const mean = (perDay * busy * about() * share) / 12.55
      const shown = Math.max(0, Math.round(mean + normal() * Math.sqrt(mean)))
      hours.set(end - (days - day) * dayMs + hour * hourMs, { shown, answered: Math.round(shown / 5) })
    }
  }
  return hours
}
