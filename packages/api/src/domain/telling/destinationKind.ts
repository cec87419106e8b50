import type { DestinationInput, EventType } from '@tyck/shared/admin/destinations'
import type { FieldError } from '@tyck/shared/problem'
import type { DestinationRow } from '../../store/destinations.ts'
import type { NewEvent } from '../../store/events.ts'
import type { Db } from '../../store/tables.ts'
import type { ToldResponse, ToldSurvey } from '../../store/told.ts'
import type { MailSending } from './mailServer.ts'
import type { Reach } from './reach.ts'

/** What is noted as it happens: what may be told, and the end of a panel, which alerts wait for. */
export type NotedType = EventType | 'response.closed'

/**
 * What one kind of destination does; `destinationKinds` has them all. A new kind is a file that makes one of these, and
 * its line there.
 */
export interface DestinationKind<Input extends DestinationInput = DestinationInput> {
  /**
   * What is stored of `input`, or what is wrong with it. `secret` is JSON that is sealed; where it stays undefined
   * nothing is, and where it is `known` itself, what is stored is kept as it is.
   * @param known the secret that is stored already, of a destination that is changed; undefined for a new one; null
   *   where it does not open, sealed under another TYCK_SECRET
   */
  toStore(
    input: Input,
    known: unknown,
    tools: Tools,
  ): Promise<{ settings: Record<string, unknown>; secret?: unknown } | FieldError[]>
  /** What a viewer is told of `settings` and `secret`: the fields of this kind in `destination` of the schemas. */
  tell(settings: Record<string, unknown>, secret: unknown): Record<string, unknown>
  /** Which types of events `plan` has to hear of; absent: those that the destination tells. */
  wants?(input: Input): NotedType[]
  /**
   * What is to be sent because of an event of a type that is wanted; absent: the event itself, where the destination
   * tells it and its filters let it pass (`passes`). Runs in the transaction of fan-out: it only looks at what it gets.
   */
  plan?(event: NewEvent, destination: DestinationRow): Planned[]
  /**
   * Tries once to send a message, and never throws for what a receiver does.
   * @param signal aborts when the time is up, and when the process is about to end
   */
  send(message: Message, destination: OpenDestination, tools: Tools & { signal: AbortSignal }): Promise<Sent>
}

/** What kinds work with. */
export interface Tools {
  /** Which addresses may be reached, and how. */
  reach: Reach
  /** The database's time, in milliseconds since 1970. */
  now: number
  /** To read what people are told, as it stands when it is sent. */
  db: Db
  /** How mail is sent; null where none is. */
  mail: MailSending | null
  /** Where the console is, for links. */
  publicUrl: string
}

/**
 * A delivery that `plan` asks for; see also `planDelivery` for what comes of no event.
 *
 * Without `key` it is the event itself, made once. With a key it is a delivery of its own: while it waits, the next plan
 * with its key takes its place, with another body and another time; once it is settled, nothing more is made under that
 * key (for 30 days), but where it was skipped: nobody has heard of it. So an alert that waits until a panel is closed, or for five quiet minutes, is: on
 * `response.answered` and `response.changed` `{ kind: 'alert', key: 'detractor <response id>', dueInMs: 300_000 }`; on
 * `response.closed` the same with `dueInMs: 0`; and in `send`, where `message.response` is as it stands then, `skipped`
 * where the score is none to alarm anybody by. A digest is `{ kind: 'digest', key: 'digest 2026-03-01', body }`.
 */
export interface Planned {
  kind: 'event' | 'alert' | 'digest'
  key?: string
  /** It is made only where one with this key was delivered; while it waits it keeps the body that it had first. */
  after?: string
  /** It is made once: the next one with its key changes nothing, also while it waits. */
  once?: true
  /** Kept in the database until it is sent, and 30 days after: nothing that respondents wrote. */
  body?: unknown
  /** In milliseconds from now. Default 0. */
  dueInMs?: number
}

/** A destination with its secret open. */
export interface OpenDestination extends DestinationRow {
  secret: unknown
}

/** What is to be sent, as everything stands now. */
export interface Message {
  /** The same at every attempt and every replay: the event's id; without an event the delivery's own. */
  id: string
  kind: 'event' | 'alert' | 'digest' | 'test'
  /** The event's type; of others their kind. */
  type: string
  /** When it happened; of what comes of no event, when it was made. */
  at: Date
  /** When this attempt was begun, by the database's clock. */
  now: Date
  project: { id: string; name: string; timeZone: string }
  /** What was noted; null for what comes of no event, and for alerts. */
  event: NewEvent | null
  /** The response that it is about, as it stands now, whatever `fields` say. */
  response: ToldResponse | null
  /** The survey of `survey.published`. */
  survey: ToldSurvey | null
  /** What was planned with it. */
  body: unknown
}

/** What came of an attempt. `code` is one of a few words, for people and statistics; it holds nothing of a reply. */
export type Sent =
  /** `code`, where it was not taken as a whole. */
  | { outcome: 'delivered'; status?: number; code?: string }
  /** There is nothing to tell any more; nothing was sent. */
  | { outcome: 'skipped'; code: string }
  | {
      outcome: 'failed'
      code: string
      status?: number
      /** The receiver asks for so long; the schedule's own time is waited at least. */
      retryAfterMs?: number
      /** `delivery`: this one will never be taken. `destination`: nothing will, and it is turned off. */
      forGood?: 'delivery' | 'destination'
    }
