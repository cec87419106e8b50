/**
 * The probability that a standard normal value is farther from 0 than `z`, on either side: the p-value of a z test.
 * Accurate to 1e-12: a series near 0, a continued fraction beyond (Abramowitz and Stegun 7.1.6, 7.1.14).
 */
export function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  return x < 2.5 ? 1 - erfSeries(x) : erfcFraction(x)
}

/** The value that a standard normal one is below with `probability` (between 0 and 1, neither included). */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`${probability} is not between 0 and 1`)
  let [low, high] = [-40, 40]
  // The distribution only rises: halving 80 to 1e-15 takes 57 steps, and no constants to mistype.
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (below(middle) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function below(z: number): number {
  return z < 0 ? twoSided(z) / 2 : 1 - twoSided(z) / 2
}

function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * sum; n += 1) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

function erfcFraction(x: number): number {
  let fraction = x
  for (let n = 60; n > 0; n -= 1) fraction = x + n / 2 / fraction
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction)
}
