const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/**
 * The waits between attempts, in milliseconds: the example of Standard Webhooks, ten attempts over three days.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
export const retryWaits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** What a receiver may ask for with Retry-After at most. */
const mostAsked = 24 * hour

/** A tenth more or less, so that what failed together does not come back together. */
const jitter = 0.1

/**
 * In how many milliseconds the next attempt is due after `attempts` of them failed; null where that was the last.
 * @param askedMs what the receiver asked for; it is waited for that long, and never shorter than the schedule has it
 * @param random from 0 up to 1
 */
export function nextAttemptMs(attempts: number, askedMs = 0, random = Math.random()): number | null {
  const wait = retryWaits[attempts - 1]
  if (wait === undefined) return null
  return Math.max(wait * (1 - jitter + 2 * jitter * random), Math.min(askedMs, mostAsked))
}
