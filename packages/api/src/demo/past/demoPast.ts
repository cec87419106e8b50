import type { ResponseRow } from '../../store/responses.ts'
import { answerThen } from './answerThen.ts'
import type { AskedThen } from './askedThen.ts'
import { demoPeople, type Person } from './demoPeople.ts'
import { type DemoTraffic, demoTraffic } from './demoTraffic.ts'
import { evenly } from './evenly.ts'
import { remarks } from './remarks.ts'
import { type Random, seededRandom } from './seededRandom.ts'
import { circumstancesOf, showThen } from './showThen.ts'

/** How far back the demo goes. */
export const pastDays = 90
export const dayMs = 86_400_000
/** Nobody is asked in the last minutes, who would answer after the end. */
const lastMs = 600_000
const seed = 20_260_301

/**
 * What came of the demo's touchpoints in the 90 days until `until` (milliseconds since 1970), in the order of time; the
 * same for the same moment, and much the same for the same day of the week. A touchpoint has nothing before its first survey and its first rules.
 */
export function* demoPast(asked: readonly AskedThen[], until: number): Generator<ResponseRow> {
  const random = seededRandom(seed)
  const people = demoPeople(random)
  const chance = { remark: remarks(random), luck: evenly(random) }
  const quietUntil = new Map<string, number>()
  // Of whole days, so that what comes out depends on the hour no further than that it ends there.
  const end = Math.ceil(until / dayMs) * dayMs
  const begin = end - pastDays * dayMs

  for (let day = begin; day < end; day += dayMs) {
    for (const { touchpoint, traffic, at } of showingsOf(random, asked, day, begin)) {
      const survey = touchpoint.surveys.findLast(({ from }) => from <= at)
      const rules = touchpoint.rules.findLast(({ from }) => from <= at)
      if (!survey || !rules) continue
      const person = whoToAsk(people, quietUntil, touchpoint.key, at)
      const circumstances = circumstancesOf(random, traffic, (end - at) / dayMs)
      const moment = { touchpoint, traffic, survey, rules, person, at, circumstances }
      const row = answerThen(random, showThen(random, moment), moment, chance)
      if (person.id !== null) {
        quietUntil.set(`${touchpoint.key}/${person.id}`, at + quietDays(row, rules.quietDays) * dayMs)
      }
      if (at <= until - lastMs) yield row
    }
  }
}

/** When whom to ask on a day, in the order of time. */
function showingsOf(random: Random, asked: readonly AskedThen[], day: number, begin: number) {
  const showings: { touchpoint: AskedThen; traffic: DemoTraffic; at: number }[] = []
  for (const touchpoint of asked) {
    const traffic = demoTraffic[touchpoint.key]
    if (!traffic) continue
    const rate = touchpoint.rules.findLast(({ from }) => from <= day)?.sampleRate ?? 1
    const expected = traffic.perDay * rate * busyness(day, begin)
    const count = Math.max(0, Math.round(expected + random.normal() * Math.sqrt(expected)))
    for (let made = 0; made < count; made += 1)
      showings.push({ touchpoint, traffic, at: timeOf(random, day) })
  }
  return showings.sort((a, b) => a.at - b.at)
}

/** More on weekends, and more as the weeks go by. */
function busyness(day: number, begin: number): number {
  const weekday = new Date(day).getUTCDay()
  return (weekday === 0 || weekday === 6 ? 1.25 : 0.9) * (0.9 + (0.2 * (day - begin)) / (pastDays * dayMs))
}

/** Within 24 hours of `day`: few at night, many in the evening. */
function timeOf(random: Random, day: number): number {
  for (;;) {
    const at = day + Math.floor(random.next() * dayMs)
    const hour = new Date(at).getUTCHours()
    const share = hour < 5 ? 0.06 : hour < 8 ? 0.35 : hour < 16 ? 0.6 : hour < 21 ? 1 : 0.4
    if (random.chance(share)) return at
  }
}

/** Somebody who need not be left in peace. */
function whoToAsk(
  people: ReturnType<typeof demoPeople>,
  quietUntil: ReadonlyMap<string, number>,
  key: string,
  at: number,
): Person {
  for (;;) {
    const person = people.next()
    if (person.id === null || (quietUntil.get(`${key}/${person.id}`) ?? 0) <= at) return person
  }
}

function quietDays(
  { score, dismissed_at }: ResponseRow,
  { answered, dismissed }: { answered: number; dismissed: number },
): number {
  if (score !== null) return answered
  return dismissed_at === null ? 0 : dismissed
}
