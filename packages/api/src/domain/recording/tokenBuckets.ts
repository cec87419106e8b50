import { LRUCache } from 'lru-cache'

/** How often something may happen. */
export interface Rate {
  /** How many tokens come back in a second. */
  perSecond: number
  /** How many tokens a bucket holds: so many may be taken at once by who took none for a while. */
  burst: number
}

/** A bucket of tokens for each key, full at first. */
export interface TokenBuckets {
  /**
   * Takes `count` tokens, at most a burst, from the bucket of `key`: all, or none where it has fewer.
   * @returns 0 where they were taken, else in how many milliseconds there will be so many
   */
  take(key: string, count: number): number
  /** Puts `count` tokens back that were taken for what then cost nothing. */
  giveBack(key: string, count: number): void
  /** Forgets every bucket: all are full again. */
  forget(): void
}

/** Tokens come back in fractions, whose sum may miss a whole one by a rounding error. */
const hair = 1e-6

/**
 * @param mostKeys how many buckets are kept. The one that was used least recently makes room, and is full when it
 *   comes again: who has more addresses than that has more tokens than anybody can take
 * @param clock milliseconds since 1970; where it jumps back, a bucket only fills later
 */
export function createTokenBuckets(
  { perSecond, burst }: Rate,
  mostKeys: number,
  clock: () => number,
): TokenBuckets {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: mostKeys })
  const perMs = perSecond / 1_000

  return {
    take(key, count) {
      const now = clock()
      let bucket = buckets.get(key)
      if (!bucket) {
        bucket = { tokens: burst, at: now }
        buckets.set(key, bucket)
      }
      const elapsed = Math.max(0, now - bucket.at)
      bucket.tokens = Math.min(burst, bucket.tokens + elapsed * perMs)
      bucket.at = now
      const missing = count - bucket.tokens
      if (missing > hair) return Math.ceil((missing - hair) / perMs)
      bucket.tokens -= count
      return 0
    },
    giveBack(key, count) {
      const bucket = buckets.get(key)
      if (bucket) bucket.tokens = Math.min(burst, bucket.tokens + count)
    },
    forget: () => buckets.clear(),
  }
}
