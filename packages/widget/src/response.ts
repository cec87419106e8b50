import type { ResponseStateInput } from '@tyck/shared/contract'
import { pageBytes } from '@tyck/shared/limits'
import type { Asked } from './asked.ts'
import { fittingMetadata } from './metadata.ts'

type Ages = 'shownAgoMs' | 'answeredAgoMs' | 'changedAgoMs'

/** A response's latest state, with times of this device (milliseconds since 1970) instead of ages. */
export interface Entry extends Omit<ResponseStateInput, Ages> {
  shownAt: number
  answeredAt?: number
  changedAt: number
}

/** A response before its first state. */
export function newEntry({ survey, moment }: Asked, id: string): Entry {
  const { metadata, respondent, test, now } = moment
  return {
    id,
    seq: 0,
    surveyId: survey.id,
    rulesId: survey.rulesId,
    respondent,
    locale: survey.locale,
    page: (location.origin + location.pathname).slice(0, pageBytes),
    metadata: fittingMetadata(metadata),
    test,
    shownAt: now,
    changedAt: now,
  } as Entry
}

/** As it goes over the wire: clocks differ, ages agree. A clock set back in between must not make one negative. */
export function toState({ shownAt, answeredAt, changedAt, ...rest }: Entry): ResponseStateInput {
  const ago = (time: number | undefined) => time && Math.max(0, Date.now() - time)
  return {
    ...rest,
    shownAgoMs: ago(shownAt),
    answeredAgoMs: ago(answeredAt),
    changedAgoMs: ago(changedAt),
  } as ResponseStateInput
}
