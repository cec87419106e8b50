/** What came in a stretch of time: how much, of how much that it could have come of. */
export interface Stretch {
  /** Showings, or answers. */
  count: number
  /** 1 of showings, which come by themselves; of answers the showings. */
  chances: number
}

/** Less than this part of what is usual is silence: a few old pages may go on for long. */
const fewest = 1 / 20
/** Each of the earlier stretches had this part of what is usual: what comes and goes is not missed. */
const regular = 1 / 4
/** How often chance alone may do as much at each look, were traffic as even as Poisson's; it is not. */
const rare = 1e-8

/**
 * Whether what came in `now` has stopped against the same stretch of earlier weeks: less than a twentieth of what is
 * usual, none of these weeks nearly as quiet, and so little as chance alone brings once in 100 million times.
 *
 * The chance is that of comparing two Poisson rates. Had nothing changed, each of the `n` that came in all stretches
 * together would have come now with the probability `p`, now's part of the chances; that at most `k` of them did is
 * P(X ≤ k), X binomial of n and p (Przyborowski and Wilenski 1940, Biometrika 31, 313–323). With four weeks and nothing
 * now it is (4/5)^n: 83 in the four weeks are enough, 21 in each.
 */
export function isSilent(now: Stretch, earlier: readonly Stretch[]): boolean {
  const usual = usualOf(now, earlier)
  if (usual === 0 || now.count > usual * fewest) return false
  const rate = usual / now.chances
  if (earlier.some(({ count, chances }) => count < chances * rate * regular || chances === 0)) return false
  const [count, chances] = [sum(earlier, 'count'), sum(earlier, 'chances')]
  return chanceOfSoFew(now.count, now.count + count, now.chances / (now.chances + chances)) < rare
}

/** How much would have come as in the earlier stretches. */
export function usualOf(now: Stretch, earlier: readonly Stretch[]): number {
  const chances = sum(earlier, 'chances')
  return chances === 0 ? 0 : (sum(earlier, 'count') / chances) * now.chances
}

const sum = (of: readonly Stretch[], what: keyof Stretch) => of.reduce((all, each) => all + each[what], 0)

/** The probability that of `n` at most `most` come, where each does with the probability `p`. */
export function chanceOfSoFew(most: number, n: number, p: number): number {
  let term = (1 - p) ** n
  let chance = term
  for (let k = 0; k < most; k += 1) {
    term *= ((n - k) / (k + 1)) * (p / (1 - p))
    chance += term
  }
  return Math.min(1, chance)
}
