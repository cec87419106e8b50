import { responsesBody } from '@tyck/shared/contract'
import type { FieldError } from '@tyck/shared/problem'
import { Ajv } from 'ajv'
import { parse } from 'secure-json-parse'
import { z } from 'zod'
import { problem } from '../errors.ts'

/** The envelope of a post; its items are still to be checked. */
export type ResponsesPost = z.output<typeof responsesBody>

const utf8 = new TextDecoder('utf-8', { fatal: true })
const conforms = new Ajv({ strict: true }).compile<ResponsesPost>(
  z.toJSONSchema(responsesBody, { target: 'draft-7', io: 'input' }),
)

/**
 * Reads the bytes of a post.
 * @throws 400 malformed-body where they are not JSON in UTF-8, or reach for a prototype; 400 validation-failed where
 *   the envelope is not as it should be
 */
export function parseResponsesPost(bytes: Buffer): ResponsesPost {
  const body = parseJson(bytes)
  if (conforms(body)) return body
  const { error } = responsesBody.safeParse(body)
  throw problem(
    'validation-failed',
    'The body must have responses, at most 20, and a key, and nothing else',
    {
      errors: (error?.issues ?? []).map(toFieldError),
    },
  )
}

function parseJson(bytes: Buffer): unknown {
  try {
    return parse(utf8.decode(bytes))
  } catch {
    throw problem('malformed-body', 'The body is not JSON in UTF-8')
  }
}

/** An unknown key is told without its name, which is the caller's. */
function toFieldError({ path, code }: z.core.$ZodIssue): FieldError {
  return { pointer: path.map(part => `/${String(part)}`).join(''), code: code.replaceAll('_', '-') }
}
