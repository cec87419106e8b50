/** What the loader fetches: all that is needed until a question is drawn. */
import { startWith } from './start.ts'

// The other parts lie beside this one, under its name but for the last word: a name of their own would cost bytes.
export const start = startWith({
  later: async () => (await import(import.meta.url.replace(/(.*)widget/, '$1later'))).later,
  debug: async () => (await import(import.meta.url.replace(/(.*)widget/, '$1debug'))).debug,
  calls: async () => (await import(import.meta.url.replace(/(.*)widget/, '$1calls'))).calls,
})
