import type { ToldField } from '@tyck/shared/admin/destinations'
import { segmentOf } from '@tyck/shared/metric'
import type { ToldResponse } from '../../store/told.ts'
import type { Message } from './destinationKind.ts'

/** The body of a webhook: what happened, when, and what may be told of it. */
export function webhookBody(
  { type, at, event, response, survey, body }: Message,
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
    if (type === 'respondent.erased') return { respondent: event?.respondent, erasedAt: at.toISOString() }
    if (survey) return survey
    return (body ?? {}) as object
  }
}

/** `id`, `touchpoint` and `seq`, and the fields that are asked for, as the response stands. */
function responseData(response: ToldResponse, fields: readonly ToldField[]): Record<string, unknown> {
  const { id, touchpoint, seq } = response
  const of = fieldsOf(response)
  return { id, touchpoint, seq, ...Object.fromEntries(fields.map(field => [field, of[field]])) }
}

function fieldsOf(row: ToldResponse): Record<ToldField, unknown> {
  return {
    surveyId: row.survey_id,
    rulesId: row.rules_id,
    metric: row.metric,
    score: row.score,
    segment: row.score === null ? null : (segmentOf(row.metric, row.score) ?? null),
    reasons: row.reasons,
    comment: row.comment,
    metadata: row.metadata,
    respondent: row.respondent,
    verified: row.verified,
    channel: row.channel,
    locale: row.locale,
    page: row.page,
    layout: row.layout,
    flags: row.flags,
    test: row.test,
    shownAt: row.shown_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    commentedAt: row.commented_at?.toISOString() ?? null,
    changedAt: row.changed_at.toISOString(),
  }
}
