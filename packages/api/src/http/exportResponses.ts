import { Readable } from 'node:stream'
import { csvQuery, exportLine, ndjsonQuery } from '@tyck/shared/admin/exports'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { authenticatedOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { type Export, PositionLost, startExport } from '../domain/exporting/startExport.ts'
import { auditEntryOf } from '../domain/keeping/auditEntryOf.ts'
import { problem } from '../errors.ts'
import { insertAuditEntry, insertAuditEntryOnce } from '../store/auditLog.ts'
import { sqlStateOf } from '../store/unavailable.ts'
import { adminRoute, mayRefuse } from './adminRoute.ts'
import { exportAsked } from './exportAsked.ts'
import { writeExportCursor } from './exportCursor.ts'
import { createExportTurns, exportsAtOnce } from './exportTurns.ts'
import { invalid } from './refuse.ts'

/** A key's exports of one format are noted once in this time, in milliseconds: a program may ask every minute. */
const noteMs = 3_600_000

const formats = {
  csv: {
    operationId: 'exportResponsesCsv',
    summary: 'Export responses as a table (CSV)',
    type: 'text/csv; charset=utf-8; header=present',
    query: csvQuery,
    content: { 'text/csv': { schema: z.string() } },
  },
  ndjson: {
    operationId: 'exportResponsesNdjson',
    summary: 'Export responses as JSON, one a line (NDJSON)',
    type: 'application/x-ndjson; charset=utf-8',
    query: ndjsonQuery,
    content: { 'application/x-ndjson': { schema: exportLine } },
  },
}

const description =
  'All at once, as they stand at one moment, newest showing first. `Tyck-Cursor` of the reply is `after` of the next ' +
  'export, which has what changed since, and may have some of it again: keep it once the whole reply has come. ' +
  '`Tyck-Rows-About` guesses how many there will be. ' +
  `Of one project ${exportsAtOnce.ofOne} run at once, of all ${exportsAtOnce.ofAll}; else 503 \`overloaded\`.`

/** `GET /v1/responses.csv` and `GET /v1/responses.ndjson`. */
export function exportRoutes(app: FastifyInstance, context: Context): void {
  const { db, databaseUrl, clock, config, metrics } = context
  const turns = createExportTurns()
  metrics.watchPool('exports', () => ({ total: turns.underWay(), idle: 0, waiting: 0 }))
  app.addHook('onClose', () => turns.settled())

  for (const format of ['csv', 'ndjson'] as const) {
    const { operationId, summary, type, query, content } = formats[format]
    app.withTypeProvider<ZodTypeProvider>().get(
      `/v1/responses.${format}`,
      {
        // All would be read for nothing.
        exposeHeadRoute: false,
        schema: adminRoute('viewer', {
          operationId,
          summary,
          description,
          tags: ['Responses'],
          querystring: query,
          response: { 200: { description: 'The responses', content } },
          ...mayRefuse('cursor-expired'),
        }),
      },
      async (request, reply) => {
        const { project } = authenticatedOf(request)
        const now = clock()
        const over = overOf(request, reply)
        const asked = await exportAsked(db, project, format, request.query)
        const of = { ...asked, now, mostMs: config.limits.exportMs }
        const begun = await turns.begin(project.id, () => startExport(db, databaseUrl, of).catch(toldAs))
        // Not left to the stream: it would wait for what Postgres is about to say, and ends nothing where nobody read of it.
        over.addEventListener('abort', () => void begun.end())
        await note(context, request, operationId).catch(async error => {
          await begun.end()
          throw error
        })
        if (over.aborted) {
          await begun.end()
          return reply.hijack()
        }
        const day = new Intl.DateTimeFormat('en-CA', { timeZone: of.timeZone }).format(now)
        reply.headers({
          'content-type': type,
          'content-disposition': `attachment; filename="responses-${day}.${format}"`,
          'tyck-cursor': writeExportCursor(project.id, begun.next),
          'tyck-rows-about': begun.about,
        })
        return streamOf(begun, request, reply, config.limits.silentMs)
      },
    )
  }
}

/** What keeps an export from beginning, for who asked. */
function toldAs(error: unknown): never {
  if (error instanceof PositionLost) {
    throw problem('cursor-expired', 'What changed since can no longer be told: export all, without `after`')
  }
  // invalid_parameter_value: Postgres has other time zones than Node.
  if (sqlStateOf(error) === '22023') {
    const expected = 'a time zone that the database knows, too'
    throw invalid([{ pointer: '/timeZone', code: 'invalid-value', expected }], 'The query')
  }
  throw error
}

async function note({ db, clock }: Context, request: FastifyRequest, operation: string): Promise<void> {
  const who = authenticatedOf(request)
  const entry = auditEntryOf(who, { method: 'GET', operation, target: null }, clock())
  if (who.account) await insertAuditEntry(db, entry)
  else await insertAuditEntryOnce(db, entry, new Date(clock() - noteMs))
}

/** Aborted once nobody reads the reply any more: it was sent, or its reader has gone, maybe before it began. */
function overOf({ raw: { socket } }: FastifyRequest, { raw }: FastifyReply): AbortSignal {
  const over = new AbortController()
  function abort() {
    socket.off('close', abort)
    over.abort()
  }
  raw.once('close', abort)
  // A reply that waits behind another one of its connection hears nothing of its end.
  socket.once('close', abort)
  if (raw.destroyed || socket.destroyed) abort()
  return over.signal
}

/**
 * The bytes, as fast as they are taken. The export ends with the reply, however that ends; and where its reader has
 * taken nothing for `silentMs`, the reply ends.
 */
function streamOf(begun: Export, request: FastifyRequest, reply: FastifyReply, silentMs: number): Readable {
  // Postgres may look at many responses for one: that is not the connection's silence.
  if (reply.raw.socket && 'setTimeout' in reply.raw.socket) reply.raw.socket.setTimeout(0)

  function stop() {
    request.log.warn('an export was ended, for nobody read it any more')
    reply.raw.destroy()
    void begun.end()
  }

  async function* paced() {
    try {
      for await (const chunk of begun.bytes) {
        const stopped = setTimeout(stop, silentMs)
        try {
          yield chunk
        } finally {
          clearTimeout(stopped)
        }
      }
    } finally {
      await begun.end()
    }
  }
  return Readable.from(paced(), { objectMode: false })
}
