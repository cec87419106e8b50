import type { Body } from './call.ts'
import { uuidv7 } from './uuidv7.ts'

/** One item of a post, as it goes out: with ages, for clocks differ. */
export type WireState = Body<'post', '/v1/responses'>['responses'][number]

type Moment = string | Date

/**
 * The whole state of a response so far. It is JSON where its times are texts (RFC 3339): keep it where the next state
 * is made of it, and where a retry after a restart finds it.
 */
export type ResponseState = Omit<WireState, 'shownAgoMs' | 'answeredAgoMs' | 'changedAgoMs'> & {
  /** When the question came into view; of a message, when it was sent. At most 7 days ago. */
  shownAt: Moment
  /** When the first score was given, also where it was taken back. */
  answeredAt?: Moment
  /** When this state came about. */
  changedAt: Moment
}

/** What a response is begun with: which question was shown, how, to whom, and what they said at once. */
export type Beginning = Omit<ResponseState, 'id' | 'seq' | 'shownAt' | 'answeredAt' | 'changedAt'> & {
  /** When the question came into view; of a message, when it was sent. Default: now. */
  shownAt?: Moment
}

/** What may change from one state to the next. What a state leaves out is cleared. */
export type Change = Partial<
  Pick<
    ResponseState,
    'score' | 'reasons' | 'comment' | 'dismissed' | 'closed' | 'locale' | 'layout' | 'identity'
  >
>

/** The first state of a new response, with an id of its own (UUIDv7). It is sent by `record`. */
export function startResponse(beginning: Beginning, now: Date = new Date()): ResponseState {
  const at = now.toISOString()
  return {
    ...beginning,
    id: uuidv7(now.getTime()),
    seq: 1,
    shownAt: beginning.shownAt ?? at,
    changedAt: at,
    ...(beginning.score === undefined ? {} : { answeredAt: at }),
  }
}

/** The next state of a response: the one before, changed. `undefined` takes something back. */
export function changeResponse(
  before: ResponseState,
  change: { [K in keyof Change]: Change[K] | undefined },
  now: Date = new Date(),
): ResponseState {
  const at = now.toISOString()
  const next = { ...before, ...change, seq: before.seq + 1, changedAt: at } as ResponseState
  return next.score === undefined || next.answeredAt !== undefined ? next : { ...next, answeredAt: at }
}

/** A state as it goes out at `now`, in milliseconds since 1970: sent again later, it is older. */
export function toWire({ shownAt, answeredAt, changedAt, ...state }: ResponseState, now: number): WireState {
  return {
    ...state,
    shownAgoMs: ageOf(shownAt, now),
    ...(answeredAt === undefined ? {} : { answeredAgoMs: ageOf(answeredAt, now) }),
    changedAgoMs: ageOf(changedAt, now),
  }
}

function ageOf(moment: Moment, now: number): number {
  const at = new Date(moment).getTime()
  if (Number.isNaN(at))
    throw new TypeError('shownAt, answeredAt and changedAt must be times: 2026-03-01T12:00:00Z')
  return Math.max(0, now - at)
}
