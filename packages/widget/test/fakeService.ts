import { type ResponseState, responseState, responsesBody } from '@tyck/shared/contract/responses'
import { vi } from 'vitest'

/** What the service answers to a post that it takes: what became of each response. */
export function acknowledge(states: { id: string }[], change: Record<string, unknown> = {}): Response {
  return Response.json({ results: states.map(({ id }) => ({ id, status: 'stored', ...change })) })
}

/** A refusal, or an answer from something that is not the service. */
export function refuse(status: number, headers: Record<string, string> = {}, body = '{"code":"x"}') {
  return async () => new Response(body, { status, headers })
}

/** Stands where `fetch` is, takes posts, and keeps the highest state of each response as the service does. */
export function fakeService() {
  /** The states of each post, in the order in which they came. */
  const posts: ResponseState[][] = []
  const rows = new Map<string, ResponseState>()
  const service = {
    posts,
    rows,
    /** How the next posts are answered; at first each is acknowledged. */
    reply: async (states: ResponseState[]): Promise<unknown> => service.take(states),
    /** Stores what came, and acknowledges it. */
    take(states: ResponseState[]): Response {
      for (const state of states) if (state.seq > (rows.get(state.id)?.seq ?? 0)) rows.set(state.id, state)
      return acknowledge(states)
    },
    fetch: vi.fn(async (_address: string, init: RequestInit) => {
      const { responses } = responsesBody.parse(JSON.parse(init.body as string))
      const states = responses.map(state => responseState.parse(state))
      posts.push(states)
      return service.reply(states)
    }),
  }
  vi.stubGlobal('fetch', service.fetch)
  return service
}
