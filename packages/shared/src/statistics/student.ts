/**
 * How many standard errors a 95 % interval reaches to each side where the variance is estimated too: the 97.5 %
 * quantile of Student's t with `degrees` of freedom, a whole number from 1.
 */
export function t95(degrees: number): number {
  let [low, high] = [1.9, 13]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (within(middle, degrees) < 0.95) low = middle
    else high = middle
  }
  return (low + high) / 2
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
