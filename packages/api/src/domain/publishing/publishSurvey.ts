import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Survey, SurveyInput } from '@tyck/shared/admin/touchpoints'
import { noteEvent } from '../../store/events.ts'
import { findSurveys, insertSurvey } from '../../store/surveys.ts'
import type { Db } from '../../store/tables.ts'
import { pointTouchpoint, type TouchpointRow } from '../../store/touchpoints.ts'
import type { Trx } from '../../store/transaction.ts'
import { type Act, changeLiveTouchpoint, type KnownRevision, type Refusal } from './changeTouchpoint.ts'

/** What is in force now, and what was before; the same where nothing had to change. */
export interface Published<T> {
  published: T
  before: T | undefined
}

/**
 * Makes `input` (checked by `checkSurvey`) what the touchpoint asks from now on. The survey before it is marked as
 * replaced, never changed. Scores go on in the same series where it is the same question in the same metric. Publishing
 * again what already stands as `same-question` changes nothing, so that a retry is harmless; as `new-question` it begins
 * another series.
 */
export function publishSurvey(
  db: Db,
  projectId: string,
  key: string,
  input: SurveyInput,
  act: Act,
  known: KnownRevision = null,
): Promise<Published<Survey> | Refusal> {
  return changeLiveTouchpoint(db, projectId, key, known, (trx, touchpoint) =>
    addSurvey(trx, projectId, touchpoint, input, act),
  )
}

/**
 * The same for a touchpoint that this transaction holds already.
 * @param seriesId the series that it goes on in whatever stands; absent follows from `input`
 */
export async function addSurvey(
  trx: Trx,
  projectId: string,
  touchpoint: TouchpointRow,
  input: SurveyInput,
  { now, by }: Act,
  seriesId?: string,
): Promise<Published<Survey>> {
  const current = touchpoint.surveyId
    ? (await findSurveys(trx, projectId, [touchpoint.surveyId])).get(touchpoint.surveyId)
    : undefined
  const { series, note = null, ...content } = input
  if (current && series === 'same-question' && isSame(current, content)) {
    return { published: current, before: current }
  }
  const id = randomUUID()
  const goesOn = current && series === 'same-question' && current.metric === content.metric
  const survey = await insertSurvey(
    trx,
    projectId,
    {
      ...content,
      ...by,
      id,
      touchpointId: touchpoint.id,
      seriesId: seriesId ?? (goesOn ? current.seriesId : randomUUID()),
      version: (current?.version ?? 0) + 1,
      note,
      publishedAt: new Date(now),
    },
    current?.id ?? null,
  )
  await pointTouchpoint(trx, projectId, touchpoint.id, { survey_id: id })
  await noteEvent(trx, {
    project_id: projectId,
    type: 'survey.published',
    touchpoint_id: touchpoint.id,
    survey_id: id,
  })
  return { published: survey, before: current }
}

/** Whether a survey asks what `content` does. */
function isSame(current: Survey, content: Omit<SurveyInput, 'series' | 'note'>): boolean {
  const { metric, comment, defaultLocale, locales } = current
  return isDeepStrictEqual({ metric, comment, defaultLocale, locales }, content)
}
