/** Where a project's events go: `/v1/destinations`, and what became of each delivery. */
import { z } from 'zod'
import { segment, text, touchpointKey } from '../contract/vocabulary.ts'
import { time } from './page.ts'

/** The most destinations that a project may have. */
export const mostDestinations = 50

export const eventType = z
  .enum([
    'response.answered',
    'response.commented',
    'response.changed',
    'respondent.erased',
    'survey.published',
  ])
  .describe(
    '`response.answered`: a score came where none stood; `response.commented`: a comment came where none stood; ' +
      '`response.changed`: another score, comment or reasons than stood; `respondent.erased`, `survey.published`',
  )

/** What a webhook may tell of a response, beside its id, touchpoint and `seq`. */
export const toldFields = [
  'surveyId',
  'rulesId',
  'metric',
  'score',
  'segment',
  'reasons',
  'comment',
  'metadata',
  'respondent',
  'verified',
  'channel',
  'locale',
  'page',
  'layout',
  'flags',
  'test',
  'shownAt',
  'answeredAt',
  'commentedAt',
  'changedAt',
] as const

export const toldField = z.enum(toldFields)

/** Which responses are told of: those with all that is named. Events of no response pass. */
export const destinationFilters = z.strictObject({
  touchpoints: z
    .array(touchpointKey)
    .min(1)
    .max(100)
    .optional()
    .describe('Only these; left out, all, those to come too'),
  segments: z
    .array(segment)
    .min(1)
    .max(12)
    .optional()
    .describe('Only scores in one of these; of a `response.changed` the score before counts too'),
  hasComment: z.boolean().optional().describe('Only with a comment, or only without'),
  verified: z
    .boolean()
    .optional()
    .describe('Only of respondents for whom a signature vouches, or only others'),
  tests: z.boolean().default(false).describe('Test responses too'),
})

const common = {
  name: text(1, 80).describe('What people call it: "Order service"'),
  filters: destinationFilters.prefault({}),
}
const events = (least: number) =>
  z.array(eventType).min(least).max(5).describe('What is told, each once: its order does not matter')

export const webhookInput = z.strictObject({
  kind: z.literal('webhook'),
  ...common,
  events: events(1),
  url: z.string().max(2_000).describe('Where it is posted: https, a public address, port 443 or 8443'),
  fields: z
    .array(toldField)
    .max(toldFields.length)
    .default(toldFields.filter(field => field !== 'comment'))
    .describe(
      'What of a response is told, beside `id`, `touchpoint` and `seq`; all but `comment` where left out',
    ),
})

const hour = z.int().min(0).max(23)

/** A digest comes at an hour of the project's time zone; `weekday` 1 is Monday. */
export const digest = z.discriminatedUnion('per', [
  z.strictObject({ per: z.literal('day'), hour }),
  z.strictObject({ per: z.literal('week'), weekday: z.int().min(1).max(7), hour }),
])

const forPeople = {
  ...common,
  events: events(0).default([]),
  digest: digest.nullable().default(null),
  alerts: z
    .strictObject({
      detractors: z
        .boolean()
        .default(false)
        .describe('A bad score, once its panel is closed or 5 minutes quiet'),
      silence: z.boolean().default(false).describe('Showings or answers that stop against what is usual'),
    })
    .prefault({}),
  comments: z
    .boolean()
    .default(false)
    .describe('Whether comments are told, as they are stored: masked, where the project masks'),
}

export const slackInput = z.strictObject({
  kind: z.literal('slack'),
  ...forPeople,
  url: z
    .string()
    .max(2_000)
    .optional()
    .describe("The incoming webhook's address; left out where it stays as it is. It is told to nobody again"),
})

export const emailInput = z.strictObject({
  kind: z.literal('email'),
  ...forPeople,
  to: z.array(z.email().max(254)).min(1).max(20),
})

/** `POST /v1/destinations`, and `PUT`, which replaces all of it. */
export const destinationInput = z.discriminatedUnion('kind', [webhookInput, slackInput, emailInput]).meta({
  examples: [
    {
      kind: 'webhook',
      name: 'Order service',
      events: ['response.answered', 'response.commented'],
      filters: { segments: ['detractor'] },
      url: 'https://orders.shop.example/tyck',
    },
  ],
})

export const destinationState = z
  .enum(['on', 'off', 'disabled'])
  .describe('`disabled`: turned off by the service, `why` says for what')

