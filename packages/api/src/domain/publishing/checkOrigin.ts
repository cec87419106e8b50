export type OriginFault = 'not-an-origin' | 'not-as-browsers-send-it' | 'wildcard-too-wide'

/**
 * What is wrong with an entry of the allowed origins; null where it can be used. An entry is an origin as browsers
 * send it (`https://shop.example`, no path, no default port), one with a leading `*.` for all below a domain, or
 * `null` for pages without an origin.
 */
export function checkOrigin(entry: string): OriginFault | null {
  if (entry === 'null') return null
  const match = /^([a-z][a-z0-9+.-]*):\/\/(\*\.)?([^/*]+)$/.exec(entry)
  if (!match) return 'not-an-origin'
  const [, scheme = '', wildcard, host = ''] = match
  const address = `${scheme}://${host}`
  if (!URL.canParse(address)) return 'not-an-origin'
  if (scheme === 'http' || scheme === 'https') {
    // A browser sends what URL makes of it: lower case, punycode, without the default port.
    if (new URL(address).origin !== address) return 'not-as-browsers-send-it'
  } else if (wildcard || !/^[a-z0-9.-]+$/.test(host)) {
    // Apps have schemes of their own (capacitor://localhost), and URL knows no origin of them.
    return 'not-an-origin'
  }
  if (wildcard && !isBelowSuffix(host)) return 'wildcard-too-wide'
  return null
}

/**
 * Whether `*.` may stand before `host`: a name of two labels or more, not an address. `*.com` would let in
 * half the world, and so would the commonest registries' second level.
 */
function isBelowSuffix(host: string): boolean {
  const labels = host.replace(/:\d+$/, '').split('.')
  if (labels.length < 2 || /^\d+$/.test(labels.at(-1) ?? '')) return false
  const [second = '', top = ''] = labels.slice(-2)
  const isSharedSecondLevel =
    top.length === 2 && ['ac', 'co', 'com', 'edu', 'gov', 'net', 'org'].includes(second)
  return labels.length > 2 || !isSharedSecondLevel
}
