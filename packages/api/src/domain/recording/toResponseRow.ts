import { type RejectionCode, type ResponseStateInput, responseState } from '@tyck/shared/contract/responses'
import { windows } from '@tyck/shared/contract/vocabulary'
import { segmentOf } from '@tyck/shared/metric'
import type { IngestionProject, IngestionSurvey } from '../../store/ingestionProjects.ts'
import type { ResponseRow } from '../../store/responses.ts'
import type { Voucher } from '../keys/vouch.ts'
import { maskComment } from '../masking/mask.ts'
import { maskMetadata } from '../masking/maskMetadata.ts'
import { maskPage } from '../masking/maskPage.ts'
import { acceptMetadata } from './acceptMetadata.ts'
import { flagsOf } from './flagsOf.ts'
import type { Sender } from './gradeSender.ts'
import { normaliseText } from './normaliseText.ts'
import { pageAddress } from './pageAddress.ts'

/** Why a response is not taken, with the JSON Pointer to the field at fault. */
export interface Rejection {
  code: RejectionCode
  pointer: string
}

/** What a state is that leaves these out. */
const defaults = responseState.pick({ channel: true, test: true, dismissed: true, closed: true }).parse({})

/**
 * The row that stores `state`, or why there is none, judged by the survey version that it names.
 * @param voucher who vouches for the respondent, where the project asks for that
 * @param sender what a page's post says of who sent it; null for a server of the site
 * @param unknownKeys how many of the item's keys are not of the contract
 * @param receivedAt milliseconds since 1970 by our clock, from which every age is reckoned
 */
export function toResponseRow(
  project: IngestionProject,
  state: ResponseStateInput,
  voucher: Voucher,
  sender: Sender | null,
  unknownKeys: number,
  receivedAt: number,
): ResponseRow | Rejection {
  const surveyId = state.surveyId.toLowerCase()
  const rulesId = state.rulesId.toLowerCase()
  const survey = project.surveys[surveyId]
  if (!survey) return { code: 'unknown-survey', pointer: '/surveyId' }
  if (project.rules[rulesId] !== survey.touchpointId) return { code: 'unknown-rules', pointer: '/rulesId' }
  const isVouched = voucher !== null && voucher !== 'invalid'
  if (project.identity === 'enforce' && !isVouched) return { code: 'identity-required', pointer: '/identity' }
  const rejection = rejectionOf(survey, state, receivedAt)
  if (rejection) return rejection

  const signed = typeof voucher === 'object' ? voucher : null
  const respondent = normaliseText(signed?.sub ?? state.respondent ?? '') || null
  const accepted = acceptMetadata(signed?.metadata, state.metadata, survey.metadata)
  const { metadata } = accepted
  const dropped = accepted.dropped + (project.masking ? maskMetadata(metadata) : 0)
  const written = normaliseText(state.comment ?? '') || null
  const comment = written && project.masking ? maskComment(written, state.locale ?? null) : written
  const page = state.page === undefined ? null : pageAddress(state.page)
  const changedAgo = changedAgoOf(state)
  const answeredAgo = Math.min(Math.max(state.answeredAgoMs ?? changedAgo, changedAgo), state.shownAgoMs)
  const changedAt = receivedAt - changedAgo
  const answeredAt = receivedAt - answeredAgo
  // A state without a score may tell of one that was taken back.
  const isAnswered = state.score !== undefined || state.answeredAgoMs !== undefined
  const channel = state.channel ?? defaults.channel
  return {
    project_id: project.id,
    id: state.id.toLowerCase(),
    touchpoint_id: survey.touchpointId,
    survey_id: surveyId,
    rules_id: rulesId,
    respondent,
    // For whoever has the secret to fill in.
    respondent_hash: null,
    verified: isVouched && respondent !== null,
    ...(signed && project.identity === 'enforce' ? { enforced: true as const } : {}),
    seq: state.seq,
    score: state.score ?? null,
    reasons: state.reasons ? [...new Set(state.reasons)] : [],
    comment,
    metadata,
    channel,
    locale: state.locale ?? null,
    page: page && project.masking ? maskPage(page) : page,
    layout: state.layout ?? null,
    flags: flagsOf({
      voucher,
      asksForIdentity: project.identity === 'prefer',
      sender,
      channel,
      page,
      tookMs: isAnswered ? state.shownAgoMs - answeredAgo : null,
    }),
    test: state.test ?? defaults.test,
    closed: state.closed ?? defaults.closed,
    dropped_keys: unknownKeys + dropped,
    shown_at: receivedAt - state.shownAgoMs,
    first_answered_at: isAnswered ? answeredAt : null,
    answered_at: state.score === undefined ? null : answeredAt,
    commented_at: comment === null ? null : changedAt,
    dismissed_at: (state.dismissed ?? defaults.dismissed) ? changedAt : null,
    changed_at: changedAt,
    received_at: receivedAt,
  }
}

/**
 * How long ago `state` came about, in milliseconds. Nothing can be answered before it was shown, or changed before it
 * was answered: a page whose clock stood still says so all the same.
 */
export const changedAgoOf = ({ changedAgoMs, shownAgoMs }: ResponseStateInput) =>
  Math.min(changedAgoMs, shownAgoMs)

const ages = ['shownAgoMs', 'answeredAgoMs', 'changedAgoMs'] as const

function rejectionOf(
  survey: IngestionSurvey,
  state: ResponseStateInput,
  receivedAt: number,
): Rejection | null {
  const oldAge = ages.find(age => (state[age] ?? 0) > windows.ageMs)
  if (oldAge) return { code: 'too-old', pointer: `/${oldAge}` }
  const shownAt = receivedAt - state.shownAgoMs
  if (survey.archivedAt !== null && shownAt > survey.archivedAt)
    return { code: 'unknown-survey', pointer: '/surveyId' }
  if (survey.replacedAt !== null && shownAt > survey.replacedAt + windows.ageMs) {
    return { code: 'survey-replaced', pointer: '/surveyId' }
  }
  if (state.score !== undefined && segmentOf(survey.metric, state.score) === undefined) {
    return { code: 'out-of-scale', pointer: '/score' }
  }
  const unknownReason = (state.reasons ?? []).findIndex(reason => !survey.reasons?.includes(reason))
  if (unknownReason >= 0) return { code: 'unknown-reason', pointer: `/reasons/${unknownReason}` }
  if (state.dismissed && state.score !== undefined)
    return { code: 'validation-failed', pointer: '/dismissed' }
  return null
}
