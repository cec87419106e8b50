import { Overloaded } from './recordQueue.ts'

/** Lets only so much of one owner be under way at once, for what all owners share. */
export interface Turnstile {
  /** Does `work`. @throws `Overloaded` at once where `most` works of this owner are under way already */
  pass<T>(owner: string, work: () => Promise<T>): Promise<T>
}

export function createTurnstile(most: number): Turnstile {
  const underWay = new Map<string, number>()
  return {
    async pass(owner, work) {
      const before = underWay.get(owner) ?? 0
      if (before >= most) throw new Overloaded()
      underWay.set(owner, before + 1)
      try {
        return await work()
      } finally {
        const left = (underWay.get(owner) ?? 1) - 1
        if (left === 0) underWay.delete(owner)
        else underWay.set(owner, left)
      }
    },
  }
}
