import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type ProblemError, problem, problemBody, problemHeaders } from '../errors.ts'

/**
 * Answers what never became a request (Node's `clientError`): bytes that are not HTTP, headers that are too large,
 * a request that does not come to its end. The connection is closed, for what follows on it has no meaning.
 */
export function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) socket.write(rawReply(toProblem(error.code)))
  socket.destroy(error)
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
  const headers = Object.entries({
    ...problemHeaders(error),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  })
  const head = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')
  return `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\n${head}\r\n\r\n${body}`
}
