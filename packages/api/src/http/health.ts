import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { problem } from '../errors.ts'
import { isReadOnly, unsafeSettings } from '../store/durability.ts'
import { isMigrated } from '../store/migrate.ts'

/** `/livez`: the process runs. `/readyz`: it can take answers, and they will last. */
export function healthRoutes(app: FastifyInstance, { db, config }: Context): void {
  let isDraining = false
  app.addHook('preClose', async () => {
    isDraining = true
  })

  app.get('/livez', { schema: { hide: true } }, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'alive' }
  })

  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    if (isDraining) throw problem('shutting-down', 'This process is stopping', { retryAfterSeconds: 1 })
    if (await isReadOnly(db)) {
      throw problem(
        'database-unavailable',
        'The database is read-only: a standby, or one with default_transaction_read_only on. Answers cannot be stored',
      )
    }
    const unsafe = await unsafeSettings(db)
    if (unsafe.length > 0 && !config.unsafeDurability) {
      throw problem(
        'database-unavailable',
        `Postgres may lose answers, for these of its settings are off: ${unsafe.join(', ')}. Turn them on, or set ` +
          'TYCK_UNSAFE_DURABILITY=on where that is meant.',
      )
    }
    if (!(await isMigrated(db))) {
      throw problem('database-unavailable', 'The database lacks migrations of this version')
    }
    reply.header('cache-control', 'no-store')
    return { status: 'ready' }
  })
}
