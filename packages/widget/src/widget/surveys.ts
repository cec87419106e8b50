import type { Page } from '../loader/page.ts'
import type { Surveys } from '../loader/surveysAddress.ts'

/**
 * A project's surveys in a slot's language, first of all those that the loader fetched. Those of the last language
 * are kept for the minute that the service allows, so that a page that lives longer hears of new ones.
 */
export function surveysOf({ addressOf, fetchSurveys, first }: Page): (slot: Element | null) => Surveys {
  const now = (address: string) => address + Math.floor(Date.now() / 60_000)
  let fetched = now(addressOf())
  let surveys = first
  return slot => {
    const address = addressOf(slot?.getAttribute('locale'))
    if (fetched !== now(address)) {
      fetched = now(address)
      surveys = fetchSurveys(address)
    }
    return surveys
  }
}
