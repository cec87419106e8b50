import type { Role } from '@tyck/shared/admin/accounts'
import { deleteInvitationsBy } from '../../store/invitations.ts'
import { deleteMembership, listMembers, updateRole } from '../../store/memberships.ts'
import { lockProject } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'

export type Member = Awaited<ReturnType<typeof listMembers>>[number]

/** Why a project's members stay as they are: there is no such one, or no owner would be left. */
export type MemberRefusal = 'unknown-member' | 'last-owner'

/** Gives a member another role. Who is no owner then has no invitations open. */
export function changeRole(
  db: Db,
  projectId: string,
  { accountId, role }: { accountId: string; role: Role },
): Promise<Member | MemberRefusal> {
  return withMember(db, projectId, accountId, role === 'owner', async (trx, member) => {
    await updateRole(trx, { projectId, accountId: member.id, role })
    if (role !== 'owner') await deleteInvitationsBy(trx, projectId, member.id)
    return { ...member, role }
  })
}

/** Takes a member out of a project, from their next request on, with the invitations that they made. */
export function removeMember(db: Db, projectId: string, accountId: string): Promise<Member | MemberRefusal> {
  return withMember(db, projectId, accountId, false, async (trx, member) => {
    await deleteMembership(trx, projectId, member.id)
    await deleteInvitationsBy(trx, projectId, member.id)
    return member
  })
}

/** Two owners who take each other's role go one after the other: the second finds that they may not. */
function withMember(
  db: Db,
  projectId: string,
  accountId: string,
  staysOwner: boolean,
  work: (trx: Trx, member: Member) => Promise<Member>,
): Promise<Member | MemberRefusal> {
  return inTransaction(db, async trx => {
    await lockProject(trx, projectId)
    const members = await listMembers(trx, projectId)
    const member = members.find(({ id }) => id === accountId.toLowerCase())
    if (!member) return 'unknown-member'
    const isLast = member.role === 'owner' && members.filter(({ role }) => role === 'owner').length === 1
    return isLast && !staysOwner ? 'last-owner' : work(trx, member)
  })
}
