import { watch } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

/** An editor writes a file in several steps, and a checkout many files. */
const settleMs = 100

/**
 * Calls back when sources of what is built have changed; never twice at a time.
 * @param {() => Promise<void>} changed
 */
export function watchSources(changed) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  let work = Promise.resolve()
  for (const name of ['shared', 'widget', 'api', 'console']) {
    watch(join(root, 'packages', name, 'src'), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        work = work.then(changed)
      }, settleMs)
    })
  }
}
