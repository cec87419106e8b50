import { hash32 } from './hash.ts'

const stickyMs = 90 * 86_400_000

/**
 * Whether `respondent` is in the sample of `touchpoint` at `now` (milliseconds since 1970).
 * The answer stays as it is for 90 days, on every device that knows the respondent's id, with nothing stored.
 * `sampleRate` is a probability, 0..1; who is in at a lower rate stays in at a higher one.
 */
export function isSampled(respondent: string, touchpoint: string, now: number, sampleRate: number): boolean {
  const period = Math.floor(now / stickyMs)
  return hash32(`${respondent}\n${touchpoint}\n${period}`) / 2 ** 32 < sampleRate
}
