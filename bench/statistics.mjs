/** @typedef {{ median: number, low: number, high: number }} Spread the median and the quartiles. */

/** @param {number[]} values @returns {Spread} */
export function spreadOf(values) {
  const sorted = values.filter(value => !Number.isNaN(value)).sort((a, b) => a - b)
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) }
}

/** Between two values it lies where the share says. @param {number[]} sorted @param {number} share */
export function quantile(sorted, share) {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place % 1)
}
