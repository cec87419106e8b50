import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Survey, SurveyInput } from '@tyck/shared/admin/touchpoints'
import { findSurveys, insertSurvey } from '../../store/surveys.ts'
import type { Db } from '../../store/tables.ts'
import { lockTouchpoint, pointTouchpoint } from '../../store/touchpoints.ts'
import { inTransaction } from '../../store/transaction.ts'

/** What is in force now, and what was before; the same where nothing had to change. */
export interface Published<T> {
  published: T
  before: T | undefined
}

/**
 * Makes `input` (checked by `checkSurvey`) what the touchpoint asks from now on; undefined where the project has
 * no such touchpoint. The survey before it is marked as replaced, never changed. Scores go on in the same series
 * where it is the same question in the same metric. Publishing again what already stands as `same-question` changes
 * nothing, so that a retry is harmless; as `new-question` it begins another series.
 */
export function publishSurvey(
  db: Db,
  projectId: string,
  key: string,
  input: SurveyInput,
  now: number,
): Promise<Published<Survey> | undefined> {
  return inTransaction(db, async trx => {
    const touchpoint = await lockTouchpoint(trx, projectId, key)
    if (!touchpoint) return undefined
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
        id,
        touchpointId: touchpoint.id,
        seriesId: goesOn ? current.seriesId : randomUUID(),
        version: (current?.version ?? 0) + 1,
        note,
        publishedAt: new Date(now),
      },
      current?.id ?? null,
    )
    await pointTouchpoint(trx, projectId, touchpoint.id, { survey_id: id })
    return { published: survey, before: current }
  })
}

function isSame(current: Survey, content: Omit<SurveyInput, 'series' | 'note'>): boolean {
  const { metric, comment, defaultLocale, locales } = current
  return isDeepStrictEqual({ metric, comment, defaultLocale, locales }, content)
}
