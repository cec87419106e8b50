import { session, signIn as signInBody } from '@tyck/shared/admin/accounts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { signedInOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { emailKey } from '../domain/accounts/emailKey.ts'
import { signIn } from '../domain/accounts/signIn.ts'
import { problem } from '../errors.ts'
import { findSignedIn, sessionTokenOf, setSessionCookie } from '../session.ts'
import { deleteSession, deleteSessionsOf } from '../store/sessions.ts'
import { accountRoute, openRoute } from './adminRoute.ts'
import { tellSession } from './tellSession.ts'

/** Signing in and out: `/v1/session`, and `/v1/sessions` for all of them. */
export function sessionRoutes(app: FastifyInstance, context: Context): void {
  const { config, db, clock, passwords, rates } = context
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.post(
    '/v1/session',
    {
      schema: openRoute({
        operationId: 'signIn',
        summary: 'Sign in',
        description:
          'Sets an HttpOnly cookie: `__Host-tyck_session` over https, else `tyck_session`. It is over after 14 days ' +
          'unused, and after 90 days. An unknown address and a wrong password get the same answer.',
        tags: ['People'],
        body: signInBody,
        response: { 200: session },
      }),
    },
    async (request, reply) => {
      const giveBack = rates.takeForPassword(request, emailKey(request.body.email))
      const at = { now: clock(), before: sessionTokenOf(config, request) }
      const begun = await signIn(db, passwords, request.body, at).catch(error => {
        giveBack()
        throw error
      })
      if (!begun) throw problem('unauthorized', 'The e-mail address or the password is wrong')
      giveBack()
      setSessionCookie(config, request, reply, begun.token)
      return tellSession(db, begun.account)
    },
  )

  routes.get(
    '/v1/session',
    {
      schema: openRoute({
        operationId: 'getSession',
        summary: 'Who is signed in, and their projects; null for nobody',
        description:
          'No 401: that nobody is signed in is what was asked for, and browsers note each as an error.',
        tags: ['People'],
        response: { 200: session.nullable() },
      }),
    },
    async request => {
      const account = await findSignedIn(context, request)
      return account && tellSession(db, account)
    },
  )

  routes.delete(
    '/v1/session',
    {
      schema: accountRoute({
        operationId: 'signOut',
        summary: 'Sign out here',
        tags: ['People'],
        response: { 204: z.null().describe('Nobody is signed in here any more') },
      }),
    },
    async (request, reply) => {
      await deleteSession(db, signedInOf(request).hash)
      setSessionCookie(config, request, reply, null)
      return reply.code(204).send(null)
    },
  )

  routes.delete(
    '/v1/sessions',
    {
      schema: accountRoute({
        operationId: 'signOutEverywhere',
        summary: 'Sign out here and everywhere else',
        tags: ['People'],
        response: { 204: z.null().describe('No session of the account goes on') },
      }),
    },
    async (request, reply) => {
      await deleteSessionsOf(db, signedInOf(request).id)
      setSessionCookie(config, request, reply, null)
      return reply.code(204).send(null)
    },
  )
}
