/**
 * The origin and path of `page`, which are all that is kept of it: a query and a fragment may name people, and so
 * may what stands before an @. null where it is no address of a host (`about:blank`, `file:///home/…`).
 */
export function pageAddress(page: string): string | null {
  try {
    const { protocol, host, pathname } = new URL(page)
    return host === '' ? null : `${protocol}//${host}${pathname}`
  } catch {
    return null
  }
}
