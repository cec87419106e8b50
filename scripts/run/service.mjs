import { spawn } from 'node:child_process'
import { root } from './paths.mjs'
import { endProcess } from './processes.mjs'

/**
 * A server of ours in a process of its own.
 * @typedef {object} Service
 * @property {string} name
 * @property {Promise<Record<string, any> | undefined>} ready what it said when it listened; undefined where it ended first.
 * @property {Promise<string>} ended how it ended.
 * @property {() => Promise<void>} stop lets it drain; at once where it has ended.
 */

/** The API drains for 20 s at most; what takes longer hangs. */
const patienceMs = 25_000

/**
 * Starts one. It is told to end by a signal, and by the end of the channel to us: it never outlives us.
 * @param {string} name
 * @param {string} file from the root.
 * @param {Record<string, string | undefined>} env
 * @returns {Service}
 */
export function startService(name, file, env) {
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
  /** @type {Promise<Record<string, any>>} */
  const listening = new Promise(resolve => {
    child.on('message', message => {
      if (typeof message === 'object' && message && 'type' in message && message.type === 'ready')
        resolve(message)
    })
  })
  return {
    name,
    ready: Promise.race([listening, ended.then(() => undefined)]),
    ended,
    stop: () => endProcess(child, patienceMs),
  }
}
