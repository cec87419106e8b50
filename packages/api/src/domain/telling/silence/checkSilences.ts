import { listOn } from '../../../store/destinations.ts'
import { listSampleRates, type SampleRate } from '../../../store/scores.ts'
import {
  endSilence,
  forgetSilences,
  insertSilence,
  listHours,
  listSilences,
  listWatched,
  listWatchedTouchpoints,
  type RulesHour,
  type SilenceRow,
  takeCheck,
  type WatchedTouchpoint,
} from '../../../store/silences.ts'
import type { Db } from '../../../store/tables.ts'
import { inTransaction, type Trx } from '../../../store/transaction.ts'
import { eachProject } from '../../keeping/eachProject.ts'
import type { PeopleSettings } from '../people.ts'
import { planDelivery } from '../planDelivery.ts'
import { comesAgain, findSilence, type Hour, hourMs, hoursBack, isBack } from './findSilence.ts'
import { silenceKey } from './silenceKey.ts'

/** What came in an hour is here so long after it, in milliseconds, but for devices that were offline. */
const graceMs = 300_000
/** An earlier silence says from when to look anew, for as long as one looks back. */
const keptMs = 14 * 24 * hourMs

/**
 * Looks after each hour, at `now` (milliseconds since 1970), whether showings or answers have stopped somewhere, or come
 * again, and has destinations told that ask for it. Any number of processes may do it at the same time: each project is
 * looked at once an hour.
 * @throws the first error, once all other projects are through
 */
export async function checkSilences(db: Db, now: number, signal?: AbortSignal): Promise<void> {
  const end = Math.floor((now - graceMs) / hourMs) * hourMs
  await eachProject(
    (after, limit) => listWatched(db, after, limit),
    async ({ id, timeZone }) => {
      await inTransaction(db, async trx => {
        if (!(await takeCheck(trx, id, new Date(end)))) return
        await checkProject(trx, { id, timeZone }, { end, now })
        await forgetSilences(trx, id, new Date(now - keptMs))
      })
    },
    signal,
  )
}

async function checkProject(
  trx: Trx,
  { id, timeZone }: { id: string; timeZone: string },
  { end, now }: { end: number; now: number },
): Promise<void> {
  const span = { since: new Date(end - hoursBack * hourMs), until: new Date(end + hourMs) }
  const touchpoints = await listWatchedTouchpoints(trx, id)
  if (touchpoints.length === 0) return
  const rates = await listSampleRates(
    trx,
    id,
    touchpoints.map(touchpoint => touchpoint.id),
  )
  const hoursOf = byTouchpoint(await listHours(trx, id, span), touchpoints, rates)
  const silences = await listSilences(trx, id)
  const began: Told[] = []
  const ended: Told[] = []

  for (const touchpoint of touchpoints) {
    const hours = hoursOf.get(touchpoint.id) ?? new Map()
    for (const what of ['showings', 'answers'] as const) {
      const own = silences.filter(each => each.touchpoint_id === touchpoint.id && each.what === what)
      const open = own.find(({ ended_at }) => ended_at === null)
      if (open) {
        const since = open.noticed_at.getTime()
        const comes = touchpoint.isAsking && isBack(hours, what, { since, end, timeZone })
        if (comes) ended.push({ touchpoint: touchpoint.key, id: open.id })
        // Paused or archived, it is silent for a reason that nobody need be told.
        if (comes || !touchpoint.isAsking) await endSilence(trx, id, open.id, new Date(end))
        // Nobody who isn't asked can answer.
        if (what === 'showings' && !comes) break
        continue
      }
      if (!touchpoint.isAsking) continue
      const from = lookedFrom(touchpoint, own)
      const silence = findSilence(hours, what, { from, end, timeZone })
      if (!silence || comesAgain(hours, what, { end, now, timeZone })) continue
      const { since, ...found } = silence
      const row = await insertSilence(trx, {
        project_id: id,
        touchpoint_id: touchpoint.id,
        since: new Date(since),
        noticed_at: new Date(end),
        ...found,
      })
      began.push({ touchpoint: touchpoint.key, id: row.id })
      break
    }
  }
  await tell(trx, id, 'silence', began, end)
  await tell(trx, id, 'back', ended, end)
}

/** A silence, by its id, and the key of its touchpoint. */
interface Told {
  touchpoint: string
  id: string
}

/** In one message for each destination, whatever stopped together. */
async function tell(
  trx: Trx,
  projectId: string,
  alert: 'silence' | 'back',
  told: readonly Told[],
  end: number,
) {
  if (told.length === 0) return
  for (const destination of await listOn(trx, [projectId])) {
    const { alerts } = destination.settings as unknown as Partial<PeopleSettings>
    const { touchpoints } = destination.filters
    const ids = told
      .filter(({ touchpoint }) => !touchpoints || touchpoints.includes(touchpoint))
      .map(silence => silence.id)
    if (!alerts?.silence || ids.length === 0) continue
    const key = alert === 'silence' ? silenceKey(new Date(end)) : `back ${new Date(end).toISOString()}`
    await planDelivery(trx, destination, { kind: 'alert', key, body: { alert, ids } })
  }
}

/** From when on silence counts: after a pause, and after the silence before. */
function lookedFrom({ resumedAt }: WatchedTouchpoint, own: readonly SilenceRow[]): number {
  const times = [resumedAt, ...own.map(({ ended_at }) => ended_at)].flatMap(time => time?.getTime() ?? [])
  return Math.max(...times, Number.NEGATIVE_INFINITY)
}

/**
 * The hours of each touchpoint. Where fewer are asked now than were then, as many are counted as would have been asked
 * now; what was imported is none of ours.
 */
function byTouchpoint(
  rows: readonly RulesHour[],
  touchpoints: readonly WatchedTouchpoint[],
  rates: readonly SampleRate[],
): Map<string, Map<number, Hour>> {
  const rateOf = new Map(rates.map(({ id, sample_rate }) => [id, sample_rate]))
  const found = new Map(touchpoints.map(({ id }) => [id, new Map<number, Hour>()]))
  const rateNow = new Map(touchpoints.map(({ id, rulesId }) => [id, rateOf.get(rulesId ?? '')]))
  for (const { touchpointId, rulesId, hour, shown, answered } of rows) {
    const [hours, now, then] = [found.get(touchpointId), rateNow.get(touchpointId), rateOf.get(rulesId)]
    if (!hours || now === undefined || !then) continue
    const part = Math.min(1, now / then)
    const standing = hours.get(hour.getTime())
    hours.set(hour.getTime(), {
      shown: (standing?.shown ?? 0) + shown * part,
      answered: (standing?.answered ?? 0) + answered * part,
    })
  }
  return found
}
