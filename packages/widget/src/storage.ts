import type { Settings } from './types.ts'

/**
 * JSON in the browser's storage. Never throws: storage may be refused, full, or hold somebody else's text.
 * What comes back is unknown and has to be checked before it is used.
 */
export interface Store {
  read(key: string): unknown
  /** `undefined` removes the key. */
  write(key: string, value: unknown): void
  /** Every key, also those of others. */
  all(): string[]
}

export function openStore(kind: Settings['storage']): Store {
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      // There is no `noneStorage`, so with `none` nothing is ever kept.
      return use(window[`${kind || 'local'}Storage` as 'localStorage'])
    } catch {
      return undefined
    }
  }
  return {
    read: key => attempt(storage => JSON.parse(storage.getItem(key) as string)),
    write: (key, value) =>
      attempt(storage =>
        value === undefined ? storage.removeItem(key) : storage.setItem(key, JSON.stringify(value)),
      ),
    all: () => attempt(Object.keys) || [],
  }
}
