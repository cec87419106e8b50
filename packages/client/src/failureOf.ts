import type { components } from './paths.ts'
import { TyckError } from './tyckError.ts'

type Problem = components['schemas']['Problem']

/** The error that a reply tells, whoever sent it. */
export async function failureOf(call: string, reply: Response): Promise<TyckError> {
  const retryAfterMs = waitAskedBy(reply.headers.get('retry-after'))
  const told: unknown = await reply.json().catch(() => undefined)
  if (isProblem(told)) {
    const { code, detail, retryable, errors, instance } = told
    const requestId = instance.replace('urn:uuid:', '')
    return new TyckError(call, {
      code,
      status: reply.status,
      detail,
      retryable,
      errors,
      requestId,
      retryAfterMs,
    })
  }
  return new TyckError(call, {
    code: 'unexpected-reply',
    status: reply.status,
    detail: 'What answered is not Tyck: look at the address, and at what stands in between',
    retryable: isTransient(reply.status),
    retryAfterMs,
  })
}

/** Whether the status alone promises that it may go better later. */
const isTransient = (status: number) => status === 408 || status === 429 || status >= 500

function isProblem(told: unknown): told is Problem {
  const { code, detail, instance } = Object(told) as Partial<Problem>
  return [code, detail, instance].every(each => typeof each === 'string')
}

/** Retry-After in milliseconds: seconds, or a date (RFC 9110, 10.2.3). */
function waitAskedBy(header: string | null): number | undefined {
  if (header === null) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
