import { invitationInput, invitationList, newInvitation } from '@tyck/shared/admin/members'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { authenticatedOf, projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { invite, mostInvitations } from '../domain/accounts/invite.ts'
import { problem } from '../errors.ts'
import { ownOrigin } from '../session.ts'
import { deleteInvitation, type InvitationRow, listInvitations } from '../store/invitations.ts'
import { mayRefuse, memberRoute } from './adminRoute.ts'
import { leavesNoTrace } from './auditWrites.ts'

const params = z.strictObject({ id: z.uuid().describe('The id of an invitation') })

/** Links that let people into a project. */
export function invitationRoutes(app: FastifyInstance, { config, db, clock }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/v1/invitations',
    {
      schema: memberRoute('owner', {
        operationId: 'listInvitations',
        summary: 'Who is invited and has not come yet, newest first',
        tags: ['People'],
        response: { 200: invitationList },
      }),
    },
    async request => {
      const found = await listInvitations(db, projectOf(request).id, new Date(clock()))
      return { invitations: found.map(tell) }
    },
  )

  routes.post(
    '/v1/invitations',
    {
      ...leavesNoTrace,
      schema: memberRoute('owner', {
        operationId: 'createInvitation',
        ...mayRefuse('already-member', 'too-many-invitations'),
        summary: 'Make a link that lets somebody into the project',
        description:
          'To be handed over by hand: it is in this reply and never again, and works once, within 7 days. Another ' +
          'one for the same address takes its place.',
        tags: ['People'],
        body: invitationInput,
        response: { 201: newInvitation },
      }),
    },
    async (request, reply) => {
      const { project, account } = authenticatedOf(request)
      if (!account) throw new Error('A key invites nobody')
      const done = await invite(db, project.id, { ...request.body, by: account.id }, clock())
      if (done === 'already-member')
        throw problem(done, 'They are a member already; GET /v1/members lists them')
      if (done === 'too-many-invitations') {
        throw problem(done, `The project has ${mostInvitations} open invitations; delete one first`)
      }
      const link = `${ownOrigin(config, request)}/invitation#${done.token}`
      return reply.code(201).send({ ...tell(done.invitation), link })
    },
  )

  routes.delete(
    '/v1/invitations/:id',
    {
      schema: memberRoute('owner', {
        operationId: 'deleteInvitation',
        summary: 'Take an invitation back',
        tags: ['People'],
        params,
        response: { 204: z.null().describe('Its link lets nobody in') },
      }),
    },
    async (request, reply) => {
      if (!(await deleteInvitation(db, projectOf(request).id, request.params.id))) {
        throw problem('not-found', 'The project has no such invitation; GET /v1/invitations lists them')
      }
      return reply.code(204).send(null)
    },
  )
}

function tell({ id, email, role, created_at, expires_at }: InvitationRow) {
  return { id, email, role, createdAt: created_at.toISOString(), expiresAt: expires_at.toISOString() }
}
