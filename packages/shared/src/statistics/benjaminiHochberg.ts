/**
 * Which of many comparisons stand, where on average at most `rate` of those that do are mistakes
 * (Benjamini and Hochberg 1995).
 * @param pValues each in 0..1
 * @returns whether each stands, in their order
 */
export function benjaminiHochberg(pValues: readonly number[], rate = 0.1): boolean[] {
  const sorted = [...pValues].sort((a, b) => a - b)
  const last = sorted.findLastIndex((p, at) => p <= (rate * (at + 1)) / sorted.length)
  const limit = sorted[last]
  return pValues.map(p => limit !== undefined && p <= limit)
}
