import type { Trx } from '../../store/transaction.ts'
import { type Act, changeLiveTouchpoint } from '../publishing/changeTouchpoint.ts'
import { addRules } from '../publishing/publishRules.ts'
import { addSurvey } from '../publishing/publishSurvey.ts'
import { saveTouchpoint } from '../publishing/saveTouchpoint.ts'
import { setState } from '../publishing/setState.ts'
import type { TouchpointWork } from './planConfiguration.ts'

/** Makes a touchpoint what a document says, part by part where it differs. A draft stays, as with every publication. */
export async function applyTouchpoint(
  trx: Trx,
  projectId: string,
  { wanted, standing, differs, continuation }: TouchpointWork,
  note: string | undefined,
  act: Act,
): Promise<void> {
  const { key, name, metadata, state, survey, rules } = wanted
  if (!standing || differs.name || differs.metadata) {
    await saveTouchpoint(trx, projectId, key, metadata === undefined ? { name } : { name, metadata }, act)
  }
  if (state && standing?.state === 'archived') await setState(trx, projectId, key, state, act, null)
  const noted = note === undefined ? {} : { note }
  const outcome = await changeLiveTouchpoint(trx, projectId, key, null, async (locked, row) => {
    if (survey && differs.survey) {
      const { series: _number, ...content } = survey
      const series = continuation.kind === 'goes-on' ? 'same-question' : 'new-question'
      const earlier = continuation.kind === 'returns' ? continuation.seriesId : undefined
      await addSurvey(locked, projectId, row, { ...content, ...noted, series }, act, earlier)
    }
    if (rules && differs.rules) {
      // One version of the rules says both, how it asks and whether.
      const paused = (state ?? standing?.state) === 'paused'
      await addRules(locked, projectId, row, { ...rules, ...noted, paused }, act)
    }
  })
  if (typeof outcome === 'string') throw new Error(`A touchpoint that is locked is ${outcome}`)
  if (state) await setState(trx, projectId, key, state, act, null)
}
