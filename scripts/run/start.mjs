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
  const restartApi = await serve({ LOG_LEVEL: process.env.LOG_LEVEL || 'info' }, { survive: true })
  watchSources(async () => {
    try {
      // The server of the examples knows the files that were there when it started.
      if ((await buildWorkspace({ examples: false })).length > 0) await restartApi()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      say(error.message)
    }
  })
}

/**
 * Starts everything and says where it is.
 * @param {Record<string, string>} apiEnv
 * @param {{ survive?: boolean }} [options] survive waits for a change where the API ends, instead of ending too.
 * @returns {Promise<() => Promise<void>>} what starts the API again.
 */
async function serve(apiEnv, { survive = false } = {}) {
  const port = await choosePort()
  await buildWorkspace()
  say('Starting')
  /** @type {Set<Service>} Those that should be running. */
  const services = new Set()
  let started = false
  onInterrupt(async () => {
    say('Stopping')
    return (await stopAll()) ? 0 : 1
  })

  /** Gives false where something had to be forced to end; Postgres is ended in either case. */
  async function stopAll() {
    const all = [...services]
    services.clear()
    const clean = (await Promise.all(all.map(service => service.stop()))).every(Boolean)
    if (!clean) await endLeftPostgres()
    return clean
  }

  /**
   * @param {string} name
   * @param {string} file
   * @param {Record<string, string>} env
   */
  function run(name, file, env) {
    const service = startService(file, { ...env, PORT: `${port}` })
    services.add(service)
    service.ended.then(async how => {
      if (!services.has(service)) return
      say(`${name} ended (${how}); what it said is above.`)
      if (survive && started) return
      await stopAll()
      process.exit(1)
    })
    return service
  }

  const runApi = () => run('The API', 'packages/api/dist/server.js', apiEnv)
  let api = runApi()
  const { url, databaseUrl, projects, setupUrl } = await api.ready
  const demo = projects.some(
    (/** @type {{ publishableKey: string }} */ project) => project.publishableKey === demoKey,
  )
  const examples = demo && run('The server of the examples', 'examples/server.mjs', { TYCK_PUBLIC_URL: url })
  const examplesUrl = examples ? (await examples.ready).url : undefined
  console.log(
    directions({ apiUrl: url, examplesUrl, databaseUrl, key: demo ? demoKey : undefined, setupUrl }),
  )

  started = true
  return async function restartApi() {
    services.delete(api)
    await api.stop()
    api = runApi()
    api.ready.then(() => say('The API runs again.'))
  }
}

const demoKey = 'pk_demo'
