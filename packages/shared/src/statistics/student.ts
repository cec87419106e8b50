import { z95 } from './interval.ts'
import { twoSided } from './normal.ts'

/** Beyond, the sums below grow long, and the expansions are as exact as anybody needs: 1e-9 of a quantile. */
const fewDegrees = 200

const known = new Map<number, number>()

/**
 * How many standard errors a 95 % interval reaches to each side where the variance is estimated too: the 97.5 %
 * quantile of Student's t with `degrees` of freedom, a whole number from 1.
 */
export function t95(degrees: number): number {
  if (degrees > fewDegrees) return expandedT95(degrees)
  const found = known.get(degrees) ?? searchedT95(degrees)
  known.set(degrees, found)
  return found
}

function searchedT95(degrees: number): number {
  let [low, high] = [1.9, 13]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (within(middle, degrees) < 0.95) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Abramowitz and Stegun 26.7.5. */
function expandedT95(degrees: number): number {
  const z = z95
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3
}

/** The probability that a value of Student's t is farther from 0 than `t`, on either side; `degrees` as for `t95`. */
export function twoSidedT(t: number, degrees: number): number {
  if (degrees <= fewDegrees) return 1 - within(Math.abs(t), degrees)
  // Abramowitz and Stegun 26.7.8.
  return twoSided((t * (1 - 1 / (4 * degrees))) / Math.sqrt(1 + t ** 2 / (2 * degrees)))
}

/** The probability of less than `t` to either side, by the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4. */
function within(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees))
  const cosine = Math.cos(angle)
  const isOdd = degrees % 2 === 1
  let term = isOdd ? cosine : 1
  let sum = degrees === 1 ? 0 : term
  for (let n = isOdd ? 3 : 2; n < degrees; n += 2) {
    term *= ((n - 1) / n) * cosine * cosine
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
}
