import { hash, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

const dayMs = 86_400_000

/** Names for addresses that say nothing of them, and that mean nothing a day later. */
export interface AddressNames {
  /** The name of the household or office that `address` belongs to; of what is no address, none. */
  nameOf(address: string): string | null
}

/**
 * An address's name is a keyed hash. The key is random, in this process's memory only, and another one each day (UTC),
 * so that nothing that was kept under a name can be traced to an address, nor from one day to the next.
 * @param onNewDay hears that the names given so far will not come again
 */
export function createAddressNames(clock: () => number, onNewDay: () => void): AddressNames {
  let day = Number.NaN
  let key = newKey()

  return {
    nameOf(address) {
      const network = networkOf(address)
      if (network === null) return null
      const today = Math.floor(clock() / dayMs)
      if (today !== day) {
        day = today
        key = newKey()
        onNewDay()
      }
      // An HMAC takes five times as long, on every post, for what is never told to anybody.
      return hash('sha256', key + network, 'base64url')
    },
  }
}

const newKey = () => randomBytes(32).toString('base64')

/** How a service that listens to both kinds sees every IPv4 address. */
const mapped = '::ffff:'

/**
 * What one household or office has for an address: of IPv6 the /64, in which a device may choose any; an IPv4 address
 * as it is, also where it is written as IPv6 (`::ffff:192.0.2.1`). null for what is no address.
 */
export function networkOf(given: string): string | null {
  const plain = given.startsWith(mapped) ? given.slice(mapped.length) : given
  if (isIP(plain) === 4) return plain
  // Some proxies write the port behind it: 192.0.2.1:1234, [2001:db8::1]:1234.
  const address = isIP(given) ? given : given.replace(/^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/, '$1$2')
  if (isIP(address) === 4) return address
  if (isIP(address) === 0) return null
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return Buffer.from(parsed.toByteArray().slice(0, 8)).toString('hex')
}
