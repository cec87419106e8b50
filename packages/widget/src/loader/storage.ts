import type { Settings } from '../types.ts'

/** Does something with the browser's storage; undefined where that is refused, full or otherwise broken. */
export type Attempt = <T>(use: (storage: Storage) => T) => T | undefined

/**
 * The browser's storage of one kind. Never throws. It may hold somebody else's text, so what comes out of it is
 * unknown and has to be checked before it is used.
 */
export function openStorage(kind: Settings['storage']): Attempt {
  return use => {
    try {
      // There is no `noneStorage`, so with `none` nothing is ever kept.
      return use(window[`${kind || 'local'}Storage` as 'localStorage'])
    } catch {
      // As if there were nothing.
    }
    return undefined
  }
}

/** The JSON under a key; undefined where there is none, or something else. */
export const readFrom = (attempt: Attempt, key: string): unknown =>
  attempt(storage => JSON.parse(storage.getItem(key) as string))
