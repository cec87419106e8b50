import type { Reply } from './call.ts'
import { postsOf } from './postsOf.ts'
import type { Asked } from './request.ts'
import { type ResponseState, toWire } from './responseState.ts'
import { type Patience, retry } from './retry.ts'
import { TyckError } from './tyckError.ts'

/**
 * What became of a state: `stored` and `unchanged` are committed to disk; `rejected` is final, with its `code` and the
 * `pointer` to the field at fault.
 */
export type RecordResult = Reply<'post', '/v1/responses'>['results'][number]

const asked: Asked = { method: 'post', route: '/v1/responses' }

/**
 * Sends states, and sees each to its end. A state may be sent twice and is stored once, so it is sent again until it is
 * acknowledged: by our own JSON with its id, and by nothing else.
 * @throws {TyckError} with `results`, once `retryForMs` have passed or nothing would help
 */
export async function recordAll(
  states: readonly ResponseState[],
  send: (asked: Asked) => Promise<unknown>,
  patience: Omit<Patience, 'mayRetry'>,
): Promise<RecordResult[]> {
  const results: RecordResult[] = []
  for (const post of postsOf(states)) {
    try {
      const mayRetry = (error: TyckError) => error.retryable
      results.push(...(await retry(() => sendOnce(post, send), { ...patience, mayRetry })))
    } catch (error) {
      if (error instanceof TyckError) error.results = states.map((_, index) => results[index])
      throw error
    }
  }
  return results
}

async function sendOnce(
  post: readonly ResponseState[],
  send: (asked: Asked) => Promise<unknown>,
): Promise<RecordResult[]> {
  const now = Date.now()
  const reply = await send({ ...asked, body: { responses: post.map(state => toWire(state, now)) } })
  const { results } = Object(reply) as { results?: RecordResult[] }
  if (results?.length === post.length && results.every((result, index) => isOf(result, post[index])))
    return results
  throw new TyckError('POST /v1/responses', {
    code: 'unexpected-reply',
    status: 200,
    detail: 'What answered acknowledges nothing: look at the address, and at what stands in between',
    retryable: true,
  })
}

/** Whether `result` speaks of `state`. One that is refused for its id has none to repeat. */
function isOf({ id, status }: RecordResult, state: ResponseState | undefined): boolean {
  if (id === null) return status === 'rejected'
  return id === state?.id.toLowerCase() && ['stored', 'unchanged', 'rejected'].includes(status)
}
