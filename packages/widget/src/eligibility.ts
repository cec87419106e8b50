import type { PublicSurvey, SurveysBody } from '@tyck/shared/contract'
import { admitsOrigin } from '@tyck/shared/origin'
import { isSampled } from '@tyck/shared/sampling'
import type { Memory } from './memory.ts'
import type { Metadata, QuietReason } from './types.ts'

export const dayMs = 86_400_000

export interface Moment {
  metadata: Metadata
  memory: Memory
  /** The id that the sample sticks to; there is always one where the sample is below 1. */
  respondent: string | undefined
  /** The page's origin. */
  origin: string
  /** Milliseconds since 1970. */
  now: number
  /** Tests are asked always: sample, quiet periods and budget are left out. */
  test: boolean
}

/** Why a survey is not shown, or undefined where it is. Pure: everything it knows is handed to it. */
export function quietReason(
  project: SurveysBody['project'] | undefined,
  survey: PublicSurvey | undefined,
  { metadata, memory, respondent, origin, now, test }: Moment,
): QuietReason | undefined {
  if (!survey || !project) return 'no-survey'
  const { origins, budget } = project
  if (!admitsOrigin(origins, origin)) return 'origin-not-allowed'
  for (const condition of survey.audience) if (!holds(condition, metadata)) return 'not-in-audience'
  if (test) return undefined
  const visits = memory.touchpoints[survey.touchpoint]
  for (const outcome of ['answered', 'dismissed', 'shown'] as const) {
    const since = visits?.[outcome] as number
    // One that lies ahead was written while the clock was wrong.
    if (since > now - survey.quietDays[outcome] * dayMs && since < now + dayMs) return `${outcome}-recently`
  }
  if (budget && memory.showings.filter(time => time > now - budgetMs(budget)).length >= budget.showings) {
    return 'budget-spent'
  }
  return isSampled(`${respondent}`, survey.touchpoint, now, survey.sampleRate) ? undefined : 'not-sampled'
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
