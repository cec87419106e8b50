/** What an account may do in a project: read; also ask; also decide who may, and delete. */
export type Role = 'viewer' | 'editor' | 'owner'

/** A project, and what the account may do in it. */
export interface Membership {
  id: string
  name: string
  role: Role
  /** Whether it is the demo, which everybody may look at and an owner may remove. */
  demo: boolean
}

/** Who is signed in. */
export interface Session {
  account: { id: string; email: string; name: string }
  projects: Membership[]
}
