import { buildWorkspace } from './build.mjs'
import { directions } from './directions.mjs'
import { endLeftPostgres } from './embeddedPostgres.mjs'
import { Failure } from './failure.mjs'
import { choosePort } from './ports.mjs'
import { onInterrupt } from './processes.mjs'
import { say } from './say.mjs'
import { startService } from './service.mjs'
import { watchSources } from './watchSources.mjs'

/** @import { Service } from './service.mjs' */

/** `npm start`: the API and the examples, until Ctrl-C. */
export async function start() {
  await serve({ LOG_LEVEL: process.env.LOG_LEVEL || 'warn' })
}

/** `npm run dev`: the same; what changes is built, and the API started again. */
export async function dev() {
  const { restartApi } = await serve({ LOG_LEVEL: process.env.LOG_LEVEL || 'info' })
  watchSources(async () => {
    try {
      if ((await buildWorkspace()).length > 0) await restartApi()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      say(error.message)
    }
  })
}

/** @param {Record<string, string>} env for the API. */
async function serve(env) {
  const port = await choosePort()
  await buildWorkspace()
  say('Starting')
  /** @type {Set<Service>} Those that should be running. */
  const services = new Set()
  onInterrupt(async () => {
    say('Stopping')
    await stopAll()
    return 0
  })

  async function stopAll() {
    const all = [...services]
    services.clear()
    await Promise.all(all.map(service => service.stop()))
  }

  /**
   * Starts a service that the whole can't do without.
   * @param {string} name
   * @param {string} file
   * @param {Record<string, string>} env
   */
  async function run(name, file, env) {
    const service = startService(name, file, { ...env, PORT: `${port}` })
    services.add(service)
    service.ended.then(async how => {
      if (!services.delete(service)) return
      say(`${name} ended (${how}); what it said is above.`)
      await stopAll()
      await endLeftPostgres()
      process.exit(1)
    })
    const ready = await service.ready
    // Where it ended instead, the lines above are at work.
    return ready ? { ...ready, service } : new Promise(() => {})
  }

  const runApi = () => run('The API', 'packages/api/dist/server.js', env)
  let api = await runApi()
  const demo = api.projects.find(
    (/** @type {{ publishableKey: string }} */ { publishableKey }) => publishableKey === 'pk_demo',
  )
  const examples =
    demo && (await run('The server of the examples', 'examples/server.mjs', { TYCK_PUBLIC_URL: api.url }))
  console.log(
    directions({
      apiUrl: api.url,
      examplesUrl: examples?.url,
      databaseUrl: api.databaseUrl,
      key: demo?.publishableKey,
    }),
  )
  return {
    async restartApi() {
      services.delete(api.service)
      await api.service.stop()
      api = await runApi()
      say('The API runs again.')
    },
  }
}
