import type { Metric } from '@tyck/shared/metric'

/** What a touchpoint asked, and how, from a moment on (`from`, in milliseconds since 1970); oldest first. */
export interface AskedThen {
  projectId: string
  touchpointId: string
  key: string
  surveys: readonly (SurveyThen & { from: number })[]
  rules: readonly (RulesThen & { from: number })[]
}

export interface SurveyThen {
  id: string
  metric: Metric
  comment: boolean
  /** The segments that are asked on. */
  followUps: ReadonlySet<string>
  /** The keys of the reasons that a segment may choose. */
  reasons: Readonly<Record<string, readonly string[]>>
}

export interface RulesThen {
  id: string
  sampleRate: number
  quietDays: { answered: number; dismissed: number }
}
