import type { PublicSurvey, SurveysBody } from '@tyck/shared/contract/surveys'
import type { Channel } from '@tyck/shared/contract/vocabulary'
import { admitsOrigin } from '@tyck/shared/origin'
import { isSampled } from '@tyck/shared/sampling'
import type { Metadata, QuietReason } from '../types.ts'
import type { Memory } from './memory.ts'

export const dayMs = 86_400_000

export interface Moment {
  metadata: Metadata
  memory: Memory
  /** The id that the sample sticks to; there is always one where the sample is below 1. */
  respondent: string | undefined
  /** The token that vouches for it. */
  identity?: string | undefined
  /** Through what it reaches the respondent; absent is `web`. */
  channel?: Channel | undefined
  /** The page's origin. */
  origin: string
  /** Milliseconds since 1970. */
  now: number
  /** Questions on this page that have not been shown yet: they will count. */
  coming?: number
  /** Tests are asked always: sample, quiet periods and budget are left out. */
  test: boolean
  /** The browser says Global Privacy Control. */
  gpc?: boolean
}

/** Why nobody is asked, with the rule that decided and the value that it was held against. */
export interface Quiet {
  reason: QuietReason
  rule?: unknown
  value?: unknown
}

/** Why a survey is not shown, or undefined where it is. Pure: everything it knows is handed to it. */
export function whyQuiet(
  project: SurveysBody['project'] | undefined,
  survey: PublicSurvey | undefined,
  { metadata, memory, respondent, origin, now, coming = 0, test, gpc }: Moment,
): Quiet | undefined {
  if (!survey || !project) return { reason: 'no-survey', rule: project ? 'published' : 'reachable' }
  const { origins, budget, respectGpc } = project
  const { audience, touchpoint, quietDays, oncePer, sampleRate } = survey
  if (survey.paused) return { reason: 'paused' }
  if (!admitsOrigin(origins, origin)) return { reason: 'origin-not-allowed', value: origin }
  if (respectGpc && gpc) return { reason: 'no-consent', rule: 'respectGpc' }
  for (const rule of audience) {
    if (!holds(rule, metadata)) return { reason: 'not-in-audience', rule, value: metadata[rule.key] }
  }
  if (test) return undefined
  const visits = memory.touchpoints[touchpoint]
  for (const outcome of ['answered', 'dismissed', 'shown'] as const) {
    const since = visits?.[outcome] as number
    // One that lies ahead was written while the clock was wrong.
    if (since > now - quietDays[outcome] * dayMs && since < now + dayMs) {
      return { reason: `${outcome}-recently`, rule: quietDays, value: new Date(since) }
    }
  }
  const value = metadata[`${oncePer}`]
  if (visits?.values?.includes?.(value as string)) return { reason: 'already-asked', rule: oncePer, value }
  if (budget) {
    const showings = memory.showings.filter(time => time > now - budgetMs(budget)).length + coming
    if (showings >= budget.showings) return { reason: 'budget-spent', rule: budget, value: showings }
  }
  return isSampled(`${respondent}`, touchpoint, now, sampleRate)
    ? undefined
    : { reason: 'not-sampled', rule: sampleRate, value: respondent }
}

/** Every comparison that is given must hold; a key that the page does not give holds none. */
export function holds(
  { key, eq, in: list, gte, lte }: PublicSurvey['audience'][number],
  metadata: Metadata,
): boolean {
  const value = metadata[key] as number
  return (
    (eq === undefined || value === eq) &&
    (!list || list.includes(value)) &&
    (gte === undefined || value >= gte) &&
    (lte === undefined || value <= lte)
  )
}

/** `P30D` in milliseconds. */
function budgetMs({ per }: { per: string }): number {
  return Number.parseInt(per.slice(1), 10) * dayMs
}
