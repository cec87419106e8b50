import { segmentOf } from '@tyck/shared/metric'
import type { StoredResponse } from '../../store/readResponses.ts'

type Told = Pick<
  StoredResponse,
  | 'metric'
  | 'survey_id'
  | 'rules_id'
  | 'score'
  | 'reasons'
  | 'comment'
  | 'metadata'
  | 'respondent'
  | 'verified'
  | 'channel'
  | 'locale'
  | 'page'
  | 'layout'
  | 'flags'
  | 'test'
  | 'shown_at'
  | 'answered_at'
  | 'commented_at'
  | 'changed_at'
>

/** What the admin API and webhooks alike tell of a stored response, beside its id, its touchpoint and its seq. */
export function tellResponse(row: Told) {
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
