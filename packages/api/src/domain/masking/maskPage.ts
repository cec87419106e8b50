import { maskText } from './mask.ts'

/** How often an address is decoded: by a page that encoded what was encoded already, and once more. */
const times = 2

/**
 * The address of a page (origin and path) masked as `maskText` does, also where it is percent-encoded. A part of the
 * path in which something is found is encoded anew; all else stays as it is.
 */
export function maskPage(page: string): string {
  const masked = maskText(page)
  if (!masked.includes('%')) return masked
  return masked
    .split('/')
    .map(part => (part.includes('%') ? maskPart(part) : part))
    .join('/')
}

function maskPart(part: string): string {
  let decoded = part
  for (let time = 0; time < times; time += 1) {
    decoded = decode(decoded)
    const masked = maskText(decoded)
    if (masked !== decoded) return encodeURIComponent(masked).replace(/%5B(card|email)%5D/g, '[$1]')
  }
  return part
}

/** Bytes that are no UTF-8 become U+FFFD, so that they hide nothing beside them. */
const decode = (part: string) =>
  part.replace(/(?:%[\da-f]{2})+/gi, bytes => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString())