/** `PUT /v1/destinations/{id}/state`. */
export const destinationStateInput = z
  .strictObject({ state: z.enum(['on', 'off']) })
  .meta({ examples: [{ state: 'off' }] })

const told = {
  id: z.uuid(),
  state: destinationState,
  why: z
    .enum(['gone', 'failing'])
    .nullable()
    .describe('`gone`: it answered 410; `failing`: nothing was taken for five days'),
  revision: z.int().describe('Counts the changes of it; quoted, it is the ETag'),
  createdAt: time,
  changedAt: time,
  failingSince: time.nullable().describe('Since when nothing has been taken there; null where the last was'),
  waiting: z.int().describe('Deliveries that wait, up to 1,000'),
}

export const destination = z.discriminatedUnion('kind', [
  webhookInput.extend(told).extend({
    secrets: z
      .array(z.object({ createdAt: time, endsAt: time.nullable() }))
      .describe('The secrets that sign now, newest first'),
  }),
  slackInput.extend(told).extend({ url: z.string().describe('The address, but for its end') }),
  emailInput.extend(told),
])

export const destinationList = z.object({ destinations: z.array(destination) })

export const newDestination = z.object({
  destination,
  secret: z
    .string()
    .nullable()
    .describe(
      "What a webhook's signatures are checked with; shown here and never again. null for other kinds",
    ),
})

/** `POST /v1/destinations/{id}/secret`. */
export const newSigningSecret = z.object({
  secret: z.string().describe('Shown here and never again; the one before signs, too, for 24 hours'),
})

export const deliveryState = z.enum(['waiting', 'delivered', 'failed', 'skipped'])

const attempt = {
  status: z.int().nullable().describe('The status that came back; null where none did'),
  error: z
    .string()
    .nullable()
    .describe('What went wrong: timeout, status, address-not-allowed …; null where nothing did'),
}

export const delivery = z.object({
  id: z.uuid(),
  kind: z.enum(['event', 'digest', 'alert', 'test']),
  type: z.string().nullable().describe("The event's type; null for what is of no event"),
  eventId: z
    .uuid()
    .nullable()
    .describe('`webhook-id` as it was sent; where it is null the id of the delivery was'),
  responseId: z.uuid().nullable(),
  state: deliveryState,
  ...attempt,
  attempts: z.int(),
  createdAt: time,
  dueAt: time.nullable().describe('When it is tried next; null where it is not'),
  settledAt: time.nullable(),
  tries: z
    .array(z.object({ at: time, ...attempt, tookMs: z.int() }))
    .describe('What came of each attempt, oldest first; the last 20'),
})

export const deliveriesQuery = z.strictObject({
  state: deliveryState.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.uuid().optional().describe('`next` of the page before'),
})

/** `GET /v1/destinations/{id}/deliveries`: newest first, for 30 days. */
export const deliveryPage = z.object({
  deliveries: z.array(delivery),
  next: z.string().nullable().describe('The cursor of the next page; null on the last one'),
})

/** `POST /v1/destinations/{id}/test`. */
export const testResult = z.object({
  delivered: z.boolean(),
  ...attempt,
  tookMs: z.int(),
})

/** `POST /v1/destinations/{id}/replay`. */
export const replayInput = z
  .strictObject({
    from: z.iso.datetime().describe('The first moment, RFC 3339 in UTC; events are kept for 30 days'),
    until: z.iso.datetime().optional().describe('The moment after the last; now where it is left out'),
  })
  .meta({ examples: [{ from: '2026-03-01T00:00:00Z', until: '2026-03-02T00:00:00Z' }] })

export const replayed = z.object({
  events: z.int().describe('How many are sent again, or for the first time'),
})

export type EventType = z.output<typeof eventType>
export type ToldField = z.output<typeof toldField>
export type DestinationFilters = z.output<typeof destinationFilters>
export type DestinationInput = z.output<typeof destinationInput>
export type DestinationKind = DestinationInput['kind']
export type DestinationState = z.output<typeof destinationState>
export type Destination = z.output<typeof destination>
export type NewDestination = z.output<typeof newDestination>
export type Delivery = z.output<typeof delivery>
export type DeliveryPage = z.output<typeof deliveryPage>
export type DeliveryState = z.output<typeof deliveryState>
export type TestResult = z.output<typeof testResult>
