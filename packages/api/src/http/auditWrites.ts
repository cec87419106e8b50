import type { MemberInput } from '@tyck/shared/admin/members'
import type { FastifyRequest } from 'fastify'
import { authenticatedOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { auditEntryOf } from '../domain/keeping/auditEntryOf.ts'
import { createHashRespondent } from '../domain/keeping/hashRespondent.ts'
import { normaliseText } from '../domain/recording/normaliseText.ts'
import { insertAuditEntry } from '../store/auditLog.ts'

/**
 * For routes that note themselves what they make, with its id. For those that change nothing anybody else sees, however often they are called: a draft tells who saved it itself. And for
 * what a team does all day while it reads, and undoes as easily: entries are kept for ever.
 */
export const leavesNoTrace = { config: { leavesNoTrace: true } }

/**
 * A `preHandler` hook that notes who asks for a change, before it is made: no change without an entry. What is asked for
 * may still be refused.
 */
export function auditWrites({ config, db, clock }: Context) {
  const hashRespondent = createHashRespondent(config.secret)

  /** What the change is about; of a respondent only the hash, or the log would keep whom it erased. */
  function targetOf(request: FastifyRequest, projectId: string): string | null {
    const { key, id, tag, accountId } = request.params as Partial<
      Record<'key' | 'id' | 'tag' | 'accountId', string>
    >
    if (request.routeOptions.url?.startsWith('/v1/respondents')) {
      const { respondent = id } = request.query as { respondent?: string }
      return respondent === undefined ? null : hashRespondent(projectId, normaliseText(respondent))
    }
    return key ?? id ?? tag ?? accountId ?? null
  }

  return async (request: FastifyRequest): Promise<void> => {
    const { method, routeOptions, validationError } = request
    if (method === 'GET' || method === 'HEAD' || validationError) return
    if ('leavesNoTrace' in routeOptions.config) return
    const who = authenticatedOf(request)
    const { operationId = 'unknown' } = (routeOptions.schema ?? {}) as { operationId?: string }
    const target = targetOf(request, who.project.id)
    const role = operationId === 'putMember' ? (request.body as MemberInput).role : null
    await insertAuditEntry(db, auditEntryOf(who, { method, operation: operationId, target, role }, clock()))
  }
}
