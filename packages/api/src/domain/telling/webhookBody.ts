import type { ToldField } from '@tyck/shared/admin/destinations'
import type { ToldResponse } from '../../store/told.ts'
import { tellResponse } from '../answers/tellResponse.ts'
import type { Message } from './destinationKind.ts'
import { exampleOf } from './exampleOf.ts'

/** The body of a webhook: what happened, when, and what may be told of it. */
export function webhookBody(
  { kind, type, at, event, response, survey, body }: Message,
  fields: readonly ToldField[],
) {
  return { type, timestamp: at.toISOString(), data: data() }

  function data(): object {
    if (response) {
      const isChange = type === 'response.changed' && fields.includes('score')
      return {
        ...responseData(response, fields),
        ...(isChange ? { previousScore: event?.previous_score ?? null } : {}),
      }
    }
    // As a response would come, so that whoever reads it can be tried with it.
    if (kind === 'test') return responseData(exampleOf(at), fields)
    if (type === 'respondent.erased') return { respondent: event?.respondent, erasedAt: at.toISOString() }
    if (survey) return survey
    return (body ?? {}) as object
  }
}

/** `id`, `touchpoint` and `seq`, and the fields that are asked for, as the response stands. */
function responseData(
  { id, touchpoint, seq, ...row }: Parameters<typeof tellResponse>[0] & Named,
  fields: readonly ToldField[],
): Record<string, unknown> {
  const of: Record<ToldField, unknown> = tellResponse(row)
  return { id, touchpoint, seq, ...Object.fromEntries(fields.map(field => [field, of[field]])) }
}

type Named = Pick<ToldResponse, 'id' | 'touchpoint' | 'seq'>
