import { accountInput, passwordChange, passwordReset, session } from '@tyck/shared/admin/accounts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { signedInOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { checkPassword } from '../domain/accounts/checkPassword.ts'
import { emailKey } from '../domain/accounts/emailKey.ts'
import { changePassword, resetPassword } from '../domain/accounts/resetPassword.ts'
import { hashToken } from '../domain/accounts/tokens.ts'
import { checkName } from '../domain/publishing/checkName.ts'
import { problem } from '../errors.ts'
import { sessionTokenOf, setSessionCookie } from '../session.ts'
import { findAccount, renameAccount } from '../store/accounts.ts'
import { findPasswordReset } from '../store/passwordResets.ts'
import { accountRoute, mayRefuse, openRoute } from './adminRoute.ts'
import { linkExpired } from './linkExpired.ts'
import { refuse } from './refuse.ts'
import { tellSession } from './tellSession.ts'

/** One's own account: its name and its password. */
export function accountRoutes(app: FastifyInstance, { config, db, clock, passwords, rates }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.put(
    '/v1/account',
    {
      schema: accountRoute({
        operationId: 'putAccount',
        summary: 'Change what others see of you',
        tags: ['People'],
        body: accountInput,
        response: { 200: session },
      }),
    },
    async request => {
      const { name } = request.body
      refuse(checkName(name))
      const account = signedInOf(request)
      await renameAccount(db, account.id, name)
      return tellSession(db, { ...account, name })
    },
  )

  routes.put(
    '/v1/account/password',
    {
      schema: accountRoute({
        operationId: 'changePassword',
        ...mayRefuse('wrong-password'),
        summary: 'Change your password',
        description: 'All your other sessions end, and links that were made to reset it.',
        tags: ['People'],
        body: passwordChange,
        response: { 204: z.null().describe('The new one holds') },
      }),
    },
    async (request, reply) => {
      const { current, next } = request.body
      const { id, email, hash } = signedInOf(request)
      refuse(checkPassword(next, email, '/next'))
      const giveBack = rates.takeForPassword(request, emailKey(email))
      const account = await findAccount(db, id)
      const wrong = () => problem('wrong-password', 'This is not your present password')
      if (!(await passwords.matches(current, account?.password)) || !account) throw wrong()
      giveBack()
      const change = { account, password: next, session: hash }
      if (!(await changePassword(db, passwords, change, clock()))) throw wrong()
      return reply.code(204).send(null)
    },
  )

  routes.post(
    '/v1/password-resets',
    {
      schema: openRoute({
        operationId: 'resetPassword',
        ...mayRefuse('link-expired'),
        summary: 'Set a new password by the link that an owner made',
        description: 'Every session of the account ends, and the reply sets the cookie of a new one.',
        tags: ['People'],
        body: passwordReset,
        response: { 200: session },
      }),
    },
    async (request, reply) => {
      const { token, password } = request.body
      const giveBack = rates.takeForCredential(request)
      const account = await findPasswordReset(db, hashToken(token), new Date(clock()))
      if (!account) throw linkExpired()
      giveBack()
      refuse(checkPassword(password, account.email))
      const given = { token, accountId: account.id, password }
      const at = { now: clock(), before: sessionTokenOf(config, request) }
      const begun = await resetPassword(db, passwords, given, at)
      if (begun === null) throw linkExpired()
      setSessionCookie(config, request, reply, begun)
      return tellSession(db, account)
    },
  )
}
