import { isIP } from 'node:net'

/** How mail is sent, and from whom. */
export interface MailSending {
  server: MailServer
  from: MailAddress
}

/** The server that takes mail. */
export interface MailServer {
  host: string
  port: number
  /** `tls`: from the first byte; `starttls`: before anything is said, or nothing is sent; `none`: not at all. */
  security: 'tls' | 'starttls' | 'none'
  user: string | null
  password: string | null
}

export interface MailAddress {
  /** Empty where it has none. */
  name: string
  address: string
}

export const smtpUrlMust =
  'smtp(s)://[user:password@]host[:port], user and password percent-encoded, with ?tls=none where nothing may be encrypted'

export const mailFromMust = 'an address, or a name and an address: Tyck <feedback@shop.example>'

/**
 * `smtps://` is TLS from the first byte, on port 465; `smtp://` is STARTTLS, on port 587, which the server must offer. On
 * this machine nothing is encrypted, nor with `?tls=none`; `?tls=required` asks for it everywhere.
 * @returns undefined where it is no such address
 */
export function parseSmtpUrl(value: string): MailServer | undefined {
  if (!/^smtps?:\/\//.test(value) || !URL.canParse(value)) return undefined
  const { protocol, hostname, port, username, password, pathname, searchParams, hash } = new URL(value)
  const host = hostname.replace(/^\[|\]$/g, '')
  const isBare = hash === '' && ['', '/'].includes(pathname)
  const tls = searchParams.get('tls')
  const isKnown =
    [...searchParams.keys()].every(name => name === 'tls') && [null, 'none', 'required'].includes(tls)
  if (host === '' || port === '0' || !isBare || !isKnown) return undefined
  const isSecure = protocol === 'smtps:'
  if (isSecure && tls === 'none') return undefined
  const isPlain = tls === 'none' || (tls === null && isLoopback(host))
  try {
    return {
      host,
      port: port === '' ? (isSecure ? 465 : 587) : Number(port),
      security: isSecure ? 'tls' : isPlain ? 'none' : 'starttls',
      user: decodeURIComponent(username) || null,
      password: decodeURIComponent(password) || null,
    }
  } catch {
    return undefined
  }
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** undefined where it is neither of the two. */
export function parseMailFrom(value: string): MailAddress | undefined {
  const [, name = '', named] = /^([^<>\p{Cc}]{1,100})<([^<>]+)>$/u.exec(value) ?? []
  const address = named ?? value
  const isAddress = /^[^\s<>@,;:"()]+@[^\s<>@,;:"()]+$/.test(address) && address.length <= 254
  return isAddress ? { name: name.trim(), address } : undefined
}
