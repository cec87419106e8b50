/** Who asked to change what: `GET /v1/audit`. */
import { z } from 'zod'
import { role } from './accounts.ts'
import { time } from './page.ts'

/** What somebody asked to change, or a secret key that came from a page. */
export const auditEntry = z.object({
  id: z.uuid(),
  at: time,
  keyId: z.uuid().nullable().describe("The secret key that was used; null for the demo's, and for people"),
  account: z
    .object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() })
    .nullable()
    .describe('Who was signed in, by their present name; null where a key was used'),
  method: z.string(),
  operation: z.string().describe('The `operationId` of what was asked for, or `secret-key-in-browser`'),
  target: z
    .string()
    .nullable()
    .describe("The touchpoint's key, the hash of a respondent, the origin of a page; null for the project"),
  role: role
    .nullable()
    .describe('The role that somebody was invited with, came in with, or was given; else null'),
})

/** What was asked to be changed, the latest first, a page at a time. */
export const auditPage = z.object({
  entries: z.array(auditEntry),
  next: z.string().nullable().describe('The cursor of the next page; null on the last one'),
})

export type AuditEntry = z.output<typeof auditEntry>
export type AuditPage = z.output<typeof auditPage>
