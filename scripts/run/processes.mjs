import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from './paths.mjs'

/** @import { ChildProcess } from 'node:child_process' */

/**
 * Programs that run to their end. Each leads a process group, so that it can be ended with all that it started;
 * for that it gets no Ctrl-C of its own.
 * @type {Set<ChildProcess>}
 */
const tasks = new Set()

/** @type {Promise<void> | undefined} */
let interruption

/** @type {() => Promise<number>} What an interruption does once no task runs any more; gives the exit code. */
let interrupt = async () => 130

function interrupted() {
  // npm passes a Ctrl-C on to us although the terminal has done so already: there is no "second Ctrl-C".
  interruption ??= Promise.all([...tasks].map(endGroup))
    .then(interrupt)
    .then(code => process.exit(code))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupted)

if (process.env.npm_lifecycle_event) {
  // npm passes SIGTERM only to the shell between us, which dies and leaves us; so would a killed npm.
  const parent = process.ppid
  setInterval(() => process.ppid === parent || interrupted(), 250).unref()
}

/**
 * From now on an interruption does this, after it ended the tasks.
 * @param {() => Promise<number>} handler gives the exit code.
 */
export function onInterrupt(handler) {
  interrupt = handler
}

/**
 * Runs a program to its end.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, quiet?: boolean }} [options] quiet keeps what it writes.
 * @returns {Promise<{ code: number, output: string }>} not at all once we are interrupted.
 */
export async function runTask(file, args, { env, quiet = false } = {}) {
  const child = spawn(file, args, {
    cwd: root,
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  })
  tasks.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', text => {
      output += text
    })
  }
  /** @type {number} */
  const code = await new Promise(resolve => {
    child.once('error', error => {
      output += error.message
      resolve(127)
    })
    child.once('close', status => resolve(status ?? 1))
  })
  tasks.delete(child)
  return interruption ? new Promise(() => {}) : { code, output }
}

/**
 * Asks a process group to end, and makes it after five seconds.
 * @param {ChildProcess} child
 */
async function endGroup(child) {
  const { pid } = child
  if (pid === undefined) return
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', `${pid}`, '/t', '/f'])
    return
  }
  /** @param {NodeJS.Signals | 0} signal */
  const signalled = signal => {
    try {
      return process.kill(-pid, signal)
    } catch {
      return false
    }
  }
  signalled('SIGTERM')
  for (let waited = 0; waited < 5000 && signalled(0); waited += 50) await delay(50)
  signalled('SIGKILL')
}

/**
 * Asks a process to end, and makes it where it takes too long.
 * @param {ChildProcess} child
 * @param {number} patienceMs
 */
export async function endProcess(child, patienceMs) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await exited
  clearTimeout(force)
}
