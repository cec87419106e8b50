import type { Role } from '@tyck/shared/admin/accounts'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

export interface Membership {
  projectId: string
  accountId: string
  role: Role
  createdAt: Date
}

/** Adds a membership, unless there is one; says whether it did. */
export async function insertMembership(
  db: Db,
  { projectId, accountId, role, createdAt }: Membership,
): Promise<boolean> {
  const row = await db
    .insertInto('memberships')
    .values({ project_id: projectId, account_id: accountId, role, created_at: createdAt })
    .onConflict(conflict => conflict.doNothing())
    .returning('role')
    .executeTakeFirst()
  return row !== undefined
}

/** Makes an account the owner of every project that nobody is a member of. */
export async function adoptProjects(trx: Trx, accountId: string, now: Date): Promise<void> {
  await trx
    .insertInto('memberships')
    .columns(['project_id', 'account_id', 'role', 'created_at'])
    .expression(eb =>
      eb
        .selectFrom('projects')
        .select([
          'projects.id',
          eb.cast<string>(eb.val(accountId), 'uuid').as('account_id'),
          eb.val<Role>('owner').as('role'),
          eb.cast<Date>(eb.val(now), 'timestamptz').as('created_at'),
        ])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('memberships as m').select('m.role').whereRef('m.project_id', '=', 'projects.id'),
            ),
          ),
        ),
    )
    .execute()
}

/** What an account may do in a project; undefined where it is no member. */
export async function findRole(db: Db, projectId: string, accountId: string): Promise<Role | undefined> {
  const found = await db
    .selectFrom('memberships')
    .select('role')
    .where('project_id', '=', projectId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return found?.role
}

/** The projects of an account, in the order in which they were made. */
export function listProjectsOf(
  db: Db,
  accountId: string,
): Promise<{ id: string; name: string; role: Role; publishableKey: string }[]> {
  return db
    .selectFrom('memberships')
    .innerJoin('projects', 'projects.id', 'memberships.project_id')
    .select(['projects.id', 'projects.name', 'role', 'projects.publishable_key as publishableKey'])
    .where('account_id', '=', accountId)
    .orderBy('projects.created_at')
    .orderBy('projects.id')
    .execute()
}

/** Who is a member of a project, in the order in which they came. */
export function listMembers(
  db: Db,
  projectId: string,
): Promise<{ id: string; email: string; name: string; role: Role; since: Date }[]> {
  return db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['accounts.id', 'email', 'name', 'role', 'memberships.created_at as since'])
    .where('project_id', '=', projectId)
    .orderBy('memberships.created_at')
    .orderBy('accounts.id')
    .execute()
}

export async function updateRole(
  trx: Trx,
  { projectId, accountId, role }: Omit<Membership, 'createdAt'>,
): Promise<void> {
  await trx
    .updateTable('memberships')
    .set({ role })
    .where('project_id', '=', projectId)
    .where('account_id', '=', accountId)
    .execute()
}

export async function deleteMembership(trx: Trx, projectId: string, accountId: string): Promise<void> {
  await trx
    .deleteFrom('memberships')
    .where('project_id', '=', projectId)
    .where('account_id', '=', accountId)
    .execute()
}

/** Whether any account, or the one that is given, owns a project. */
export async function isAnyOwner(db: Db, accountId?: string): Promise<boolean> {
  let query = db.selectFrom('memberships').select('role').where('role', '=', 'owner')
  if (accountId !== undefined) query = query.where('account_id', '=', accountId)
  return (await query.limit(1).executeTakeFirst()) !== undefined
}

/** Whether `ownerId` owns every project that `memberId` is a member of. */
export async function ownsAllOf(db: Db, ownerId: string, memberId: string): Promise<boolean> {
  const other = await db
    .selectFrom('memberships as theirs')
    .leftJoin('memberships as mine', join =>
      join
        .onRef('mine.project_id', '=', 'theirs.project_id')
        .on('mine.account_id', '=', ownerId)
        .on('mine.role', '=', 'owner'),
    )
    .select('theirs.project_id')
    .where('theirs.account_id', '=', memberId)
    .where('mine.project_id', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return other === undefined
}
