import type { Session } from '@tyck/shared/admin/accounts'
import { demoKeys } from '../auth.ts'
import { listProjectsOf } from '../store/memberships.ts'
import type { Db } from '../store/tables.ts'

/** Who is signed in, and their projects, the demo last. */
export async function tellSession(
  db: Db,
  { id, email, name }: { id: string; email: string; name: string },
): Promise<Session> {
  const found = await listProjectsOf(db, id)
  const projects = found.map(({ publishableKey, ...project }) => ({
    ...project,
    demo: publishableKey === demoKeys.publishable,
  }))
  return {
    account: { id, email, name },
    projects: projects.sort((a, b) => Number(a.demo) - Number(b.demo)),
  }
}
