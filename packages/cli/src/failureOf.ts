import type { TyckError } from '@tyck/client'
import { Failure } from './failure.ts'
import { plain } from './plain.ts'

/** What the service says of an address that it does not know; of what is missing at one that it does, it says more. */
const unknownAddress = 'There is nothing at this address'

/** A call that failed, in words for who typed a command. */
export function failureOf({ code, status, detail, errors, cause }: TyckError): Failure {
  if (code === 'no-reply') {
    const { message, code: why } =
      (cause as { cause?: Partial<NodeJS.ErrnoException> } | undefined)?.cause ?? {}
    return new Failure(`${detail}: ${message || why || 'it did not answer'}.`, { code })
  }
  if (code === 'unexpected-reply') return new Failure(`${detail} (${status}).`, { code, status })
  if (code === 'unauthorized') {
    const words =
      'The service does not take this secret key: TYCK_SECRET_KEY is of another service, or has ended.'
    return new Failure(words, { code })
  }
  if (code === 'not-found' && detail.startsWith(unknownAddress)) {
    const words = 'The service is older than this command, and does not know what it asks for.'
    return new Failure(words, { code: 'older-service' })
  }
  const lines = errors.map(error => `  ${error.pointer || '/'}: ${error.code}; expected: ${error.expected}`)
  return new Failure([sentence(plain(detail)), ...lines.map(plain)].join('\n'), { code, errors })
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)
