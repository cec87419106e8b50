import { memoryOf } from '../loader/keys.ts'
import type { Store } from './store.ts'

/** What the widget remembers of a touchpoint; times in milliseconds since 1970. */
export interface Visits {
  shown?: number
  answered?: number
  dismissed?: number
  /** The metadata values that it asked at, where it asks once for each; the latest fifty. */
  values?: (string | number | boolean)[]
  /** Until then the loader fetches nothing; an hour ahead, so that changed rules come through. */
  quietUntil?: number
}

export interface Memory {
  /** A random id, made only where a sample below 1 needs one. */
  respondent: string | undefined
  touchpoints: Record<string, Visits>
  /** When anything was shown, for the project's budget; the latest fifty. */
  showings: number[]
}

/** Reads the memory. What storage holds may be anybody's: values of another type count for nothing. */
export function recall(store: Store, projectKey: string): Memory {
  const { respondent, touchpoints, showings } = Object(store.read(memoryOf + projectKey))
  return {
    respondent: (typeof respondent === 'string' && respondent.slice(0, 128)) || undefined,
    touchpoints: { ...touchpoints },
    showings: Array.isArray(showings) ? showings : [],
  }
}
