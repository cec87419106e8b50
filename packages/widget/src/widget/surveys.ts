import type { Surveys } from '../loader/fetchSurveys.ts'
import type { Page } from '../loader/page.ts'

/**
 * A project's surveys in a slot's language, first of all those that the loader fetched. Those of the last language
 * are kept for the minute that the service allows, so that a page that lives longer hears of new ones.
 */
export function surveysOf({ settings, fetchSurveys, first }: Page): (slot: Element | null) => Surveys {
  const now = (locale?: string | null) =>
    `${locale || settings.locale || document.documentElement.lang} ${Math.floor(Date.now() / 60_000)}`
  let fetched = now()
  let surveys = first
  return slot => {
    const locale = slot?.getAttribute('locale')
    if (fetched !== now(locale)) {
      fetched = now(locale)
      surveys = fetchSurveys(settings, locale)
    }
    return surveys
  }
}
