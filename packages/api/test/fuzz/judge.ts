import { type Problem, problem } from '@tyck/shared/problem'
import type { Outcome, Reply } from './connection.ts'
import type { Attempt } from './requests.ts'
import { mark } from './values.ts'

/** What is wrong with what came back; null where nothing is. */
export function judge({ what, bytes, replies: expected, ends }: Attempt, outcome: Outcome): string | null {
  const { replies, rest, isHung } = outcome
  if (isHung) return 'hangs'
  if (rest !== '') return `ends in the middle of a reply: ${rest.slice(0, 80)}`
  if (expected !== null && replies.length !== expected) return `has ${replies.length} replies`
  if (!ends && bytes.length > 0 && replies.length === 0) return 'gets no reply'
  for (const reply of replies) {
    const fault = judgeReply(reply, bytes, what)
    if (fault) return `${reply.status}: ${fault}`
  }
  return null
}

function judgeReply({ status, head, body }: Reply, bytes: Buffer, what: string): string | null {
  if (status < 200) return 'is no status that is sent here'
  if (status < 400) return null
  const told = problem.safeParse(parse(body))
  if (!told.success) return 'is no problem'
  if (withoutPointers(`${head}${body}`, told.data, what).toLowerCase().includes(mark)) {
    return 'repeats what was sent'
  }
  if (Buffer.byteLength(body) > 2_048) return 'is longer than 2 KiB'
  if (told.data.status !== status) return 'says another status'
  if (!/content-type: application\/problem\+json/i.test(head)) return 'is not called a problem'
  if (!/access-control-allow-origin: \*/i.test(head)) return 'cannot be read by a page'
  // Ten requests of one connection may wait.
  const isPiled = what === 'bytes' && bytes.toString('latin1').split(' HTTP/1.').length > 10
  if (status >= 500 && !(isPiled && told.data.code === 'overloaded')) return `is ${told.data.code}`
  return null
}

/**
 * Whoever publishes is told which language or key of metadata is at fault, in a pointer; these have the form of names,
 * and need a secret key.
 */
function withoutPointers(text: string, { errors = [] }: Problem, what: string): string {
  if (!what.startsWith('PUT /v1/touchpoints/')) return text
  return errors
    .filter(({ pointer }) => /^(?:\/[\w.-]{1,40})*$/.test(pointer))
    .reduce((rest, { pointer }) => (pointer === '' ? rest : rest.replaceAll(pointer, '')), text)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
