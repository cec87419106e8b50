import type { Settings } from '../types.ts'
import type { Attempt, openStorage } from './storage.ts'
import type { Surveys } from './surveysAddress.ts'

/** What the loader hands to the widget, so that neither carries a copy of the other's code. */
export interface Page {
  settings: Settings
  /** The storage that lasts across visits. */
  local: Attempt
  openStorage: typeof openStorage
  /** Where the surveys are, in the language that a slot names, else in the page's. */
  addressOf(locale?: string | null): string
  fetchSurveys(address: string): Surveys
  /** Those of the page's language, which are already on their way. */
  first: Surveys
  /** Whether the visitor's consent stands, or is not asked for. */
  isAllowed(): boolean
  /** Gives the space of a slot that asks nothing back to the page, once it lies below the view. */
  collapse(slot: HTMLElement): void
}
