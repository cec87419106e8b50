import { windows } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { authenticate, mayOpen } from '../auth.ts'
import type { Context } from '../context.ts'
import { createSealing } from '../domain/keys/sealing.ts'
import { createVouch, type Vouch } from '../domain/keys/vouch.ts'
import { mayPostFrom } from '../domain/recording/mayPostFrom.ts'
import { createProjectCache } from '../domain/recording/projectCache.ts'
import type { RefusedOrigins } from '../domain/recording/refusedOrigins.ts'
import { createSeenOrigins } from '../domain/recording/seenOrigins.ts'
import { problem } from '../errors.ts'
import { findIngestionProjects, type IngestionProject } from '../store/ingestionProjects.ts'
import { noteOrigin } from '../store/originsSeen.ts'

/** Who posts: a page with a publishable key, or a server of the site with a secret one. */
export interface Caller {
  project: IngestionProject
  isServer: boolean
  /** The project as it is now, for what the copy in memory doesn't know. */
  refresh: () => Promise<IngestionProject | undefined>
}

export interface Callers {
  /**
   * Who sent `request`, whose body has `key`.
   * @throws 401 for a key that opens nothing, 403 for a page whose origin is not allowed, 400 for two keys
   */
  identify(request: FastifyRequest, key: string | undefined): Promise<Caller>
  vouch: Vouch
}

/** Tells the routes that pages and servers post to who it is, and who vouches for whom they speak of. */
export function createCallers(app: FastifyInstance, context: Context, refused: RefusedOrigins): Callers {
  const { config, db, clock, changes } = context
  const projects = createProjectCache(
    keys => findIngestionProjects(db, keys, { now: clock(), reasonsSince: clock() - 3 * windows.ageMs }),
    clock,
  )
  const origins = createSeenOrigins((projectId, origin) => noteOrigin(db, projectId, origin), clock)
  changes.subscribe(projects.forget)
  app.addHook('onClose', () => origins.settled())

  return {
    async identify(request, givenKey) {
      const isByServer = request.headers.authorization !== undefined
      const key = isByServer ? await keyOfServer(context, request, givenKey) : keyOfPage(context, givenKey)
      // Most are in memory: who waits for what is there waits a turn for nothing.
      const found = projects.find(key)
      const project = found instanceof Promise ? await found : found
      if (!project) throw unauthorized()
      const isServer = key === project.id
      const { origin } = request.headers
      if (!isServer) {
        if (origin === undefined || !mayPostFrom(project.origins, origin)) {
          refused.check(project, origin)
          throw originNotAllowed()
        }
        origins.note(project.id, origin)
      }
      return { project, isServer, refresh: () => projects.findFresh(key) }
    },

    vouch: createVouch(createSealing(config.secret), projectId =>
      app.log.error(
        { projectId },
        'identity secrets do not open: TYCK_SECRET is another than when they were made',
      ),
    ),
  }
}

/** What to find the project of a page by: its publishable key. */
function keyOfPage({ config }: Context, key: string | undefined): string {
  if (key === undefined || !mayOpen(config, key)) throw unauthorized()
  return key
}

/** What to find the project of a secret key by: its id. */
async function keyOfServer(
  context: Context,
  request: FastifyRequest,
  key: string | undefined,
): Promise<string> {
  const { id } = (await authenticate(context, request)).project
  if (key === undefined) return id
  throw problem('validation-failed', 'Send either a publishable key in the body or a secret key as Bearer', {
    errors: [{ pointer: '/key', code: 'unexpected', expected: 'no key in the body beside a secret key' }],
  })
}

function unauthorized() {
  return problem(
    'unauthorized',
    'Send a publishable key as "key", or a secret key as "Authorization: Bearer sk_…"',
  )
}

function originNotAllowed() {
  return problem(
    'origin-not-allowed',
    'The Origin is not on the list of this project; a server, which sends none, takes a secret key instead',
  )
}
