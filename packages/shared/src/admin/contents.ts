/** How much a project has: `GET /v1/project/contents`. */
import { z } from 'zod'

export const projectContents = z.object({
  touchpoints: z.int().describe('Archived ones too'),
  responses: z.int().describe('Answers and showings that are there, tests too, up to 100,000'),
  more: z.boolean().describe('Whether there may be more responses'),
})

export type ProjectContents = z.output<typeof projectContents>
