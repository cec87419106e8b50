import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { problem } from '../errors.ts'

interface Exchange {
  request: IncomingMessage
  reply: ServerResponse
}

/** What came over a connection and has no whole reply yet, oldest first; and what came last. */
interface Line {
  unanswered: Set<Exchange>
  latest: Exchange | null
}

const lines = new WeakMap<Socket, Line>()

/** Follows which requests of each connection have their replies: what the functions below go by. */
export function followReplies(app: FastifyInstance): void {
  app.server.prependListener('request', (request: IncomingMessage, reply: ServerResponse) => {
    const { socket } = request
    const line = lines.get(socket) ?? { unanswered: new Set(), latest: null }
    lines.set(socket, line)
    const exchange = { request, reply }
    line.latest = exchange
    line.unanswered.add(exchange)
    reply.once('close', () => line.unanswered.delete(exchange))
  })
}

/**
 * Bounds how many requests of one connection wait for their replies. Node reads pipelined requests as fast as they
 * come, so that a few connections could fill the memory and leave the others waiting. The one beyond `most` gets a
 * 503 in its turn, and the connection is closed after it. Call it before other hooks are added: this one must run
 * while the request is being read.
 */
export function limitPipelining(app: FastifyInstance, most: number): void {
  app.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
    const waiting = lines.get(socket)?.unanswered.size ?? 0
    if (waiting <= most) return done()
    // What Node has in hand it reads to its end; no more is fetched from the system.
    socket.pause()
    // What came behind the refused one has no answer, and goes with the connection.
    if (waiting > most + 1) return
    reply.header('connection', 'close')
    done(problem('overloaded', 'More requests wait on this connection than are taken; send this one again'))
  })
}

/** Calls `then` once every request that came whole over `socket` has its reply; at once where all have. */
export function afterReplies(socket: Socket, then: () => void): void {
  const whole = [...(lines.get(socket)?.unanswered ?? [])].filter(({ request }) => request.complete)
  const last = whole.at(-1)
  // Replies go out in the order of the requests.
  if (last) last.reply.once('close', then)
  else then()
}

/** Whether the request that is coming over `socket` is being answered already, before it came to its end. */
export function isAnsweredEarly(socket: Socket): boolean {
  const latest = lines.get(socket)?.latest
  return latest != null && !latest.request.complete && latest.reply.headersSent
}
