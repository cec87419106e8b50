/** An address that a link carries, if it is one of this console; else the start. Another site's must not be gone to. */
export function ownPath(next: string): string {
  if (!next.startsWith('/') || !URL.canParse(next, here)) return '/'
  const { origin, pathname, search } = new URL(next, here)
  // What is left of `/..//elsewhere.example` begins with //, and would be another site's when it is read again.
  return origin === here && !pathname.startsWith('//') ? pathname + search : '/'
}

const here = 'http://here.invalid'
