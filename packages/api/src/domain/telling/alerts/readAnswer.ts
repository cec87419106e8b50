import { segmentOf } from '@tyck/shared/metric'
import { readReasonLabels } from '../../../store/reasonLabels.ts'
import type { Db } from '../../../store/tables.ts'
import type { ToldResponse } from '../../../store/told.ts'
import type { Answer } from './alertNotice.ts'

/** An answer as it stands, with its comment where `comments` are told. */
export async function readAnswer(db: Db, response: ToldResponse, comments: boolean): Promise<Answer> {
  const { id, project_id, survey_id, metric, score, reasons, touchpoint, touchpoint_name } = response
  const segment = score === null ? undefined : segmentOf(metric, score)
  const labels =
    reasons.length === 0 || !segment
      ? new Map<string, string>()
      : await readReasonLabels(db, project_id, survey_id, segment)
  return {
    id,
    metric,
    score,
    comment: comments ? response.comment : null,
    reasons: reasons.map(key => labels.get(key) ?? key),
    touchpoint,
    name: touchpoint_name,
    at: response.shown_at,
  }
}
