/** Chance that comes out the same for the same seed. */
export interface Random {
  /** From 0 up to 1. */
  next(): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** One of the keys, each as likely as its weight. */
  weigh<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K
  /** About 0, nearly always within 3. */
  normal(): number
  shuffle<T>(of: readonly T[]): T[]
  /** A UUID of version 7 for a moment, in milliseconds since 1970. */
  uuidAt(at: number): string
}

/** Mulberry32: 32 bits of state are enough for a shop that does not exist. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  function next() {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join('')

  function pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(next() * from.length)]
    if (picked === undefined) throw new Error('There is nothing to pick from')
    return picked
  }

  return {
    next,
    chance: probability => next() < probability,
    pick,
    weigh<K extends string>(weights: Readonly<Partial<Record<K, number>>>) {
      const entries = Object.entries(weights) as [K, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key
      }
      return pick(entries)[0]
    },
    normal: () => next() + next() + next() + next() + next() + next() - 3,
    shuffle(of) {
      const shuffled = [...of]
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = Math.floor(next() * (last + 1))
        ;[shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]] as [never, never]
      }
      return shuffled
    },
    uuidAt(at) {
      const time = Math.floor(at).toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`
    },
  }
}
