import type { ResponseStateInput } from '@tyck/shared/contract'
import type { Asked } from './asked.ts'

type Ages = 'shownAgoMs' | 'answeredAgoMs' | 'changedAgoMs'

/** A response's latest state, with times of this device (milliseconds since 1970) instead of ages. */
export interface Entry extends Omit<ResponseStateInput, Ages> {
  shownAt: number
  answeredAt?: number
  changedAt: number
}

/** A response before its first state. */
export function newEntry({ survey, moment }: Asked): Entry {
  const { metadata, respondent, test, now } = moment
  return {
    id: uuidv7(now),
    seq: 0,
    surveyId: survey.id,
    rulesId: survey.rulesId,
    respondent,
    locale: survey.locale,
    page: location.origin + location.pathname,
    metadata,
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

/** Time first (RFC 9562), so that rows arrive in the order of their key. */
export function uuidv7(now: number): string {
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7xxx-8xxx-xxxxxxxxxxxx`.replace(/x/g, () =>
    ((crypto.getRandomValues(new Uint8Array(1))[0] as number) & 15).toString(16),
  )
}
