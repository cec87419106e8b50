import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/**
 * A server in a process of its own, which says `{ type: 'ready' }` when it listens.
 * @typedef {object} Server
 * @property {number} port
 * @property {number} pid
 * @property {string | null} setupUrl the link that makes the first account of the service; null of other servers
 * @property {() => Promise<number>} cpuMs the processor time that it has used, in milliseconds: of all its threads
 * @property {() => Promise<NodeJS.MemoryUsage>} memory in bytes; with --expose-gc after a garbage collection
 * @property {() => Promise<void>} stop
 */

const tell = new URL('tell.mjs', import.meta.url).href

/**
 * @param {string} file from the root of the repository
 * @param {Record<string, string>} env
 * @param {number} port
 * @param {string[]} [nodeOptions]
 * @returns {Promise<Server>}
 */
export async function startServer(file, env, port, nodeOptions = []) {
  const child = fork(fileURLToPath(new URL(`../../${file}`, import.meta.url)), [], {
    execArgv: ['--import', tell, ...nodeOptions],
    env: { ...process.env, NODE_ENV: 'production', ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  /** @param {string} type @returns {Promise<any>} */
  const heard = type =>
    new Promise((resolve, reject) => {
      /** @param {any} message */
      function listen(message) {
        if (message?.type !== type) return
        child.off('message', listen)
        child.off('exit', fail)
        resolve(message)
      }
      const fail = () => reject(new Error(`${file} ended`))
      child.on('message', listen)
      child.once('exit', fail)
    })
  const { setupUrl = null } = await heard('ready')
  return {
    port,
    pid: child.pid ?? 0,
    setupUrl,
    async cpuMs() {
      const told = heard('cpu')
      child.send('cpu')
      const { user, system } = (await told).usage
      return (user + system) / 1_000
    },
    async memory() {
      const told = heard('memory')
      child.send('memory')
      return (await told).usage
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
