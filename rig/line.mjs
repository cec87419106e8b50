import { connect, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** @import { AddressInfo, Socket } from 'node:net' */

/**
 * What a line does to what goes over it. `up`: passes it on. `silent`: swallows it, both ways, and says nothing.
 * `slow`: passes it on late. `deaf`: passes on what is asked, and breaks when the reply comes.
 * @typedef {'up' | 'silent' | 'slow' | 'deaf'} Mode
 */

/**
 * A line of TCP that can be made to fail.
 * @typedef {object} Line
 * @property {number} port where it listens on 127.0.0.1.
 * @property {Mode} mode
 * @property {number} changes how often it was anything but whole: a request between two equal numbers met no fault of it.
 * @property {(mode: Mode, ms: number) => Promise<void>} turn sets the mode for so long; then it is up again.
 * @property {() => void} reset breaks every connection, as a router does that lost its table.
 * @property {() => Promise<void>} close
 */

/** How late a slow line passes things on, in milliseconds, each way: what a phone at the edge of its cell has. */
const slowMs = 250

/** How much of a reply a deaf line lets through, in bytes: none, a part of the head, or all but its last bytes. */
const partsOfReply = [0, 40, 300]

/**
 * @param {() => number | undefined} target the port on 127.0.0.1 that it leads to; undefined while nothing is there.
 * @returns {Promise<Line>}
 */
export async function startLine(target) {
  /** @type {Set<Socket>} */
  const sockets = new Set()
  let connections = 0

  const server = createServer(near => {
    keep(near)
    const port = target()
    if (port === undefined) return near.resetAndDestroy()
    const far = keep(connect(port, '127.0.0.1'))
    // What was swallowed once leaves a hole: such a connection stays silent when the line is mended.
    let isSilent = line.mode === 'silent'
    const partOfReply = partsOfReply[connections++ % partsOfReply.length] ?? 0

    /** @param {Socket} to @param {(to: Socket) => void} act */
    const pass = (to, act) => {
      isSilent ||= line.mode === 'silent'
      if (isSilent) return
      const now = () => void (to.destroyed || act(to))
      if (line.mode === 'slow') setTimeout(now, slowMs)
      else now()
    }
    near.on('data', chunk => pass(far, socket => socket.write(chunk)))
    far.on('data', chunk => {
      if (line.mode !== 'deaf') return pass(near, socket => socket.write(chunk))
      near.end(chunk.subarray(0, partOfReply))
      far.destroy()
    })
    near.on('end', () => pass(far, socket => socket.end()))
    far.on('end', () => pass(near, socket => socket.end()))
    near.on('close', () => far.destroy())
    far.on('close', () => isSilent || (line.mode === 'slow' ? near.end() : near.destroySoon()))
    far.on('error', () => isSilent || near.resetAndDestroy())
  })

  /** @param {Socket} socket */
  function keep(socket) {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    return socket
  }

  function breakAll() {
    for (const socket of sockets) socket.resetAndDestroy()
  }

  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  /** @type {Line} */
  const line = {
    port: /** @type {AddressInfo} */ (server.address()).port,
    mode: 'up',
    changes: 0,
    async turn(mode, ms) {
      line.mode = mode
      line.changes += 1
      await delay(ms)
      line.mode = 'up'
      line.changes += 1
    },
    reset() {
      line.changes += 1
      breakAll()
    },
    async close() {
      breakAll()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return line
}
