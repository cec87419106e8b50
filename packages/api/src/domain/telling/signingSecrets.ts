import { makeSigningSecret } from './signature.ts'

/** What is sealed of a webhook: the secrets that sign, newest first. Times in milliseconds since 1970. */
export interface SigningSecrets {
  secrets: { text: string; createdAt: number; endsAt: number | null }[]
}

/** How long the secret before a new one goes on, in milliseconds: time to deploy it. */
const overlapMs = 86_400_000
/** The most that sign at once: who repeats a request whose reply was lost may, and none ends before its day is over. */
export const mostSecrets = 3

/** With a new secret in front; those before it end after a day, if not sooner. */
export function rotateSecrets(known: SigningSecrets, now: number): SigningSecrets {
  const before = validSecrets(known, now).map(secret => ({
    ...secret,
    endsAt: Math.min(secret.endsAt ?? Number.POSITIVE_INFINITY, now + overlapMs),
  }))
  const made = { text: makeSigningSecret(), createdAt: now, endsAt: null }
  return { secrets: [made, ...before] }
}

/** Those that sign at `now`. */
export const validSecrets = ({ secrets }: SigningSecrets, now: number) =>
  secrets.filter(({ endsAt }) => endsAt === null || endsAt > now)
