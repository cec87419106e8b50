import type { Store } from './storage.ts'
import type { Surveys } from './surveys.ts'
import type { Settings } from './types.ts'

/** What the loader hands to the widget, so that neither carries a copy of the other's code. */
export interface Page {
  settings: Settings
  /** What is remembered across visits. */
  store: Store
  /** What is remembered in this tab. */
  session: Store
  /** The project's surveys in the slot's language, else the page's. */
  surveysFor(slot: Element | null): Surveys
  /** Gives the space of a slot that asks nothing back to the page, once it lies below the view. */
  collapse(slot: HTMLElement): void
}
