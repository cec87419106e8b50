import type { RestoreInput } from '@tyck/shared/admin/difference'
import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { FieldError } from '@tyck/shared/problem'
import type { Db } from '../../store/tables.ts'
import { readHistory, readTouchpoint } from '../serving/readTouchpoints.ts'
import { type Act, changeLiveTouchpoint, type KnownRevision, type Refusal } from './changeTouchpoint.ts'
import { checkRules } from './checkRules.ts'
import { checkSurvey } from './checkSurvey.ts'
import { addRules, settingsOf } from './publishRules.ts'
import { addSurvey } from './publishSurvey.ts'
import { surveyContent } from './surveyContent.ts'

/**
 * Publishes an older survey or older rules anew. A survey goes on in its own series, for it is that very question.
 * Whether the touchpoint is paused stays as it is.
 */
export function restoreVersion(
  db: Db,
  projectId: string,
  key: string,
  { surveyId, rulesId, note }: RestoreInput,
  act: Act,
  known: KnownRevision,
): Promise<Touchpoint | Refusal | 'no-version' | { faults: FieldError[] }> {
  return changeLiveTouchpoint<Touchpoint | 'no-version' | { faults: FieldError[] }>(
    db,
    projectId,
    key,
    known,
    async (trx, row) => {
      const ids = [surveyId ?? rulesId ?? ''].filter(id => id !== '')
      const history = await readHistory(trx, projectId, key, { ids, textsOf: ids })
      const standing = await readTouchpoint(trx, projectId, key)
      if (!history || !standing) throw new Error('A touchpoint that is locked is gone')
      const noted = note === undefined ? {} : { note }
      if (surveyId !== undefined) {
        const survey = history.surveys.find(({ id }) => id === surveyId.toLowerCase())
        const content = surveyContent(survey ?? null)
        if (!survey || !content) return 'no-version'
        const faults = checkSurvey(content)
        if (faults.length > 0) return { faults }
        const { seriesId } = survey
        const series = seriesId === standing.survey?.seriesId ? 'same-question' : 'new-question'
        await addSurvey(trx, projectId, row, { ...content, ...noted, series }, act, seriesId)
      } else {
        const found = history.rules.find(({ id }) => id === rulesId?.toLowerCase())
        if (!found) return 'no-version'
        const { note: _note, by: _by, ...rules } = found
        const settings = { ...settingsOf(rules), paused: standing.rules.paused }
        const faults = checkRules(settings, standing.metadata)
        if (faults.length > 0) return { faults }
        await addRules(trx, projectId, row, { ...settings, ...noted }, act)
      }
      return (await readTouchpoint(trx, projectId, key)) ?? standing
    },
  )
}
