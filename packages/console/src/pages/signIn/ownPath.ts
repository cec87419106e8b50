/** An address that a link carries, if it is one of this console; else the start. Another site's must not be gone to. */
export function ownPath(next: string): string {
  if (!next.startsWith('/') || !URL.canParse(next, 'http://here.invalid')) return '/'
  const { origin, pathname, search } = new URL(next, 'http://here.invalid')
  return origin === 'http://here.invalid' ? pathname + search : '/'
}
