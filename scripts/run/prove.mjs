import { runTask } from './processes.mjs'

/**
 * `npm run prove`: the fault rig, on builds of its own.
 * @param {string[]} args
 */
export async function prove(args) {
  const { code } = await runTask(process.execPath, ['rig/prove.mjs', ...args])
  process.exitCode = code
}
