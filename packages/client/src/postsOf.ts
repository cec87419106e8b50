import type { ResponseState } from './responseState.ts'

const mostResponses = 20
/** A post has 16 KiB; the envelope, and ages that grow while it waits, take their part. */
const mostBytes = 16_000

/** States in posts that the service takes. One that is too large goes alone, and is refused alone. */
export function postsOf(states: readonly ResponseState[]): ResponseState[][] {
  const posts: ResponseState[][] = []
  let bytes = 0
  for (const state of states) {
    const size = Buffer.byteLength(JSON.stringify(state)) + 1
    const last = posts.at(-1)
    if (!last || last.length === mostResponses || bytes + size > mostBytes) {
      posts.push([state])
      bytes = size
    } else {
      last.push(state)
      bytes += size
    }
  }
  return posts
}
