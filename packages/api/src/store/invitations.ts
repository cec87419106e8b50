import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Db, Tables } from './tables.ts'
import type { Trx } from './transaction.ts'

export type InvitationRow = Selectable<Tables['invitations']>

/** Adds an invitation, in the place of the one that its address has. */
export async function putInvitation(db: Db, invitation: InvitationRow): Promise<void> {
  const { project_id: _project, email_key: _key, ...rest } = invitation
  await db
    .insertInto('invitations')
    .values(invitation)
    .onConflict(conflict => conflict.columns(['project_id', 'email_key']).doUpdateSet(rest))
    .execute()
}

/** Whether who made an invitation is an owner still: nobody lets others in, or themselves, who may not any more. */
const isFromOwner = (eb: ExpressionBuilder<Tables, 'invitations'>) =>
  eb.exists(
    eb
      .selectFrom('memberships')
      .select('role')
      .whereRef('memberships.project_id', '=', 'invitations.project_id')
      .whereRef('memberships.account_id', '=', 'invitations.invited_by')
      .where('memberships.role', '=', 'owner'),
  )

/** The invitations that are open at `now`, newest first. */
export function listInvitations(db: Db, projectId: string, now: Date): Promise<InvitationRow[]> {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('expires_at', '>', now)
    .where(isFromOwner)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
}

/** The invitation of a token that is open at `now`, with the name of its project. */
export function findInvitation(
  db: Db,
  hash: Buffer,
  now: Date,
): Promise<(InvitationRow & { projectName: string }) | undefined> {
  return db
    .selectFrom('invitations')
    .innerJoin('projects', 'projects.id', 'invitations.project_id')
    .selectAll('invitations')
    .select('projects.name as projectName')
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .where(isFromOwner)
    .executeTakeFirst()
}

/** Takes an invitation away; says whether it was there. */
export async function deleteInvitation(db: Db, projectId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('invitations')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Takes the open invitation of a token away, which nobody else gets then; says whether it was there. */
export async function takeInvitation(trx: Trx, projectId: string, hash: Buffer): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('invitations')
    .where('project_id', '=', projectId)
    .where('hash', '=', hash)
    .where(isFromOwner)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Takes away what an account made in a project. */
export async function deleteInvitationsBy(trx: Trx, projectId: string, accountId: string): Promise<void> {
  await trx
    .deleteFrom('invitations')
    .where('project_id', '=', projectId)
    .where('invited_by', '=', accountId)
    .execute()
}

/** Forgets what was over at `now`. */
export async function deleteInvitationsBefore(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('invitations').where('expires_at', '<=', now).execute()
}
