import { acceptance, accepted, invitationSeen, invitationToken } from '@tyck/shared/admin/members'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Context } from '../context.ts'
import { acceptInvitation, invitedAccount } from '../domain/accounts/acceptInvitation.ts'
import { checkPassword } from '../domain/accounts/checkPassword.ts'
import { hashToken } from '../domain/accounts/tokens.ts'
import { checkName } from '../domain/publishing/checkName.ts'
import { problem } from '../errors.ts'
import { sessionTokenOf, setSessionCookie } from '../session.ts'
import { type AccountRow, findAccount } from '../store/accounts.ts'
import { findInvitation } from '../store/invitations.ts'
import { mayRefuse, openRoute } from './adminRoute.ts'
import { linkExpired } from './linkExpired.ts'
import { refuse } from './refuse.ts'
import { tellSession } from './tellSession.ts'

/** What somebody does with the link of an invitation. */
export function invitedRoutes(app: FastifyInstance, context: Context): void {
  const { config, db, clock, passwords, rates } = context
  const routes = app.withTypeProvider<ZodTypeProvider>()

  async function find(request: FastifyRequest, token: string) {
    const giveBack = rates.takeForCredential(request)
    const found = await findInvitation(db, hashToken(token), new Date(clock()))
    if (!found) throw linkExpired()
    giveBack()
    return found
  }

  routes.post(
    '/v1/invitations/look',
    {
      schema: openRoute({
        operationId: 'lookAtInvitation',
        ...mayRefuse('link-expired'),
        summary: 'What the link of an invitation is for',
        tags: ['People'],
        body: invitationToken,
        response: { 200: invitationSeen },
      }),
    },
    async request => {
      const found = await find(request, request.body.token)
      return {
        project: { name: found.projectName },
        email: found.email,
        role: found.role,
        knowsAccount: (await invitedAccount(db, found)) !== undefined,
      }
    },
  )

  routes.post(
    '/v1/invitations/accept',
    {
      schema: openRoute({
        operationId: 'acceptInvitation',
        ...mayRefuse('wrong-password', 'link-expired'),
        summary: 'Come in by the link of an invitation',
        description:
          'With a name and a new password, or with the password of the account that the address has. The reply sets ' +
          'the cookie.',
        tags: ['People'],
        body: acceptance,
        response: { 200: accepted },
      }),
    },
    async (request, reply) => {
      const { token, name = '', password } = request.body
      const invitation = await find(request, token)
      const known = await invitedAccount(db, invitation)
      if (known) await requirePassword(request, known, password)
      else refuse([...checkName(name), ...checkPassword(password, invitation.email)])
      const who = known ? { account: known } : { name, password }
      const at = { now: clock(), before: sessionTokenOf(config, request) }
      const come = await acceptInvitation(db, passwords, invitation, who, at)
      if (!come) throw linkExpired()
      setSessionCookie(config, request, reply, come.token)
      const account = await findAccount(db, come.accountId)
      if (!account) throw linkExpired()
      return { ...(await tellSession(db, account)), projectId: invitation.project_id }
    },
  )

  /** Who invites an address could try passwords for it here, so it costs what it costs at sign-in. */
  async function requirePassword(request: FastifyRequest, account: AccountRow, password: string) {
    const giveBack = rates.takeForPassword(request, account.email_key)
    if (!(await passwords.matches(password, account.password))) {
      throw problem('wrong-password', 'This is not the password of the account that the address has')
    }
    giveBack()
  }
}
