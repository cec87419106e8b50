/**
 * Whether Postgres reads `text` as a `pg_snapshot`: the first transaction that was under way, the first that had not
 * begun, and all that were under way, in their order.
 */
export function isSnapshot(text: string): boolean {
  const [, first = '', next = '', list = ''] =
    /^(\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?)$/.exec(text) ?? []
  if (first === '') return false
  const bounds = [BigInt(first), ...(list === '' ? [] : list.split(',').map(BigInt)), BigInt(next)]
  return (
    bounds.every((each, at) => each > 0n && each >= (bounds[at - 1] ?? each)) &&
    !list.split(',').includes(next)
  )
}
