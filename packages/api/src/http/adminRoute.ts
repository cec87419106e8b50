import { type Role, roles } from '@tyck/shared/admin/accounts'
import type { FastifyInstance } from 'fastify'
import type { RefusalCode } from './problems.ts'

/** What a route asks of who calls it: a role in the project, an account, or nothing. */
export type Needed = Role | 'account' | 'nothing'

interface Marks {
  security: Record<string, string[]>[]
  /** OpenAPI takes what begins with x-. */
  'x-role': Needed
}

/**
 * The schema of a route of a project, marked with what it takes: a secret key, or a session of who has at least `role`
 * there. OpenAPI tells it, and `requireProject` holds it.
 */
export function adminRoute<const T extends object>(role: Role, schema: T): T & Marks {
  return { ...schema, security: [{ secretKey: [] }, { session: [] }], 'x-role': role }
}

/** The same for what no secret key may do: it belongs to a program, and people are not its to let in. */
export function memberRoute<const T extends object>(role: Role, schema: T): T & Marks {
  return { ...schema, security: [{ session: [] }], 'x-role': role }
}

/** For who has an account, whatever the project. */
export function accountRoute<const T extends object>(schema: T): T & Marks {
  return { ...schema, security: [{ session: [] }], 'x-role': 'account' }
}

/** For who is about to be let in. */
export function openRoute<const T extends object>(schema: T): T & Pick<Marks, 'x-role'> {
  return { ...schema, 'x-role': 'nothing' }
}

/**
 * What a route may refuse beside what any request may get (`ofAnyRequest`), for its schema: OpenAPI tells it, and the
 * tests fail on a refusal that is not told.
 */
export const mayRefuse = (...codes: RefusalCode[]) => ({ 'x-problems': codes })

/** For the schema of a route that reads `If-Match` (revision.ts): OpenAPI tells it, and whether it has to be there. */
export const takesRevision = (presence: 'optional' | 'required') => ({ 'x-if-match': presence })

const needs: readonly unknown[] = [...roles, 'account', 'nothing']

/** What the route of `schema` asks. @throws where it does not say: such a service must not start */
export function neededFor(schema: unknown, address: string): { needed: Needed; takesSecretKey: boolean } {
  const { 'x-role': needed, security = [] } = (schema ?? {}) as Partial<Marks>
  if (needed === undefined || !needs.includes(needed)) {
    throw new Error(`${address} does not say which role it asks for: see adminRoute`)
  }
  return { needed, takesSecretKey: security.some(each => 'secretKey' in each) }
}

/** Lets no route into `app` that does not say what it asks, or asks for none of `allowed`. */
export function requireRoles(app: FastifyInstance, allowed: readonly Needed[]): void {
  app.addHook('onRoute', ({ method, url, schema }) => {
    const { needed } = neededFor(schema, `${method} ${url}`)
    if (!allowed.includes(needed)) throw new Error(`${method} ${url} stands among routes that ask for others`)
  })
}
