import { responsesBody } from '@tyck/shared/contract/responses'
import { Ajv } from 'ajv'
import { z } from 'zod'
import { faultsOf } from '../domain/faults/faultsOf.ts'
import { parsePosted } from './postedText.ts'
import { invalid } from './refuse.ts'

/** The envelope of a post; its items are still to be checked. */
export type ResponsesPost = z.output<typeof responsesBody>

const faults = faultsOf(responsesBody)
const conforms = new Ajv({ strict: true }).compile<ResponsesPost>(
  z.toJSONSchema(responsesBody, { target: 'draft-7', io: 'input' }),
)

/**
 * Reads the bytes of a post.
 * @throws 400 malformed-body where they are not JSON in UTF-8, or reach for a prototype; 400 validation-failed where
 *   the envelope is not as it should be
 */
export function parseResponsesPost(bytes: Buffer | undefined): ResponsesPost {
  const body = parsePosted(bytes)
  if (conforms(body)) return body
  const { error } = responsesBody.safeParse(body, { reportInput: true })
  throw invalid(faults(error?.issues ?? []))
}
