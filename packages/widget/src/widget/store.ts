import { type Attempt, readFrom } from '../loader/storage.ts'

/** JSON in one of the browser's storages, else in the page. */
export interface Store {
  read(key: string): unknown
  /** `undefined` removes the key. */
  write(key: string, value: unknown): void
  /** Every key, also those of others. */
  all(): string[]
  /** Forgets what the page remembers in the storage's place. */
  forget(): void
}

export function storeIn(attempt: Attempt, isAllowed: () => boolean): Store {
  /** What the storage did not take, because it is refused, full or without consent: the page remembers it. */
  const kept = new Map<string, unknown>()
  return {
    read: key => kept.get(key) ?? readFrom(attempt, key),
    write(key, value) {
      const isStored = attempt(storage => {
        if (value === undefined) storage.removeItem(key)
        else if (isAllowed()) storage.setItem(key, JSON.stringify(value))
        else return false
        return true
      })
      if (isStored || value === undefined) kept.delete(key)
      else kept.set(key, value)
    },
    forget: () => kept.clear(),
    all: () => [...kept.keys(), ...(attempt(Object.keys) || [])],
  }
}
