import { readFileSync } from 'node:fs'

const everyMs = 50

/** Notes the memory (RSS) of a process, as Linux tells it; nothing elsewhere. @param {number} pid */
export function watchMemory(pid) {
  /** @type {number[]} */
  let seen = []
  function now() {
    try {
      const [, kb = Number.NaN] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
      return Number(kb) / 1_024
    } catch {
      // Not here, or it has ended.
      return Number.NaN
    }
  }
  const timer = setInterval(() => seen.push(now()), everyMs)
  return {
    now,
    forget() {
      seen = []
    },
    /** The highest of each quarter of the time since, in MB. */
    quarters() {
      return [0, 1, 2, 3].map(at =>
        Math.max(...seen.slice((seen.length * at) / 4, (seen.length * (at + 1)) / 4)),
      )
    },
    stop: () => clearInterval(timer),
  }
}
