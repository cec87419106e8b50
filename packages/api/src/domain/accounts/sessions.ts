import { deleteSession, findSession, insertSession, touchSession } from '../../store/sessions.ts'
import type { Db } from '../../store/tables.ts'
import { hashToken, newToken } from './tokens.ts'

/** Who is signed in. */
export interface SignedIn {
  id: string
  email: string
  name: string
  /** Of the session, as its row has it. */
  hash: Buffer
}

const dayMs = 86_400_000
/** How long a session lasts in all, and unused; in milliseconds. */
export const sessionMs = { absolute: 90 * dayMs, idle: 14 * dayMs }
/** How often its use is noted. */
const touchMs = 3_600_000

/** Where sessions that are over begin, at `now`. */
export const sessionBounds = (now: number) => ({
  begunAfter: new Date(now - sessionMs.absolute),
  usedAfter: new Date(now - sessionMs.idle),
})

/** Begins a session, and ends the one that the browser had: `before` is its token. */
export async function startSession(
  db: Db,
  accountId: string,
  now: number,
  before: string | null,
): Promise<string> {
  const { token, hash } = newToken()
  const at = new Date(now)
  if (before !== null) await deleteSession(db, hashToken(before))
  await insertSession(db, { hash, account_id: accountId, created_at: at, used_at: at })
  return token
}

/** Whose session `token` is at `now`, in milliseconds since 1970; null where it is over or none. */
export async function readSession(db: Db, token: string, now: number): Promise<SignedIn | null> {
  const hash = hashToken(token)
  const found = await findSession(db, hash, sessionBounds(now))
  if (!found) return null
  const { usedAt, ...account } = found
  if (now - usedAt.getTime() > touchMs) await touchSession(db, hash, new Date(now))
  return { ...account, hash }
}
