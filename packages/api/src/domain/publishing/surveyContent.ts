import type { Survey } from '@tyck/shared/admin/touchpoints'

type MaybeWithoutTexts = Omit<Survey, 'locales'> & { locales?: Survey['locales'] | undefined }

/** What a survey asks, without as what it was published; null where its texts were not read. */
export function surveyContent(survey: MaybeWithoutTexts | null) {
  if (!survey?.locales) return null
  const { metric, comment, defaultLocale, locales } = survey
  return { metric, comment, defaultLocale, locales }
}
