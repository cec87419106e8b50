import type { Kit } from './asked.ts'
import { whyQuiet } from './eligibility.ts'

/**
 * Takes a question off the screen that was answered or dismissed in another tab, or on a later page that the visitor
 * came back from.
 */
export function watchElsewhere({ page, store, asked, recall }: Kit): true {
  const { settings, collapse } = page
  const look = () => {
    for (const one of asked.values()) {
      const { view, project, survey, slot } = one
      const moment = { ...one.moment, memory: recall(store, settings.key), now: Date.now() }
      const quiet =
        view.phase === 'asking' && one.entry?.score === undefined && whyQuiet(project, survey, moment)
      if (quiet && /^(answered|dismissed)/.test(quiet.reason)) {
        one.end()
        if (slot) collapse(slot)
      }
    }
  }
  addEventListener('storage', look)
  addEventListener('pageshow', look)
  return true
}
