import type { RulesInput, SurveyDraft, TouchpointInput } from '@tyck/shared/admin/touchpoints'

/** A touchpoint of the demo shop, with what it asks, and how. */
export interface DemoTouchpoint extends TouchpointInput {
  key: string
  survey: Omit<SurveyDraft, 'series' | 'note'>
  /** What differs from the default rules. */
  rules?: Partial<RulesInput>
  /** What was another in a demo with a past, and how many days ago that ended. */
  before?: {
    survey?: {
      daysAgo: number
      /** What it asked, by language. */
      questions: Record<string, string>
      /** What the survey that came after it is to it, and why it was published. */
      series: SurveyDraft['series']
      note: string
    }
    rules?: { daysAgo: number; sampleRate: number }
  }
}
