import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** What a hash costs: memory 128 · 2^ln · r bytes, and time in proportion. */
export interface PasswordCost {
  /** log2 of scrypt's N. */
  ln: number
  r: number
  p: number
}

/** Hashes passwords and compares them, few at a time. */
export interface Passwords {
  /** What is kept of a password: `$scrypt$ln=17,r=8,p=1$salt$hash`. */
  hash(password: string): Promise<string>
  /**
   * Whether `password` is the one that `kept` was made of. Without `kept` (nobody has the account) it takes as long, and
   * is not.
   */
  matches(password: string, kept: string | undefined): Promise<boolean>
  /** Whether `kept` was made at another cost than is used now. */
  isOutdated(kept: string): boolean
}

/** Too many wait already. */
export class TooManyPasswords extends Error {}

/** 128 MiB each, so that a machine whose memory is stolen by many sign-ins is not ours. */
const atOnce = 2
/** Who comes later than this would wait longer than a request may take. */
const mostWaiting = 20
const hashBytes = 32

/**
 * @param cost of new hashes; those that are kept name their own
 * @throws TooManyPasswords from its functions, where too many wait
 */
export function createPasswords(cost: PasswordCost): Passwords {
  const turn = createTurns()
  // Compared with where there is no account: made of nothing that anybody can send.
  const nobody = told(cost, randomBytes(16), randomBytes(hashBytes))

  return {
    async hash(password) {
      const salt = randomBytes(16)
      return told(cost, salt, await turn(() => derive(password, salt, cost)))
    },
    async matches(password, kept) {
      const { salt, hash, ...madeAt } = read(kept ?? nobody)
      const found = await turn(() => derive(password, salt, madeAt))
      return timingSafeEqual(found, hash) && kept !== undefined
    },
    isOutdated(kept) {
      const { ln, r, p } = read(kept)
      return ln !== cost.ln || r !== cost.r || p !== cost.p
    },
  }
}

/** Lets `atOnce` work at a time, in the order in which they came. */
function createTurns() {
  const waiting: (() => void)[] = []
  let working = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (working < atOnce) working += 1
    else if (waiting.length >= mostWaiting) throw new TooManyPasswords('Too many passwords are checked')
    // Who is called has the place of who calls.
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else working -= 1
    }
  }
}

/** On a thread of libuv's, so that the service goes on. */
function derive(password: string, salt: Buffer, { ln, r, p }: PasswordCost): Promise<Buffer> {
  const N = 2 ** ln
  return new Promise((resolve, reject) =>
    scrypt(password, salt, hashBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )
}

function told({ ln, r, p }: PasswordCost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

function read(kept: string): PasswordCost & { salt: Buffer; hash: Buffer } {
  const [, ln, r, p, salt = '', hash = ''] =
    /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(kept) ?? []
  if (hash === '') throw new Error('A password is kept in a form that is not known')
  return {
    ln: Number(ln),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  }
}
