import { randomBytes, randomUUID } from 'node:crypto'
import type { Role } from '@tyck/shared/admin/accounts'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { emailKey } from '../src/domain/accounts/emailKey.ts'
import { createPasswords } from '../src/domain/accounts/passwords.ts'
import { startSession } from '../src/domain/accounts/sessions.ts'
import { insertAccount } from '../src/store/accounts.ts'
import { insertMembership } from '../src/store/memberships.ts'
import type { Service } from './service.ts'

/** Somebody with an account, signed in. */
export interface Person {
  id: string
  email: string
  name: string
  password: string
  /** What their browser sends: `tyck_session=…`. */
  cookie: string
  /** The project that their requests name, unless told otherwise. */
  projectId: string
  /** A request as the console makes it: with cookie, own origin, JSON and `Tyck-Project`. Headers may be changed. */
  ask(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string | undefined>,
  ): Promise<LightMyRequestResponse>
}

/** The service's own origin, as `inject` calls it. */
const ownOrigin = 'http://localhost'

/** The headers with which the console sends what is changed, apart from cookie and project. */
export const fromConsole = { host: 'localhost', origin: ownOrigin, 'content-type': 'application/json' }

/** Makes an account with a role in a project (null: in none) and signs it in, without asking for a password. */
export async function makePerson(
  service: Service,
  role: Role | null = 'owner',
  projectId: string = service.keys.id,
): Promise<Person> {
  const { db, config, clock } = service
  const id = randomUUID()
  const email = `${role ?? 'nobody'}-${randomBytes(4).toString('hex')}@shop.example`
  const password = `Password of ${email}`
  const now = new Date(clock.now)
  const name = `Kim ${role ?? 'Nobody'}`
  const kept = await createPasswords(config.passwordCost).hash(password)
  await insertAccount(db, {
    id,
    email,
    email_key: emailKey(email),
    name,
    password: kept,
    created_at: now,
    password_changed_at: now,
  })
  if (role) await insertMembership(db, { projectId, accountId: id, role, createdAt: now })
  const cookie = `tyck_session=${await startSession(db, id, clock.now, null)}`
  return { id, email, name, password, cookie, projectId, ask: asking(service, cookie, projectId) }
}

/** What asks as the console does, with a session's cookie. */
export function asking({ app }: Pick<Service, 'app'>, cookie: string, projectId: string): Person['ask'] {
  return (method, url, body, headers = {}) => {
    const all = { ...fromConsole, cookie, 'tyck-project': projectId, ...headers }
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
    return app.inject({
      method,
      url,
      headers: sent as Record<string, string>,
      ...(body === undefined ? {} : { payload: body as NonNullable<InjectOptions['payload']> }),
    })
  }
}

/** The cookie that a reply sets, as a browser sends it back; null where it sets none. */
export function cookieOf(reply: LightMyRequestResponse): string | null {
  const [set] = [reply.headers['set-cookie'] ?? []].flat()
  return set?.split(';')[0] ?? null
}
