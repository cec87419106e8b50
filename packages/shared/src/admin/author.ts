/** Who did something: a person in the console, or a program with a key. */
import { z } from 'zod'

export const author = z
  .object({
    kind: z.enum(['account', 'key']),
    id: z.uuid(),
    name: z.string().nullable().describe('null where it is gone'),
  })
  .nullable()
  .describe("null where nobody noted it: before there was a history of authors, and of the demo's key")

export type Author = z.output<typeof author>
