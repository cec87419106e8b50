import { listDigests } from '../../../store/digests.ts'
import type { Db } from '../../../store/tables.ts'
import type { PeopleSettings } from '../people.ts'
import { planDelivery } from '../planDelivery.ts'
import { dueDigest } from './dueDigest.ts'

/**
 * Has each digest sent that is due at `now` (milliseconds since 1970), and was not made yet: also where its hour was
 * missed. Any number of processes may do it at the same time. A destination that was changed after the hour, or turned
 * on, begins with the next one. One that fails holds up no other.
 * @throws the first error, once all others are through
 */
export async function planDigests(db: Db, now: number): Promise<void> {
  const errors: unknown[] = []
  for (const { timeZone, made, ...destination } of await listDigests(db)) {
    const { digest } = destination.settings as unknown as PeopleSettings
    if (!digest) continue
    try {
      const { from, to, dueAt } = dueDigest(digest, timeZone, now)
      const key = `digest ${from} ${to}`
      // Nearly always: nothing is written at a look.
      if (made.includes(key) || dueAt <= destination.changed_at.getTime()) continue
      await planDelivery(db, destination, { kind: 'digest', key, once: true, body: { from, to } })
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}
