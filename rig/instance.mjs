import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** @import { ChildProcess } from 'node:child_process' */

/**
 * One process of the API under a supervisor that starts it again whenever it ends.
 * @typedef {object} Instance
 * @property {() => number | undefined} port undefined while it does not listen.
 * @property {() => void} kill kill -9.
 * @property {() => Promise<{ code: number | null, tookMs: number }>} terminate SIGTERM, and how it ended.
 * @property {(offsetMs: number) => void} setClock so far from the machine's.
 * @property {() => string} log the end of what it wrote.
 * @property {() => Promise<void>} stop for good.
 */

/** A supervisor's pause between an end and the next start, in milliseconds. */
const restartMs = 200

/**
 * @param {object} options
 * @param {string} options.built the folder of the built API.
 * @param {Record<string, string>} options.env
 * @param {(how: string) => void} options.onUnasked hears of an end that nobody asked for.
 * @returns {Instance}
 */
export function superviseInstance({ built, env, onUnasked }) {
  /** @type {ChildProcess | undefined} */
  let child
  /** @type {number | undefined} */
  let port
  let log = ''
  let isAsked = false
  let isStopping = false
  const stopped = supervise()

  async function supervise() {
    while (!isStopping) {
      isAsked = false
      child = fork(join(built, 'server.js'), {
        env,
        execArgv: ['--import', fileURLToPath(new URL('clock.mjs', import.meta.url))],
        silent: true,
      })
      let wasReady = false
      child.on('message', message => {
        port = /** @type {{ port: number }} */ (message).port
        wasReady = true
      })
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', text => {
          log = (log + text).slice(-4_000)
        })
      }
      const [code, signal] = await once(child, 'exit')
      port = undefined
      // Without a database it does not start, and tries again; once it runs it has no reason to end.
      if (wasReady && !isAsked) onUnasked(signal ?? `exit code ${code}`)
      await delay(restartMs)
    }
  }

  /** @param {NodeJS.Signals} signal */
  async function end(signal) {
    isAsked = true
    const from = performance.now()
    const running = child
    if (!running || running.exitCode !== null || running.signalCode !== null) return { code: null, tookMs: 0 }
    const exited = once(running, 'exit')
    running.kill(signal)
    const [code] = await exited
    return { code: /** @type {number | null} */ (code), tookMs: performance.now() - from }
  }

  return {
    port: () => port,
    kill: () => void end('SIGKILL'),
    terminate: () => end('SIGTERM'),
    setClock: offsetMs => void (child?.connected && child.send({ clockOffsetMs: offsetMs })),
    log: () => log,
    async stop() {
      isStopping = true
      await end('SIGKILL')
      await stopped
    },
  }
}
