import { deleteInvitationsBefore } from '../../store/invitations.ts'
import { deletePasswordResetsBefore } from '../../store/passwordResets.ts'
import { deleteSessionsBefore } from '../../store/sessions.ts'
import type { Db } from '../../store/tables.ts'
import { sessionBounds } from './sessions.ts'

/** Forgets sessions, invitations and resets that are over at `now`, in milliseconds since 1970. */
export async function sweepAccounts(db: Db, now: number): Promise<void> {
  await deleteSessionsBefore(db, sessionBounds(now))
  await deleteInvitationsBefore(db, new Date(now))
  await deletePasswordResetsBefore(db, new Date(now))
}
