import { hash32 } from './hash.ts'

/**
 * The entries of an allow-list that would admit `origin`: itself, and `https://*.shop.example` for every domain
 * above `https://pay.eu.shop.example`. Scheme and port must be the same; `*.` stands for one label or more.
 */
export function patternsOf(origin: string): string[] {
  const [scheme, host = ''] = origin.split('://')
  const labels = host.split('.')
  // The first is the origin itself, whatever it looks like: `null` is one.
  return labels.map((_, index) => (index ? `${scheme}://*.${labels.slice(index).join('.')}` : origin))
}

/** A short hash of an allow-list's entry, eight hexadecimal digits: the public list names no customers. */
export function originHash(pattern: string): string {
  return hash32(pattern).toString(16).padStart(8, '0')
}

/** Whether a list of hashes admits `origin`. An empty list admits every origin. */
export function admitsOrigin(hashes: readonly string[], origin: string): boolean {
  return hashes.length === 0 || patternsOf(origin).some(pattern => hashes.includes(originHash(pattern)))
}
