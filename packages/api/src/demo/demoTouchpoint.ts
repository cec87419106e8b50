import type { RulesInput, SurveyDraft, TouchpointInput } from '@tyck/shared/admin/touchpoints'

/** A touchpoint of the demo shop, with what it asks, and how. */
export interface DemoTouchpoint extends TouchpointInput {
  key: string
  survey: Omit<SurveyDraft, 'series' | 'note'>
  /** What differs from the default rules. */
  rules?: Partial<RulesInput>
}
