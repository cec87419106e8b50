import type { Settings } from '../types.ts'
import type { fetchSurveys, Surveys } from './fetchSurveys.ts'
import type { Attempt, openStorage } from './storage.ts'

/**
 * Hears that a slot came, went, or has other attributes: it looks at `slot.isConnected` and at them itself. While the
 * parser makes an element, its attributes come before it is connected.
 */
export type Notice = (slot: HTMLElement) => void

/** What the loader hands to the widget, so that neither carries a copy of the other's code. */
export interface Page {
  settings: Settings
  /** The storage that lasts across visits. */
  local: Attempt
  openStorage: typeof openStorage
  fetchSurveys: typeof fetchSurveys
  /** Those of the page's language, which are already on their way. */
  first: Surveys
  /** Whether the visitor's consent stands, or is not asked for. */
  isAllowed(): boolean
  /** Gives the space of a slot that asks nothing back to the page, once it lies below the view. */
  collapse(slot: HTMLElement): void
}
