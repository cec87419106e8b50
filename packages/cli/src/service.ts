import { Failure, wrongUse } from './failure.ts'

/** Where the service is, by option or environment, without a slash at its end. */
function readUrl(given: { url?: string }, env: Record<string, string | undefined>): string {
  const url = given.url ?? env.TYCK_URL
  if (!url) throw wrongUse('Say where the service is: --url, or TYCK_URL in the environment.')
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw wrongUse('The address of the service must be like https://feedback.example.')
  }
  return url.replace(/\/+$/, '')
}

/** What opens the project. It has no option: arguments are seen by who lists processes, and kept by shells. */
function readSecretKey(env: Record<string, string | undefined>): string {
  const key = env.TYCK_SECRET_KEY
  if (!key) throw wrongUse("Put a secret key of the project, sk_…, into the environment's TYCK_SECRET_KEY.")
  if (!key.startsWith('sk_')) throw wrongUse('TYCK_SECRET_KEY must be a secret key: it begins with sk_.')
  return key
}

/** The service, opened by a secret key. */
export interface Service {
  url: string
  /**
   * Asks it.
   * @param path below the address of the service: `/v1/touchpoints`
   * @throws Failure where it can't be reached, refuses, or is no Tyck of our days
   */
  ask(
    method: string,
    path: string,
    asked?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Reply>
}

interface Reply {
  body: unknown
  etag: string | null
}

/** The shape of an error of the service. */
interface Problem {
  code: string
  detail: string
  errors?: { pointer: string; code: string; expected: string }[]
}

/** How long the service may take for an answer, in milliseconds. */
const patienceMs = 30_000

export function openService(given: { url?: string }, env: Record<string, string | undefined>): Service {
  const url = readUrl(given, env)
  const key = readSecretKey(env)
  return {
    url,
    async ask(method, path, { body, headers = {} } = {}) {
      const reply = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A key must not follow to where somebody else points.
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      }).catch(error => {
        throw unreachable(url, error)
      })
      const found: unknown = await reply.json().catch(() => undefined)
      if (reply.ok && found !== undefined) return { body: found, etag: reply.headers.get('etag') }
      throw isProblem(found) ? refused(found, path) : notTyck(url, reply.status)
    },
  }
}

function isProblem(found: unknown): found is Problem {
  const { code, detail } = (found ?? {}) as Partial<Problem>
  return typeof code === 'string' && typeof detail === 'string'
}

function unreachable(url: string, error: Error & { cause?: { message?: string; code?: string } }): Failure {
  const why = error.cause?.message || error.cause?.code || error.message
  return new Failure(`${url} can't be reached: ${why}.`, { code: 'unreachable' })
}

function notTyck(url: string, status: number): Failure {
  return new Failure(`${url} answered ${status}, and not as a Tyck service does.`, {
    code: 'not-tyck',
    status,
  })
}

function refused(problem: Problem, path: string): Failure {
  const { code, detail, errors = [] } = problem
  if (code === 'unauthorized') {
    const words =
      'The service does not take this secret key: TYCK_SECRET_KEY is of another service, or has ended.'
    return new Failure(words, { code })
  }
  // What stands at its own address is there wherever the service knows it.
  if (code === 'not-found' && path.startsWith('/v1/config')) {
    const words = `The service is older than this command: it has no ${path.replace(/\?.*/, '')}.`
    return new Failure(words, { code: 'older-service' })
  }
  const lines = errors.map(error => `  ${error.pointer || '/'}: ${error.code}; expected: ${error.expected}`)
  return new Failure([`${detail}.`, ...lines].join('\n'), { code, errors })
}
