import { openOf, outboxOf, unsentOf } from '../loader/keys.ts'
import type { Asked, Kit } from './asked.ts'

/**
 * Puts a tap into the outbox that came before the later half is there to post it: whoever leaves now has answered
 * all the same. The later half makes the same state of the same response, and takes its place.
 */
export function keepTap({ page, store, session, open, newEntry }: Kit, one: Asked, score: number): void {
  const { key } = page.settings
  const now = Date.now()
  one.entry ||= newEntry(one)
  const { id, seq, answeredAt = now } = one.entry
  const entry = { ...one.entry, seq: seq + 1, score, answeredAt, changedAt: now }
  open.set(one.touchpoint, entry)
  session.write(`${openOf}${key}:${one.touchpoint}`, entry)
  store.write(unsentOf + key, 1)
  store.write(`${outboxOf}${key}:${id}`, entry)
}
