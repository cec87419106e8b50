import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from './server.mjs'

/** @import { Server } from './server.mjs' */
/** @import { Target } from '../load/posts.mjs' */

/**
 * The built service with the demo project, without limits of rate, for all load comes from one address.
 * @param {string} databaseUrl
 * @param {number} port
 * @param {string[]} [nodeOptions]
 * @returns {Promise<Server & { target: Target }>}
 */
export async function startTyck(databaseUrl, port, nodeOptions = []) {
  const folder = mkdtempSync(join(tmpdir(), 'tyck-bench-'))
  const server = await startServer(
    'packages/api/dist/server.js',
    {
      DATABASE_URL: databaseUrl,
      TYCK_DATA_DIR: folder,
      TYCK_SECRET: 'A secret of the benchmarks, which keep nothing',
      TYCK_DEMO: 'empty',
      TYCK_RATE_PER_ADDRESS: 'off',
      TYCK_RATE_PER_PROJECT: 'off',
      LOG_LEVEL: 'info',
    },
    port,
    nodeOptions,
  )
  const key = 'pk_demo'
  const reply = await fetch(`http://127.0.0.1:${port}/v1/projects/${key}/surveys`)
  const { surveys } = /** @type {Pick<Target, 'surveys'>} */ (await reply.json())
  return {
    ...server,
    target: { host: `127.0.0.1:${port}`, key, surveys },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
