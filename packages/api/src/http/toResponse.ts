import type { RespondentResponse } from '@tyck/shared/admin/respondents'
import type { Response } from '@tyck/shared/admin/responses'
import { segmentOf } from '@tyck/shared/metric'
import type { StoredResponse } from '../store/readResponses.ts'

/** A stored response as the admin API tells of it. */
export function toResponse(row: StoredResponse): Response {
  return {
    id: row.id,
    touchpoint: row.touchpoint,
    surveyId: row.survey_id,
    rulesId: row.rules_id,
    seq: row.seq,
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
    importedFrom: row.imported_from,
    shownAt: row.shown_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    commentedAt: row.commented_at?.toISOString() ?? null,
    dismissedAt: row.dismissed_at?.toISOString() ?? null,
    changedAt: row.changed_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    tags: row.tags,
    read: row.is_read,
  }
}

/** The same with all that is stored. */
export function toRespondentResponse(row: StoredResponse): RespondentResponse {
  return {
    ...toResponse(row),
    firstAnsweredAt: row.first_answered_at?.toISOString() ?? null,
    closed: row.closed,
    droppedKeys: row.dropped_keys,
  }
}
