import { spawn } from 'node:child_process'
import { root } from './paths.mjs'
import { endProcess } from './processes.mjs'

/**
 * A server of ours in a process of its own.
 * @typedef {object} Service
 * @property {Promise<Record<string, any>>} ready what it said when it listened; never settles where it ends first.
 * @property {Promise<string>} ended how it ended.
 * @property {() => Promise<boolean>} stop lets it drain; false where it failed to end by itself.
 */

/** The API drains for 20 s at most; what takes longer hangs. */
const patienceMs = 25_000

/**
 * Starts one. It is told to end by a signal, and by the end of the channel to us: it never outlives us.
 * @param {string} file from the root.
 * @param {Record<string, string | undefined>} env
 * @returns {Service}
 */
export function startService(file, env) {
  const child = spawn(process.execPath, [file], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  /** @type {Promise<string>} */
  const ended = new Promise(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  return {
    ready: new Promise(resolve => {
      child.on('message', message => {
        if (typeof message === 'object' && message && 'type' in message && message.type === 'ready')
          resolve(message)
      })
    }),
    ended,
    async stop() {
      await endProcess(child, patienceMs)
      return child.exitCode === 0
    },
  }
}
