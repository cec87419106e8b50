/** The one shape of every error that the API sends: `application/problem+json` (RFC 9457). */
import { z } from 'zod'

/** The machine keys of errors. They never change their meaning. */
export const problemCode = z.enum([
  'malformed-body',
  'malformed-request',
  'validation-failed',
  'unauthorized',
  'wrong-password',
  'forbidden',
  'origin-not-allowed',
  'secret-key-in-browser',
  'not-found',
  'method-not-allowed',
  'request-timeout',
  'last-key',
  'key-replaced',
  'last-owner',
  'already-member',
  'too-many-invitations',
  'too-many-keys',
  'link-expired',
  'cursor-expired',
  'touchpoint-archived',
  'changed-elsewhere',
  'too-many-tags',
  'too-many-destinations',
  'too-many-secrets',
  'conflict-version',
  'payload-too-large',
  'headers-too-large',
  'unsupported-media-type',
  'query-too-broad',
  'too-many-requests',
  'internal-error',
  'overloaded',
  'database-unavailable',
  'shutting-down',
])

export const problem = z.object({
  type: z.string().describe('`about:blank`, or the address of a page on this code'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What happened, and what to do next; of several faults, the first'),
  instance: z.string().describe('urn:uuid: and the request id, as the log has it'),
  code: problemCode,
  retryable: z.boolean().describe('Whether the same request may succeed later'),
  errors: z
    .array(
      z.object({
        pointer: z.string().describe('JSON Pointer to the field; of the query and the address, /name'),
        code: z.string(),
        expected: z.string().describe('What would be taken, for people'),
      }),
    )
    .max(10)
    .optional(),
})

export type ProblemCode = z.infer<typeof problemCode>
export type Problem = z.infer<typeof problem>
/** A field at fault: where it is (JSON Pointer), what is wrong with it, and what would be right. */
export type FieldError = NonNullable<Problem['errors']>[number]
