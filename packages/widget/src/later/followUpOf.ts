import type { PublicSurvey } from '@tyck/shared/contract/surveys'
import type { Segment } from '@tyck/shared/metric'

/** What a score leads to: a question, reasons, both, or nothing. */
export function followUpOf(survey: PublicSurvey, score: number) {
  const segment = segmentOf(survey, score)
  const prompt = survey.followUps[segment]
  const reasons = survey.reasons[segment] ?? []
  return { prompt, reasons, nothing: !reasons[0] && (!prompt || survey.comment === false) }
}

export function segmentOf({ options }: PublicSurvey, score: number): Segment {
  return options.find(option => option.score === score)?.segment as Segment
}

/** What was answered: the number, or the name of the picture. */
export function answerIn({ options }: PublicSurvey, score: number): string {
  const option = options.find(option => option.score === score)
  return option?.icon ? option.name : `${score}`
}
