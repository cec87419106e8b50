/** Longer lists are cut: an error of 2 KiB must have room for others. */
const most = 12

/** Names in one line: `ar, sv`; of more than 12 the first, and how many there are beside. */
export function listed(names: readonly string[]): string {
  const beside = names.length > most ? ` and ${names.length - most} more` : ''
  return `${names.slice(0, most).join(', ')}${beside}`
}
