import { openOf } from '../loader/keys.ts'
import type { Kit } from './asked.ts'
import { whyQuiet } from './eligibility.ts'

/**
 * Takes a question off the screen that was answered or dismissed in another tab, or on a later page that the visitor
 * came back from.
 */
export function watchElsewhere({ page, store, session, open, asked, recall }: Kit): true {
  const { settings, collapse } = page
  const look = () => {
    for (const one of asked.values()) {
      const { touchpoint, view, project, survey, slot } = one
      const moment = { ...one.moment, memory: recall(store, settings.key), now: Date.now() }
      const quiet =
        view.phase === 'asking' && one.entry?.score === undefined && whyQuiet(project, survey, moment)
      if (quiet && /^(answered|dismissed)/.test(quiet.reason)) {
        // Nor is it gone on with where its slot is mounted again.
        open.delete(touchpoint)
        session.write(`${openOf}${settings.key}:${touchpoint}`, undefined)
        one.end()
        if (slot) collapse(slot)
      }
    }
  }
  addEventListener('storage', look)
  addEventListener('pageshow', look)
  return true
}
