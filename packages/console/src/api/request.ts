import { RequestFailed } from './requestFailed.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Asked {
  method?: Method | undefined
  body?: unknown
  /** The project that the request is about, by its id. */
  project?: string | undefined
  signal?: AbortSignal | undefined
  /** Further ones: `{ 'if-match': '"7"' }`. */
  headers?: Record<string, string> | undefined
  /** The request needs no session, so 401 says something else than that it has ended. */
  anonymous?: boolean
}

const listeners = new Set<() => void>()

/** Calls back where a request was refused because the session has ended. Gives what ends that. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Asks the service and gives the body of its reply; undefined where it has none.
 * @throws {RequestFailed}; an AbortError where `signal` ended it
 */
export async function request<T>(path: string, asked: Asked = {}): Promise<T> {
  const { method = 'GET', body, project, signal } = asked
  const changes = method !== 'GET'
  let reply: Response
  try {
    reply = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        // Asked for of every change: no form elsewhere can send it.
        ...(changes ? { 'content-type': 'application/json' } : {}),
        ...(project ? { 'tyck-project': project } : {}),
        ...asked.headers,
      },
      ...(changes ? { body: JSON.stringify(body ?? {}) } : {}),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new RequestFailed(0, undefined)
  }
  if (reply.ok) return (reply.status === 204 ? undefined : await reply.json()) as T
  const problem = await reply.json().catch(() => undefined)
  if (reply.status === 401 && !asked.anonymous) for (const listener of listeners) listener()
  const retryAfter = Number(reply.headers.get('retry-after') ?? Number.NaN)
  throw new RequestFailed(reply.status, problem, Number.isNaN(retryAfter) ? undefined : retryAfter)
}
