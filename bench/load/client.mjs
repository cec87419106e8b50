/**
 * Makes load, in a process of its own: each connection sends its next post when it has the reply to the last one.
 * Sockets and no HTTP client, for it must take less time than what it measures.
 */
import { connect } from 'node:net'
import { createPosts } from './posts.mjs'

/**
 * @typedef {object} Order
 * @property {import('./posts.mjs').Target} target
 * @property {number} port on 127.0.0.1
 * @property {number} connections
 * @property {number} warmMs before it counts
 * @property {number} ms for which it counts
 */

/**
 * @typedef {object} Measured
 * @property {number} requests that were answered in time, all with a response that was stored
 * @property {number} seconds
 * @property {number} p50 in milliseconds
 * @property {number} p99
 * @property {number} cpuMs of this process
 * @property {string[]} refused what else was answered: the first few
 */

process.on('message', order => {
  run(/** @type {Order} */ (order)).then(
    measured => process.send?.({ measured }),
    error => process.send?.({ error: String(error) }),
  )
})
process.on('disconnect', () => process.exit())

/** @param {Order} order @returns {Promise<Measured>} */
async function run({ target, port, connections, warmMs, ms }) {
  const posts = createPosts(target)
  /** In microseconds. @type {number[]} */
  const latencies = []
  /** @type {string[]} */
  const refused = []
  /** 0 before it counts, 1 while, 2 afterwards. */
  let phase = 0
  const ends = Array.from({ length: connections }, (_, nth) => converse(nth))

  await delay(warmMs)
  const startedAt = performance.now()
  const before = process.cpuUsage()
  process.send?.({ phase: 'measuring' })
  phase = 1
  await delay(ms)
  phase = 2
  const seconds = (performance.now() - startedAt) / 1_000
  const cpu = process.cpuUsage(before)
  process.send?.({ phase: 'over' })
  await Promise.all(ends)

  const sorted = Uint32Array.from(latencies).sort()
  const quantile = (/** @type {number} */ share) =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? 0) / 1_000
  return {
    requests: sorted.length,
    seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    cpuMs: (cpu.user + cpu.system) / 1_000,
    refused,
  }

  /** One connection, until the time is over and its last reply is there. @param {number} nth @returns {Promise<void>} */
  function converse(nth) {
    const next = posts(nth)
    return new Promise((resolve, reject) => {
      let sentAt = 0
      let usual = 0
      let rest = ''
      const socket = connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        onread: {
          buffer,
          callback(length, bytes) {
            // Nearly every reply is as long as the one before, and ends alike.
            if (rest === '' && length === usual && isStored(bytes, length)) answered()
            else read(Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1'))
            return true
          },
        },
      })
      socket.once('connect', send)
      socket.once('error', reject)
      socket.once('close', () => resolve())

      function send() {
        sentAt = performance.now()
        socket.write(next(), 'latin1')
      }

      /** @param {string} text */
      function read(text) {
        rest += text
        const head = rest.indexOf('\r\n\r\n')
        if (head < 0) return
        const total = head + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(rest)?.[1] ?? Number.NaN)
        if (Number.isNaN(total)) return void socket.destroy(new Error(`A reply without a length: ${rest}`))
        if (rest.length < total) return
        const isOne = rest.startsWith('HTTP/1.1 200') && rest.endsWith(stored)
        if (isOne) usual = total
        else if (refused.length < 5) refused.push(rest)
        rest = ''
        if (isOne) answered()
        else onward()
      }

      function answered() {
        if (phase === 1) latencies.push((performance.now() - sentAt) * 1_000)
        onward()
      }

      function onward() {
        if (phase === 2) socket.destroy()
        else send()
      }
    })
  }
}

const stored = '"status":"stored"}]}'
const storedBytes = Buffer.from(stored)
/** All sockets read into it, one after the other. */
const buffer = Buffer.alloc(65_536)

/** @param {Uint8Array} bytes @param {number} length */
function isStored(bytes, length) {
  return (
    bytes[9] === 50 && // 2 of 200
    buffer.compare(storedBytes, 0, storedBytes.length, length - storedBytes.length, length) === 0
  )
}

/** @param {number} ms */
const delay = ms => new Promise(resolve => setTimeout(resolve, ms))
