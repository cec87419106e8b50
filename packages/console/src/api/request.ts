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

/**
 * What a reply may say of the session itself: that it `ended`; or that one's projects, or the role in them, are
 * `other` than it knows.
 */
export type SessionNews = 'ended' | 'other'

const listeners = new Set<(news: SessionNews) => void>()

/** Calls back with news of the session. Gives what ends that. */
export function onSessionNews(listener: (news: SessionNews) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(news: SessionNews) {
  for (const listener of listeners) listener(news)
}

/**
 * Asks the service and gives the body of its reply; undefined where it has none.
 * @throws {RequestFailed}; an AbortError where `signal` ended it
 */
export async function request<T>(path: string, asked: Asked = {}): Promise<T> {
  const reply = await ask(path, asked)
  const changes = asked.method !== undefined && asked.method !== 'GET'
  if (changes && /^\/v1\/(?:project|members)\b/.test(path)) tell('other')
  return (reply.status === 204 ? undefined : await reply.json()) as T
}

/** The same for a reply that is read as it comes. */
export async function ask(path: string, asked: Asked): Promise<Response> {
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
  if (reply.ok) return reply
  const problem = await reply.json().catch(() => undefined)
  if (reply.status === 401 && !asked.anonymous) tell('ended')
  if (problem?.code === 'forbidden') tell('other')
  const retryAfter = Number(reply.headers.get('retry-after') ?? Number.NaN)
  throw new RequestFailed(reply.status, problem, Number.isNaN(retryAfter) ? undefined : retryAfter)
}
