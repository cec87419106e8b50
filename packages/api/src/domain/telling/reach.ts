import { lookup as lookupAsSystem, Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import ipaddr from 'ipaddr.js'

/** Which addresses the service may send to: what somebody names as a destination must not lead into its own network. */
export interface Reach {
  /** The URL of `text`; null where nothing may be sent there. A name that nobody knows now may be known later. */
  check(text: string): Promise<URL | null>
  /**
   * What a connection to `url` resolves its name by: it is given the addresses that were checked, and no other.
   * @throws AddressNotAllowed where it has one that is not allowed, now
   */
  lookupFor(url: URL): LookupFunction
  /** Whether a connection to `url` may go to `address`. */
  isAllowed(url: URL, address: string): boolean
  /** Whether a host may be reached that is no part of a URL, such as a mail server's; its port is its owner's choice. */
  resolve(hostname: string): Promise<string[]>
  isPublic(address: string): boolean
  isPrivateAllowed(address: string): boolean
}

/** The name leads where nothing may be sent. */
export class AddressNotAllowed extends Error {
  readonly code = 'ERR_TYCK_ADDRESS_NOT_ALLOWED'
}

const ports = ['', '443', '8443']

/**
 * Public addresses by https, on port 443 or 8443; and those of `privateRanges` (CIDR) by http too, on any port.
 * @param resolve the addresses of a name; tests have their own
 * @param checkMs how long `check` waits for them, in milliseconds
 */
export function createReach(
  privateRanges: readonly string[],
  resolve: (hostname: string) => Promise<string[]> = resolverFor(privateRanges.length > 0),
  checkMs = 3_000,
): Reach {
  const ranges = privateRanges.map(range =>
    range.includes('/')
      ? ipaddr.parseCIDR(range)
      : ipaddr.parseCIDR(`${range}/${range.includes(':') ? 128 : 32}`),
  )

  function isPrivateAllowed(address: string): boolean {
    const parsed = ipaddr.process(address)
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits))
  }

  function isAllowed(url: URL, address: string): boolean {
    if (!isAddress(address)) return false
    if (isPrivateAllowed(address)) return true
    return url.protocol === 'https:' && ports.includes(url.port) && isPublic(address)
  }

  return {
    isAllowed,
    isPublic,
    isPrivateAllowed,
    resolve,

    async check(text) {
      const url = URL.canParse(text) ? new URL(text) : null
      if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null
      const host = hostOf(url)
      if (isAddress(host)) return isAllowed(url, host) ? url : null
      // Somebody waits for the reply: a name server that is silent counts as one that knows nothing yet.
      const late = wait<string[]>(checkMs, [], { ref: false })
      const addresses = await Promise.race([resolve(host).catch(() => []), late])
      if (addresses.length > 0) return addresses.every(address => isAllowed(url, address)) ? url : null
      // Only a public address may be behind a name that says nothing yet; delivery looks again.
      return ranges.length > 0 || (url.protocol === 'https:' && ports.includes(url.port)) ? url : null
    },

    lookupFor: url => (hostname, options, done) => {
      resolve(hostname).then(
        addresses => {
          if (addresses.length === 0) return done(notFound(), [])
          // One that is not allowed spoils them all: whoever controls the name has made it so.
          if (!addresses.every(address => isAllowed(url, address))) return done(new AddressNotAllowed(), [])
          const all = addresses.map(address => ({
            address,
            family: ipaddr.parse(address).kind() === 'ipv6' ? 6 : 4,
          }))
          if (options.all) return done(null, all)
          const [first] = all
          return first ? done(null, first.address, first.family) : done(notFound(), [])
        },
        error => done(error, []),
      )
    },
  }
}

/** Whether a host is an address, and no name. URLs write every form of an IPv4 address as four numbers. */
export const isAddress = (host: string) => isIP(host) !== 0

/** The host of a URL as an address or a name, without the brackets of IPv6 and the last dot of a name. */
export const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/**
 * Whether an address is one of the open internet: neither this machine's nor a private network's, nor one that a
 * gateway translates into such (mapped, NAT64, 6to4, Teredo), nor a group's, nor one for documentation.
 */
function isPublic(address: string): boolean {
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.range() === 'unicast'
  // Of IPv6 only 2000::/3 is given out to anybody.
  return parsed.range() === 'unicast' && ((parsed as ipaddr.IPv6).parts[0] ?? 0) >> 13 === 1
}

const notFound = () => Object.assign(new Error('The name has no address'), { code: 'ENOTFOUND' })

/**
 * Asks the DNS itself: `dns.lookup` takes one of four threads for as long as a name server is silent, and one slow name
 * would hold up every delivery, and every password.
 * @param asSystem whether names count that only this machine knows (/etc/hosts, search domains), as private networks
 *   have them
 */
function resolverFor(asSystem: boolean) {
  return async (hostname: string): Promise<string[]> => {
    if (/^(?:.+\.)?localhost$/i.test(hostname)) return ['127.0.0.1', '::1']
    const resolver = new Resolver({ timeout: 2_000, tries: 2 })
    const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const addresses = found.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
    if (addresses.length > 0 || !asSystem) return addresses
    return (await lookupAsSystem(hostname, { all: true })).map(({ address }) => address)
  }
}
