import { session, setup } from '@tyck/shared/admin/accounts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Context } from '../context.ts'
import { checkPassword } from '../domain/accounts/checkPassword.ts'
import { startSession } from '../domain/accounts/sessions.ts'
import { maySetUp, setUp } from '../domain/accounts/setUp.ts'
import { checkName } from '../domain/publishing/checkName.ts'
import { sessionTokenOf, setSessionCookie } from '../session.ts'
import { mayRefuse, openRoute } from './adminRoute.ts'
import { linkExpired } from './linkExpired.ts'
import { refuse } from './refuse.ts'
import { tellSession } from './tellSession.ts'

/** `POST /v1/setup`: the first account, by the link that a start prints. */
export function setupRoute(app: FastifyInstance, context: Context): void {
  const { config, db, clock, passwords, rates } = context
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/setup',
    {
      schema: openRoute({
        operationId: 'setUp',
        ...mayRefuse('link-expired'),
        summary: "Make the owner's account and the first project",
        description:
          'Once, with the token of the link that a start prints while there is no account. Projects that are there ' +
          'already become theirs, too. The reply sets the cookie.',
        tags: ['People'],
        body: setup,
        response: { 201: session },
      }),
    },
    async (request, reply) => {
      const { body } = request
      refuse([
        ...checkName(body.name),
        ...checkName(body.project.name, '/project/name'),
        ...checkPassword(body.password, body.email),
      ])
      const giveBack = rates.takeForCredential(request)
      if (!(await maySetUp(db, body.token, clock()))) throw linkExpired()
      giveBack()
      const done = await setUp(db, passwords, body, clock())
      if (!done) throw linkExpired()
      const { accountId: id } = done
      const token = await startSession(db, id, clock(), sessionTokenOf(config, request))
      setSessionCookie(config, request, reply, token)
      return reply.code(201).send(await tellSession(db, { id, email: body.email, name: body.name }))
    },
  )
}
