import type { Survey } from '@tyck/shared/admin/touchpoints'

/** What a survey asks, without as what it was published. */
export function surveyContent(survey: Survey | null) {
  if (!survey) return null
  const { metric, comment, defaultLocale, locales } = survey
  return { metric, comment, defaultLocale, locales }
}
