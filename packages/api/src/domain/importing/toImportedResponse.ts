import { createHash } from 'node:crypto'
import { type ImportResult, importedRow } from '@tyck/shared/admin/imports'
import { type Metric, segmentOf } from '@tyck/shared/metric'
import type { ImportedResponse } from '../../store/imports.ts'
import type { Project } from '../../store/projects.ts'
import type { TouchpointRow } from '../../store/touchpoints.ts'
import type { HashRespondent } from '../keeping/hashRespondent.ts'
import { maskComment } from '../masking/mask.ts'
import { maskMetadata } from '../masking/maskMetadata.ts'
import { maskPage } from '../masking/maskPage.ts'
import { acceptMetadata } from '../recording/acceptMetadata.ts'
import { pointerTo } from '../recording/checkState.ts'
import { normaliseText } from '../recording/normaliseText.ts'
import { pageAddress } from '../recording/pageAddress.ts'
import { periodMs } from '../recording/periodMs.ts'

/** What the rows of an import are judged by. */
export interface ImportContext {
  project: Project
  touchpoint: TouchpointRow
  importId: string
  survey: { id: string; metric: Metric }
  /** What is older is not kept. */
  keeps: { responses: Date; comments: Date }
  hashRespondent: HashRespondent
  /** Milliseconds since 1970. */
  now: number
}

/** A row that may be imported. */
export interface Taken extends ImportedResponse {
  /** What the other tool calls it. */
  id: string
  tags: readonly string[]
  without: Set<NonNullable<ImportResult['without']>[number]>
}

/** What became of a row that is not taken. */
export type Refused = Required<Pick<ImportResult, 'code' | 'pointer'>> & { id: string | null }

/** Nobody asked such questions online before; what says so has a date that was read wrongly. */
const earliest = Date.parse('1990-01-01T00:00:00Z')

/** The response that an import makes of `item`, checked, normalised and masked as one that is posted; or why there is none. */
export function toImportedResponse(item: unknown, context: ImportContext): Taken | Refused {
  const { project, touchpoint, importId, survey, keeps, now } = context
  const { success, data, error } = importedRow.safeParse(item)
  if (!success) {
    return { id: idOf(item), code: 'validation-failed', pointer: pointerTo(error.issues[0]?.path ?? []) }
  }
  const { id, score, tags = [] } = data
  const answeredAt = Date.parse(data.answeredAt)
  if (segmentOf(survey.metric, score) === undefined) return { id, code: 'out-of-scale', pointer: '/score' }
  if (answeredAt > now) return { id, code: 'in-the-future', pointer: '/answeredAt' }
  if (answeredAt < earliest) return { id, code: 'too-old', pointer: '/answeredAt' }

  const without: Taken['without'] = new Set()
  const kept = answeredAt >= keeps.responses.getTime()
  if (!kept) without.add('response')
  const written = normaliseText(data.comment ?? '') || null
  const isCommentKept = answeredAt >= keeps.comments.getTime()
  if (kept && written !== null && !isCommentKept) without.add('comment')
  const masked = written && project.masking ? maskComment(written, data.locale ?? null) : written
  const { metadata, dropped } = acceptMetadata(undefined, data.metadata, touchpoint.metadata)
  const dropped_keys = dropped + (project.masking ? maskMetadata(metadata) : 0)
  if (kept && dropped_keys > 0) without.add('metadata')
  const respondent = normaliseText(data.respondent ?? '') || null
  const page = data.page === undefined ? null : pageAddress(data.page)
  return {
    id,
    kept,
    tags: kept ? [...new Set(tags)] : [],
    without,
    row: {
      project_id: project.id,
      id: responseIdOf(importId, id),
      touchpoint_id: touchpoint.id,
      survey_id: survey.id,
      // Nobody here asked: the import stands in the place of rules.
      rules_id: importId,
      respondent,
      respondent_hash: respondent === null ? null : context.hashRespondent(project.id, respondent),
      verified: false,
      seq: 1,
      score,
      reasons: [],
      comment: isCommentKept ? masked : null,
      metadata,
      channel: data.channel,
      locale: data.locale ?? null,
      page: page && project.masking ? maskPage(page) : page,
      layout: null,
      flags: [],
      test: false,
      closed: true,
      dropped_keys,
      // The other tool tells one time. It is the one by which it counted.
      shown_at: answeredAt,
      first_answered_at: answeredAt,
      answered_at: answeredAt,
      commented_at: written === null ? null : answeredAt,
      dismissed_at: null,
      changed_at: answeredAt,
      received_at: now,
      ...(project.countOnceWithin === null ? {} : { window_ms: periodMs(project.countOnceWithin) }),
    },
  }
}

/** The same for the same row of an import, however often it comes. */
function responseIdOf(importId: string, id: string): string {
  const bytes = createHash('sha256').update(`${importId}/${id}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function idOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('id' in item)) return null
  const id = importedRow.shape.id.safeParse(item.id)
  return id.success ? id.data : null
}
