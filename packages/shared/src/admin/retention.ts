/** What retention would delete: `GET /v1/retention`. */
import { z } from 'zod'

const months = z.coerce.number().int().min(1).max(120)

export const retentionQuery = z.strictObject({
  responseMonths: months,
  commentMonths: months,
  unansweredDays: z.coerce.number().int().min(8).max(3650),
})

const due = z.int()

const isMore = z.boolean()

export const retentionDue = z.object({
  responses: due.describe('Whole responses'),
  comments: due.describe('Comments, those of these responses too'),
  unanswered: due.describe('Showings with neither score nor comment, those of these responses too'),
  more: z
    .object({ responses: isMore, comments: isMore, unanswered: isMore })
    .describe('Whether there may be more than were counted'),
})

export type RetentionDue = z.output<typeof retentionDue>
