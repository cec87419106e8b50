import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Heard {
  method: string | undefined
  url: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

interface Reply {
  status?: number
  headers?: Record<string, string>
  body: unknown
}

/** What answers one request; `hang` never does, `cut` ends the connection. */
export type Answer = 'hang' | 'cut' | Reply | ((heard: Heard) => Reply)

/** A server in the place of the service: it gives each request the next answer, and the last one from then on. */
export async function standIn(...answers: Answer[]) {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method, url, headers } = request
    heard.push({ method, url, headers, body })
    const answer = answers[Math.min(heard.length, answers.length) - 1]
    if (answer === 'cut') request.socket.destroy()
    else if (answer !== 'hang' && answer !== undefined) {
      reply(response, typeof answer === 'function' ? answer({ method, url, headers, body }) : answer)
    }
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}

function reply(response: ServerResponse, { status = 200, headers = {}, body }: Reply) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}

/** The service's answer to a post: every response is stored. */
export const storesAll = ({ body }: { body: string }) => ({
  body: {
    results: (JSON.parse(body).responses as { id: string }[]).map(({ id }) => ({ id, status: 'stored' })),
  },
})

/** An error as the service tells it. */
export const problem = (status: number, code: string, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: {
    type: 'about:blank',
    title: 'Error',
    status,
    detail: 'What to do next',
    instance: 'urn:uuid:a5e69402-748a-4a21-ae00-fb5c681ddf6e',
    code,
    retryable: status === 408 || status === 429 || status >= 500,
  },
})
