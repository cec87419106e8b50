import type { ResponseStateInput } from '@tyck/shared/contract/responses'

type Ages = 'shownAgoMs' | 'answeredAgoMs' | 'changedAgoMs'

/** A response's latest state, with times of this device (milliseconds since 1970) instead of ages. */
export interface Entry extends Omit<ResponseStateInput, Ages> {
  shownAt: number
  answeredAt?: number
  changedAt: number
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
