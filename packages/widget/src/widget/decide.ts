import type { PublicSurvey } from '@tyck/shared/contract/surveys'
import { amendMs } from '@tyck/shared/limits'
import type { Entry } from '../later/response.ts'
import { memoryOf, openOf } from '../loader/keys.ts'
import type { Kit } from './asked.ts'
import { askService } from './askService.ts'
import { whyQuiet } from './eligibility.ts'
import { recall } from './memory.ts'
import { fittingMetadata, metadataOf } from './metadata.ts'
import { uuidv7 } from './uuidv7.ts'

/** Finds out whether a touchpoint would ask here and now, from the surveys, the page and what is remembered. */
export function decideWith(kit: Kit): Kit['decide'] {
  const { store, session, surveysFor } = kit
  const { settings } = kit.page
  const { key } = settings
  /** The respondent where the site names none. */
  let random: string | undefined
  return async (touchpoint, slot, given) => {
    const body = await surveysFor(slot)
    const project = body?.project
    const survey = body?.surveys?.find(survey => survey.touchpoint === touchpoint)
    const memory = recall(store, key)
    const { who } = kit
    const isTest = !!settings.test
    const needsId = survey && survey.sampleRate < 1 && !memory.respondent && !who.respondent && !isTest
    if (needsId) memory.respondent = random ||= uuidv7(Date.now())
    const moment = {
      metadata: metadataOf(given, slot),
      memory,
      respondent: who.respondent || memory.respondent,
      identity: who.identity,
      channel: settings.channel,
      origin: self.origin,
      now: Date.now(),
      test: isTest,
      gpc: !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
    }
    const entry = kit.open.get(touchpoint) || (session.read(`${openOf}${key}:${touchpoint}`) as Entry | null)
    const before =
      entry &&
      survey &&
      isWhole(entry, survey) &&
      entry.surveyId === survey.id &&
      entry.shownAt > moment.now - amendMs &&
      // Another respondent or another order is another moment, with a response of its own.
      entry.respondent === moment.respondent &&
      JSON.stringify(entry.metadata) === JSON.stringify(fittingMetadata(moment.metadata))
        ? entry
        : undefined
    let quiet = before ? undefined : whyQuiet(project, survey, moment)
    // An id is kept only where the sample was drawn by it.
    if (needsId && (!quiet || quiet.reason === 'not-sampled')) store.write(memoryOf + key, memory)
    if (!quiet && !before && project?.acrossDevices && who.respondent && !isTest) {
      quiet = await askService(settings, touchpoint, moment)
    }
    // It may have been withdrawn while this was found out.
    if (!kit.page.isAllowed()) quiet = { reason: 'no-consent', rule: 'consent' }
    return { quiet, survey, project, moment, before }
  }
}

/** Storage may hold anybody's text: what could be neither drawn nor sent is no response of ours. */
function isWhole(
  { id, seq, answeredAt = 0, score, reasons = [], comment = '' }: Entry,
  { options }: PublicSurvey,
): boolean {
  return (
    id?.length === 36 &&
    seq >= 0 &&
    answeredAt <= Date.now() &&
    (score === undefined || options.some(option => option.score === score)) &&
    Array.isArray(reasons) &&
    typeof comment === 'string'
  )
}
