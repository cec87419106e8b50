import { auditPage } from '@tyck/shared/admin/audit'
import { pageQuery } from '@tyck/shared/admin/page'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { readAuditLog } from '../store/auditLog.ts'
import { adminRoute } from './adminRoute.ts'
import { pageOf, positionOf } from './page.ts'

/** `GET /v1/audit`: who asked for which change, the latest first. */
export function auditRoute(app: FastifyInstance, { db }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/audit',
    {
      schema: adminRoute('viewer', {
        operationId: 'listAudit',
        summary: 'Read who asked for which change, the latest first, a page at a time',
        description:
          'Entries are made before the change, which may still be refused; they are never changed or deleted. ' +
          'A secret key that came from a page has one a minute.',
        tags: ['Project'],
        querystring: pageQuery,
        response: { 200: auditPage },
      }),
    },
    async request => {
      const { id: projectId } = projectOf(request)
      const { cursor, limit } = request.query
      const after = cursor === undefined ? null : positionOf(projectId, cursor)
      const rows = await readAuditLog(db, projectId, limit + 1, after)
      const { page, next } = pageOf(projectId, rows, limit)
      const entries = page.map(
        ({ id, at, key_id, account_id, accountName, accountEmail, method, operation, target, role }) => ({
          id,
          at: at.toISOString(),
          keyId: key_id,
          account: account_id === null ? null : { id: account_id, name: accountName, email: accountEmail },
          method,
          operation,
          target,
          role,
        }),
      )
      return { entries, next }
    },
  )
}
