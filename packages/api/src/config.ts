import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { limits as bodyLimits } from '@tyck/shared/contract/vocabulary'
import type { PasswordCost } from './domain/accounts/passwords.ts'
import type { Rate } from './domain/recording/tokenBuckets.ts'
import {
  type MailAddress,
  type MailSending,
  type MailServer,
  mailFromMust,
  parseMailFrom,
  parseSmtpUrl,
  smtpUrlMust,
} from './domain/telling/mailServer.ts'
import { hostOf } from './domain/telling/reach.ts'

/** Everything that the environment decides. Only this file reads it. */
export interface Config {
  /** `PORT`, 0..65535; 0 takes any free one. Default 4400. */
  port: number
  /** `HOST`: the address to listen on. Default 127.0.0.1; a container needs 0.0.0.0. */
  host: string
  /** `DATABASE_URL`: any Postgres 15 or later. null starts the embedded one in the data directory. */
  databaseUrl: string | null
  /** `TYCK_DATA_DIR`: where the embedded Postgres, the secret and earlier widgets live. Default .tyck */
  dataDir: string
  /** `TYCK_PUBLIC_URL`: the address that pages reach this service at, with no path. null: where it listens. */
  publicUrl: string | null
  /** `TYCK_SECRET`, 32 characters or more: encrypts secrets at rest. See `secretOf` for where it is null. */
  secret: string | null
  /** `TYCK_TRUSTED_PROXIES`: the addresses (CIDR) whose X-Forwarded-* headers count. Default none. */
  trustedProxies: string[]
  /** `TYCK_DEMO`, on, empty or off: whether the demo project is there. Default on, but off with NODE_ENV=production. */
  demo: boolean
  /** Whether it gets 90 days of answers when it is made: `TYCK_DEMO` is on. */
  demoPast: boolean
  /** `TYCK_UNSAFE_DURABILITY`, on or off: be ready although Postgres may lose what it acknowledged. Default off. */
  unsafeDurability: boolean
  /**
   * `TYCK_PRIVATE_DESTINATIONS`: addresses (CIDR) that are not public and that destinations may lead to all the same, by
   * http too and on any port. Default none; this machine where the demo is on and only this machine reaches us: `HOST`
   * and `TYCK_PUBLIC_URL` are its own, and there are no `TYCK_TRUSTED_PROXIES`.
   */
  privateDestinations: string[]
  /** `TYCK_METRICS_TOKEN`, 16 characters or more: who brings it reads /metrics. null: this machine reads it. */
  metricsToken: string | null
  /** `TYCK_SMTP_URL` and `TYCK_MAIL_FROM`: how mail is sent, and from whom. null: no mail is sent. */
  mail: MailSending | null
  /** How much is taken from one caller; null is without limit. */
  rates: {
    /**
     * `TYCK_RATE_PER_ADDRESS`, tokens a second, and `TYCK_RATE_BURST`, tokens at once: of an address, of IPv6 a /64. A
     * token is a request of a page, and each response beyond the first. Default 20 and 600.
     */
    perAddress: Rate | null
    /** `TYCK_RATE_PER_PROJECT`: responses a second, and at once, of a project. Default 2,000. */
    perProject: Rate | null
  }
  /** `LOG_LEVEL`. Default info. */
  logLevel: LogLevel
  /** Where the built widget lies. Not from the environment. */
  widgetDir: string
  /** Where the built console lies. Not from the environment. */
  consoleDir: string
  /** Where the widgets of earlier builds lie, the latest first. Not from the environment; see `keepWidget`. */
  keptWidgets: string[]
  /** What a new password's hash costs: 128 MiB and half a second. Not from the environment; tests have it cheaper. */
  passwordCost: PasswordCost
  /** What a connection may take. Not from the environment; tests shorten it. */
  limits: Limits
}

