import { type Client, createClient } from '@tyck/client'
import { wrongUse } from './failure.ts'

/** The service that somebody named, and the project that their key opens. */
export interface Opened {
  /** Without a slash at its end. */
  url: string
  client: Client
}

/** Somebody waits for a command, and CI has patience of its own. Times in milliseconds. */
const patience = { timeoutMs: 30_000, retryForMs: 2_000 }

/** @throws Failure where the environment lacks what it takes; nothing is asked of the service yet */
export function openClient(given: { url?: string }, env: Record<string, string | undefined>): Opened {
  const url = readUrl(given, env)
  return { url, client: createClient({ url, secretKey: readSecretKey(env), ...patience }) }
}

function readUrl(given: { url?: string }, env: Record<string, string | undefined>): string {
  const url = given.url ?? env.TYCK_URL
  if (!url) throw wrongUse('Say where the service is: --url, or TYCK_URL in the environment.')
  const { protocol, origin, pathname, search, hash } = URL.canParse(url) ? new URL(url) : {}
  if (!protocol || !/^https?:$/.test(protocol) || search || hash) {
    throw wrongUse('The address of the service must be like https://feedback.example.')
  }
  return `${origin}${pathname}`.replace(/\/+$/, '')
}

/** It has no option: arguments are seen by who lists processes, and kept by shells. */
function readSecretKey(env: Record<string, string | undefined>): string {
  const key = env.TYCK_SECRET_KEY?.trim()
  if (!key) throw wrongUse("Put a secret key of the project, sk_…, into the environment's TYCK_SECRET_KEY.")
  if (!/^sk_[!-~]+$/.test(key)) throw wrongUse('TYCK_SECRET_KEY must be a secret key: it begins with sk_.')
  return key
}
