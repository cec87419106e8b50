import { amendMs } from '@tyck/shared/limits'
import { memoryOf, openOf, outboxOf, unsentOf } from '../loader/keys.ts'
import type { Asked, Kit } from '../widget/asked.ts'
import type { Entry } from './response.ts'

/** Makes the next state of a response, posts it, and tells the page. */
export type Advance = (one: Asked, change: Partial<Entry>) => void

export function advanceWith(
  { page, store, session, open, recall, emit }: Kit,
  send: (entries: Entry[]) => void,
): Advance {
  const { key, test } = page.settings
  return (one, change) => {
    const { touchpoint, survey, project, slot } = one
    const now = Date.now()
    const before = one.entry as Entry
    if ((before.answeredAt as number) < now - amendMs) {
      // The service would refuse it, and with it a score that may not have arrived yet.
      one.status = 'notSaved'
      for (const scale of one.root.querySelectorAll('fieldset')) scale.disabled = true
      return
    }
    const entry = { ...before, ...change, seq: before.seq + 1, changedAt: now }
    const { id, seq, score, dismissed } = entry
    if (score !== undefined) entry.answeredAt ||= now
    one.entry = entry
    open.set(touchpoint, entry)
    // Before a tap nothing is stored, unless the rules need it.
    const isFirst = seq === 1
    const needsShown = isFirst && (survey.quietDays.shown || survey.oncePer || project.budget)
    if (score !== undefined || dismissed) {
      store.write(unsentOf + key, 1)
      store.write(`${outboxOf}${key}:${id}`, entry)
    }
    if (score !== undefined || dismissed || needsShown) session.write(`${openOf}${key}:${touchpoint}`, entry)
    send([entry])

    const answered = change.score !== undefined
    if (!test && (answered || dismissed || needsShown)) {
      const memory = recall(store, key)
      const visits = memory.touchpoints[touchpoint]
      const value = one.moment.metadata[`${survey.oncePer}`]
      memory.touchpoints[touchpoint] = {
        ...visits,
        ...(isFirst &&
          value !== undefined && {
            values: ([] as (typeof value)[]).concat(visits?.values ?? [], value).slice(-50),
          }),
        ...(isFirst && { shown: now }),
        ...(answered && { answered: now }),
        ...(dismissed && { dismissed: now }),
      }
      if (isFirst) memory.showings = [...memory.showings, now].slice(-50)
      store.write(memoryOf + key, memory)
    }
    const detail = { touchpoint, id, score }
    if (isFirst) emit('shown', slot, detail)
    if (answered) emit('answered', slot, detail)
    if (dismissed) emit('dismissed', slot, detail)
  }
}
