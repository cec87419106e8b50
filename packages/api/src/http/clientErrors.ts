import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ProblemCode } from '@tyck/shared/problem'
import { type ProblemError, problem, problemBody, problemHeaders } from '../errors.ts'
import { afterReplies, isAnsweredEarly } from './pipelining.ts'

/** Connections that are closed as soon as what came before the error is answered. */
const ending = new WeakSet<Socket>()

/**
 * Makes what answers what never became a request (Node's `clientError`): bytes that are not HTTP, headers that are
 * too large, a request that does not come to its end. The answer stands behind the replies to the requests before it:
 * a client takes the first reply for the answer to its first request. The connection is closed, for what follows on it
 * has no meaning.
 * @param onRefused hears of each by its code
 */
export function createClientErrorHandler(onRefused: (code: ProblemCode) => void) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed || ending.has(socket)) return
    // Each chunk that follows is another error.
    ending.add(socket)
    const told = toProblem(error.code)
    onRefused(told.code)
    afterReplies(socket, () => {
      if (socket.destroyed) return
      if (socket.writable && !isAnsweredEarly(socket)) socket.write(rawReply(told))
      socket.destroySoon()
    })
  }
}

/** Answers `CONNECT`, which is for proxies, and closes the connection; Node alone closes it without a word. */
export function handleConnect(_request: IncomingMessage, stream: Duplex): void {
  const socket = stream as Socket
  socket.on('error', () => {})
  afterReplies(socket, () => {
    socket.end(rawReply(problem('malformed-request', 'This is no proxy: CONNECT leads nowhere')))
  })
}

/** Answers an `Expect` that is not `100-continue`; Node's own answer has no body. */
export function handleExpectation(_request: IncomingMessage, reply: ServerResponse): void {
  const error = problem('malformed-request', 'The request expects what is not done here')
  const body = problemBody(error, randomUUID())
  reply.writeHead(error.status, headersOf(error, body)).end(body)
}

function toProblem(code: string | undefined): ProblemError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return problem('request-timeout', 'The request did not arrive whole in time; try again')
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return problem('headers-too-large', 'The headers are larger than is taken here')
  }
  return problem('malformed-request', 'This is not a well-formed HTTP request')
}

function rawReply(error: ProblemError): string {
  const body = problemBody(error, randomUUID())
  const lines = Object.entries(headersOf(error, body)).map(([name, value]) => `${name}: ${value}`)
  return `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}

function headersOf(error: ProblemError, body: string): Record<string, string> {
  return {
    ...problemHeaders(error),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
}
