import type { RespondentResponse } from '@tyck/shared/admin/respondents'
import type { Response } from '@tyck/shared/admin/responses'
import { tellResponse } from '../domain/answers/tellResponse.ts'
import type { StoredResponse } from '../store/readResponses.ts'

/** A stored response as the admin API tells of it. */
export function toResponse(row: StoredResponse): Response {
  return {
    id: row.id,
    touchpoint: row.touchpoint,
    seq: row.seq,
    ...tellResponse(row),
    importedFrom: row.imported_from,
    dismissedAt: row.dismissed_at?.toISOString() ?? null,
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