/** Limits on all that a caller can make us wait for or keep; times in milliseconds. */
export interface Limits {
  /** Until a request's headers are here. */
  headersMs: number
  /** Until the whole request is here. */
  requestMs: number
  /** How often the two above are looked after. */
  checkMs: number
  /** How long a connection may stand between requests: longer than load balancers keep theirs, often 60 s. */
  keepAliveMs: number
  /** How long a connection may be silent in the middle of a request or a reply. */
  silentMs: number
  /** How long a post may wait for its responses to be committed; then it gets a 503, and may be sent again. */
  storeMs: number
  /** How long scores may read responses; then the question was too broad. */
  scoresMs: number
  /** How long one attempt to tell a destination may take. */
  attemptMs: number
  /** How long an export may take, whatever its reader does: Postgres keeps all that changes meanwhile. */
  exportMs: number
  /** How long a reply may take to be read while we are stopping; then its connection is cut. */
  stopMs: number
  /** All headers of a request together, in bytes. */
  headerBytes: number
  /** How many requests of one connection may wait for their replies. Browsers and proxies send one at a time. */
  pipelined: number
}

export const limits: Limits = {
  headersMs: 4_000,
  requestMs: 5_000,
  checkMs: 1_000,
  keepAliveMs: 72_000,
  silentMs: 30_000,
  storeMs: 5_500,
  scoresMs: 3_500,
  attemptMs: 15_000,
  exportMs: 1_800_000,
  stopMs: 12_000,
  headerBytes: 16_384,
  pipelined: 10,
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

type LogLevel = (typeof logLevels)[number]

// src/ and dist/ lie equally deep, so these hold for the sources and for the built file.
const widgetDir = fileURLToPath(new URL('../../widget/dist', import.meta.url))
const consoleDir = fileURLToPath(new URL('../../console/dist', import.meta.url))

/**
 * Reads the configuration; an empty variable counts as none.
 * @throws Error that names each variable at fault, and never its value, which may be a secret
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const faults: string[] = []

  function read<T>(variable: string, fallback: T, parse: (value: string) => T | undefined, must: string): T {
    const value = env[variable]?.trim()
    if (!value) return fallback
    const parsed = parse(value)
    if (parsed !== undefined) return parsed
    faults.push(`${variable} must be ${must}`)
    return fallback
  }

  // A post of as many responses as one may have must fit, or it would be refused for ever.
  const leastBurst = bodyLimits.responses
  const perAddress = read<number | null>('TYCK_RATE_PER_ADDRESS', 20, parseRate(1), rateOf(1))
  const burst = read('TYCK_RATE_BURST', 600, parseWhole(leastBurst), wholeOf(leastBurst))
  const perProject = read<number | null>(
    'TYCK_RATE_PER_PROJECT',
    2_000,
    parseRate(leastBurst),
    rateOf(leastBurst),
  )

  const server = read<MailServer | null>('TYCK_SMTP_URL', null, parseSmtpUrl, smtpUrlMust)
  const from = read<MailAddress | null>('TYCK_MAIL_FROM', null, parseMailFrom, mailFromMust)
  if (faults.length === 0 && (server === null) !== (from === null)) {
    faults.push(`${server ? 'TYCK_MAIL_FROM' : 'TYCK_SMTP_URL'} must be set, too, to send mail`)
  }

  const port = read('PORT', 4400, parsePort, 'a whole number from 0 to 65535')
  const demo = read('TYCK_DEMO', env.NODE_ENV === 'production' ? 'off' : 'on', parseDemo, 'on, empty or off')
  const host = read('HOST', '127.0.0.1', parseHost, 'an address or a host name')
  const publicUrl = read<string | null>(
    'TYCK_PUBLIC_URL',
    null,
    parsePublicUrl,
    'http(s)://host[:port], no path',
  )
  const trustedProxies = read('TYCK_TRUSTED_PROXIES', [], parseProxies, 'a list of addresses or CIDR ranges')
  // Behind a proxy on this machine the world reaches us, and what it names here would be reached from within.
  const isOurs =
    isLoopback(host) && (!publicUrl || isLoopback(hostOf(new URL(publicUrl)))) && trustedProxies.length === 0
  const config: Config = {
    port,
    host,
    databaseUrl: read<string | null>('DATABASE_URL', null, parseDatabaseUrl, databaseUrlMust),
    dataDir: resolve(read('TYCK_DATA_DIR', '.tyck', value => value, 'a folder')),
    publicUrl,
    secret: read<string | null>('TYCK_SECRET', null, parseSecret, '32 characters or more'),
    trustedProxies,
    demo: demo !== 'off',
    demoPast: demo === 'on',
    unsafeDurability: read('TYCK_UNSAFE_DURABILITY', false, parseSwitch, 'on or off'),
    privateDestinations: read(
      'TYCK_PRIVATE_DESTINATIONS',
      demo !== 'off' && isOurs ? thisMachine : [],
      value => (value.toLowerCase() === 'off' ? [] : parseProxies(value)),
      'a list of addresses or CIDR ranges, or off',
    ),
    metricsToken: read<string | null>(
      'TYCK_METRICS_TOKEN',
      null,
      parseToken,
      '16 characters or more, no spaces',
    ),
    mail: server && from ? { server, from } : null,
    rates: {
      perAddress: perAddress === null ? null : { perSecond: perAddress, burst },
      perProject: perProject === null ? null : { perSecond: perProject, burst: perProject },
    },
    logLevel: read<LogLevel>('LOG_LEVEL', 'info', parseLogLevel, `one of ${logLevels.join(', ')}`),
    widgetDir,
    consoleDir,
    keptWidgets: [],
    // https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
    passwordCost: { ln: 17, r: 8, p: 1 },
    limits,
  }
  if (faults.length > 0) throw new Error(`The configuration is not usable: ${faults.join('; ')}`)
  return config
}

/** The address that people reach the console at, for links in what they are sent. */
export const publicUrlOf = ({ publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): string =>
  publicUrl ?? `http://localhost:${port}`

const thisMachine = ['127.0.0.0/8', '::1/128']

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127\.[\d.]+$/.test(host)

function parsePort(value: string): number | undefined {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? Number(value) : undefined
}

function parseHost(value: string): string | undefined {
  return isIP(value) || /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(value) ? value : undefined
}

const databaseUrlMust =
  'a postgres:// address, user and password percent-encoded (# is %23, / is %2F, ? is %3F, @ is %40)'

function parseDatabaseUrl(value: string): string | undefined {
  if (!/^postgres(?:ql)?:\/\//.test(value)) return undefined
  // Without a host it names a socket, which pg reads though it is no URL.
  return URL.canParse(value) || /^[^/]+\/\/[^/#?]*@\//.test(value) ? value : undefined
}

function parsePublicUrl(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined
  const { protocol, origin, pathname, search, hash } = new URL(value)
  const isPlain = pathname === '/' && search === '' && hash === ''
  return isPlain && (protocol === 'http:' || protocol === 'https:') ? origin : undefined
}

function parseSecret(value: string): string | undefined {
  return value.length >= 32 ? value : undefined
}

function parseToken(value: string): string | undefined {
  return /^[!-~]{16,}$/.test(value) ? value : undefined
}

function parseProxies(value: string): string[] | undefined {
  const ranges = value.split(/[\s,]+/).filter(range => range !== '')
  return ranges.every(isRange) ? ranges : undefined
}

function isRange(range: string): boolean {
  const [address = '', bits] = range.split('/')
  const widest = isIP(address) === 4 ? 32 : 128
  return isIP(address) !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest))
}

const wholeOf = (least: number) => `a whole number from ${least} to 1000000`
const rateOf = (least: number) => `${wholeOf(least)}, or off`

function parseWhole(least: number) {
  return (value: string) => {
    const number = /^\d{1,7}$/.test(value) ? Number(value) : Number.NaN
    return number >= least && number <= 1_000_000 ? number : undefined
  }
}

/** null for `off`: no limit. */
function parseRate(least: number) {
  return (value: string) => (value.toLowerCase() === 'off' ? null : parseWhole(least)(value))
}

function parseSwitch(value: string): boolean | undefined {
  return { on: true, true: true, '1': true, off: false, false: false, '0': false }[value.toLowerCase()]
}

function parseDemo(value: string): 'on' | 'empty' | 'off' | undefined {
  if (value.toLowerCase() === 'empty') return 'empty'
  const isOn = parseSwitch(value)
  return isOn === undefined ? undefined : isOn ? 'on' : 'off'
}

function parseLogLevel(value: string): LogLevel | undefined {
  return logLevels.find(level => level === value.toLowerCase())
}
