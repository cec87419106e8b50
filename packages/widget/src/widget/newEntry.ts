import { pageBytes } from '@tyck/shared/limits'
import type { Entry } from '../later/response.ts'
import type { Asked } from './asked.ts'
import { fittingMetadata } from './metadata.ts'
import { uuidv7 } from './uuidv7.ts'

/** A response before its first state. */
export function newEntry({ survey, moment }: Asked): Entry {
  const { metadata, respondent, identity, channel, test, now } = moment
  return {
    id: uuidv7(now),
    seq: 0,
    surveyId: survey.id,
    rulesId: survey.rulesId,
    respondent,
    identity,
    channel,
    locale: survey.locale,
    page: (location.origin + location.pathname).slice(0, pageBytes),
    metadata: fittingMetadata(metadata),
    test,
    shownAt: now,
    changedAt: now,
    // Its own, so that a page's Object.prototype cannot answer for anybody.
    score: undefined,
  } as Entry
}
