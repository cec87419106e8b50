/** What the loader fetches: all that is needed until a question is drawn. */
import { startWith } from './start.ts'

/** The other parts' files beside this one, named by the build. */
declare const LATER_FILE: string
declare const CALLS_FILE: string

export const start = startWith({
  later: async () => (await import(LATER_FILE)).later,
  calls: async () => (await import(CALLS_FILE)).calls,
})
