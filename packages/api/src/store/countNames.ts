/** Every score that a scale has. */
export const scores = Array.from({ length: 11 }, (_, score) => score)

/** The columns of `hourly_counts` that count, in the order in which they stand. */
export const countNames = [
  'shown',
  'answered',
  'commented',
  'dismissed',
  ...scores.map(score => `s${score}`),
] as const

/** For `on conflict do update`: adds what is given to what stands. */
export const addCounts = countNames
  .map(count => `${count} = standing.${count} + excluded.${count}`)
  .join(', ')
