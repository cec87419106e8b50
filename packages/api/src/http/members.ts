import { link, member, memberInput, memberList } from '@tyck/shared/admin/members'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { authenticatedOf, projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import {
  changeRole,
  type Member,
  type MemberRefusal,
  removeMember,
} from '../domain/accounts/changeMembers.ts'
import { makePasswordReset, mayLetIn } from '../domain/accounts/resetPassword.ts'
import { type ProblemError, problem } from '../errors.ts'
import { ownOrigin } from '../session.ts'
import { findRole, listMembers } from '../store/memberships.ts'
import { mayRefuse, memberRoute } from './adminRoute.ts'

const params = z.strictObject({ accountId: z.uuid().describe('The id of a member’s account') })

/** A project's members, and links that let them in again. */
export function memberRoutes(app: FastifyInstance, { config, db, clock }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/v1/members',
    {
      schema: memberRoute('viewer', {
        operationId: 'listMembers',
        summary: 'Who is a member of the project, in the order in which they came',
        tags: ['People'],
        response: { 200: memberList },
      }),
    },
    async request => ({ members: (await listMembers(db, projectOf(request).id)).map(tell) }),
  )

  routes.put(
    '/v1/members/:accountId',
    {
      schema: memberRoute('owner', {
        operationId: 'putMember',
        ...mayRefuse('last-owner'),
        summary: 'Give a member another role',
        description: 'From their next request on. One owner stays (409 `last-owner`).',
        tags: ['People'],
        params,
        body: memberInput,
        response: { 200: member },
      }),
    },
    async request => {
      const { accountId } = request.params
      const { role } = request.body
      return tell(allowed(await changeRole(db, projectOf(request).id, { accountId, role })))
    },
  )

  routes.delete(
    '/v1/members/me',
    {
      schema: memberRoute('viewer', {
        operationId: 'leaveProject',
        ...mayRefuse('last-owner'),
        summary: 'Leave the project',
        description: 'From the next request on; your account stays. One owner stays (409 `last-owner`).',
        tags: ['People'],
        response: { 204: z.null().describe('You are no member any more') },
      }),
    },
    async (request, reply) => {
      const { project, account } = authenticatedOf(request)
      if (!account) throw new Error('A key is no member')
      allowed(await removeMember(db, project.id, account.id))
      return reply.code(204).send(null)
    },
  )

  routes.delete(
    '/v1/members/:accountId',
    {
      schema: memberRoute('owner', {
        operationId: 'removeMember',
        ...mayRefuse('last-owner'),
        summary: 'Take a member out of the project',
        description:
          'From their next request on; their account stays, and so do secret keys that they made: GET /v1/keys tells ' +
          'which. Their invitations end. One owner stays (409 `last-owner`).',
        tags: ['People'],
        params,
        response: { 204: z.null().describe('They are no member any more') },
      }),
    },
    async (request, reply) => {
      allowed(await removeMember(db, projectOf(request).id, request.params.accountId))
      return reply.code(204).send(null)
    },
  )

  routes.post(
    '/v1/members/:accountId/reset',
    {
      schema: memberRoute('owner', {
        operationId: 'makePasswordReset',
        summary: 'Make a link by which a member sets a new password',
        description:
          'To be handed over by hand; it works once, within 24 hours, and ends their sessions. Only for who is a ' +
          'member of no project that you do not own, or you could enter there by it. That is asked again when it is ' +
          'used.',
        tags: ['People'],
        params,
        response: { 201: link },
      }),
    },
    async (request, reply) => {
      const { project, account } = authenticatedOf(request)
      const accountId = request.params.accountId.toLowerCase()
      if (!account || !(await findRole(db, project.id, accountId))) throw refusals['unknown-member']()
      if (accountId === account.id) {
        throw problem(
          'forbidden',
          'Your own password is changed with the present one: PUT /v1/account/password',
        )
      }
      if (!(await mayLetIn(db, account.id, accountId))) {
        throw problem(
          'forbidden',
          'They are a member of another project, which you do not own. Who runs the service can help: ' +
            'npm run reset-password',
        )
      }
      const { token, expiresAt } = await makePasswordReset(db, { accountId, by: account.id }, clock())
      const made = `${ownOrigin(config, request)}/reset#${token}`
      return reply.code(201).send({ link: made, expiresAt: expiresAt.toISOString() })
    },
  )
}

const refusals: Record<MemberRefusal, () => ProblemError> = {
  'unknown-member': () => problem('not-found', 'The project has no such member; GET /v1/members lists them'),
  'last-owner': () =>
    problem('last-owner', 'This is the only owner: make somebody else an owner first, or nobody could be'),
}

function allowed(done: Member | MemberRefusal): Member {
  if (typeof done === 'string') throw refusals[done]()
  return done
}

const tell = ({ since, ...rest }: Member) => ({ ...rest, since: since.toISOString() })
