import type { Session } from '@tyck/shared/admin/accounts'

/** A project, and what the account may do in it. */
export type Membership = Session['projects'][number]
