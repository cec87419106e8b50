import type { QuietReason } from '@tyck/shared/contract/eligibility'
import type { Metadata } from '@tyck/shared/contract/vocabulary'
import type { IngestionProject, LimitedTouchpoint } from '../../store/ingestionProjects.ts'
import type { History, HistoryQuery } from '../../store/respondentHistory.ts'
import { normaliseText } from './normaliseText.ts'
import { periodMs } from './periodMs.ts'

type Budget = NonNullable<IngestionProject['limits']>['budget']

const dayMs = 86_400_000

/**
 * Why a respondent is not asked, by what they were asked before on any device; null where nothing speaks against it.
 * The rest is for the page to judge: audience, sample, and what it remembers itself.
 * @param now milliseconds since 1970
 */
export function eligibilityOf(
  { paused, quietDays }: LimitedTouchpoint,
  budget: Budget,
  { shownAt, answeredAt, dismissedAt, showings, isAsked }: History,
  now: number,
): QuietReason | null {
  const isRecent = (at: number | null, days: number) => at !== null && at > now - days * dayMs
  if (paused) return 'paused'
  if (isRecent(answeredAt, quietDays.answered)) return 'answered-recently'
  if (isRecent(dismissedAt, quietDays.dismissed)) return 'dismissed-recently'
  if (isRecent(shownAt, quietDays.shown)) return 'shown-recently'
  if (isAsked) return 'already-asked'
  return budget && showings >= budget.showings ? 'budget-spent' : null
}

/** What must be known of a respondent for that, so that no more is read. */
export function historyFor(
  { id, quietDays, oncePer }: LimitedTouchpoint,
  budget: Budget,
  metadata: Metadata,
  now: number,
): HistoryQuery {
  // Of its own: every object inherits a constructor.
  const value = oncePer !== null && Object.hasOwn(metadata, oncePer) ? metadata[oncePer] : undefined
  return {
    touchpointId: id,
    quietSince: now - Math.max(quietDays.answered, quietDays.dismissed, quietDays.shown) * dayMs,
    budgetSince: budget ? now - periodMs(budget.per) : now,
    once:
      oncePer === null || value === undefined
        ? null
        : { key: oncePer, value: typeof value === 'string' ? normaliseText(value) : value },
  }
}
