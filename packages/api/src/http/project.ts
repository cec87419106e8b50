import { type ProjectInput, project, projectInput, savedProject } from '@tyck/shared/admin/project'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { checkProject } from '../domain/publishing/checkProject.ts'
import { resetWarnings } from '../domain/publishing/resetWarnings.ts'
import { mayPostFrom } from '../domain/recording/mayPostFrom.ts'
import { problem } from '../errors.ts'
import { listIdentitySecrets } from '../store/identitySecrets.ts'
import { listOriginsRefused } from '../store/originsRefused.ts'
import { listOriginsSeen, type Project, updateProject } from '../store/projects.ts'
import { adminRoute, mayRefuse, takesRevision } from './adminRoute.ts'
import { givenBody, keepGivenBody } from './givenBody.ts'
import { refuse } from './refuse.ts'
import { knownRevision } from './revision.ts'

/** The project that the secret key opens: its settings, and the origins that its posts came from. */
export function projectRoutes(app: FastifyInstance, { db, clock, changes }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  async function tell(
    { id, publishableKey, revision }: Pick<Project, 'id' | 'publishableKey' | 'revision'>,
    settings: ProjectInput,
  ) {
    const seen = await listOriginsSeen(db, id, 100)
    const refused = await listOriginsRefused(db, id)
    const secrets = await listIdentitySecrets(db, id, new Date(clock()))
    return {
      ...settings,
      revision,
      publishableKey,
      originsSeen: seen.map(({ origin, firstSeenAt }) => ({
        origin,
        firstSeenAt: firstSeenAt.toISOString(),
      })),
      // What was allowed meanwhile is no news.
      originsRefused: refused
        .filter(({ origin }) => !mayPostFrom(settings.origins, origin))
        .map(({ origin, firstRefusedAt }) => ({ origin, firstRefusedAt: firstRefusedAt.toISOString() })),
      identitySecrets: secrets.map(({ createdAt, expiresAt }) => ({
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt?.toISOString() ?? null,
      })),
    }
  }

  routes.get(
    '/v1/project',
    {
      schema: adminRoute('viewer', {
        operationId: 'getProject',
        summary: "The project's settings, and where its posts came from",
        tags: ['Project'],
        response: { 200: project },
      }),
    },
    (request, reply) => {
      const { id, publishableKey, revision, ...settings } = projectOf(request)
      reply.header('etag', etagOf(revision))
      return tell({ id, publishableKey, revision }, settings)
    },
  )

  routes.put(
    '/v1/project',
    {
      schema: adminRoute('owner', {
        operationId: 'putProject',
        ...takesRevision('optional'),
        ...mayRefuse('conflict-version'),
        summary: "Replace the project's settings",
        description:
          'With the ETag under which they were read as If-Match nothing is overwritten that somebody else has changed ' +
          'since (412).',
        tags: ['Project'],
        body: projectInput,
        response: { 200: savedProject },
      }),
      preValidation: keepGivenBody,
    },
    async (request, reply) => {
      refuse(checkProject(request.body))
      const { id, publishableKey, revision: _, ...before } = projectOf(request)
      const revision = await updateProject(db, id, request.body, knownRevision(request))
      if (revision === null) throw changedSince()
      reply.header('etag', etagOf(revision))
      changes.announce(id)
      const warnings = resetWarnings(before, request.body, givenBody(request))
      return { ...(await tell({ id, publishableKey, revision }, request.body)), warnings }
    },
  )
}

const etagOf = (revision: number) => `"${revision}"`

function changedSince() {
  return problem(
    'conflict-version',
    'The settings were changed since you read them: read them again, and decide what is to stand',
  )
}
