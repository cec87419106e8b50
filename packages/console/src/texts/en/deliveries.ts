import type { Delivery, DeliveryState, TestResult } from '@tyck/shared/admin/destinations'

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** What went wrong on the way, by the service's word for it. */
const errors: Record<string, string> = {
  'address-not-allowed': 'Its name leads to an address that nothing may be sent to',
  'connection-closed': 'The connection was closed before an answer came',
  'connection-refused': 'Nobody listens there',
  gone: 'It answered that it is gone for good',
  internal: 'Something went wrong in the service; its log says what',
  'name-not-found': 'Nobody knows a server of that name',
  network: 'The network failed on the way',
  'no-http': 'What answered there speaks no HTTP',
  'not-signed-in': 'The mail server does not take its user and password',
  refused: 'The mail server takes none of it',
  'some-refused': 'The mail server takes not all of the addresses',
  'unknown-kind': 'This service knows no such kind',
  'no-mail-server': 'This service has no mail server',
  sealed: 'Its secret can’t be opened: TYCK_SECRET is another one than when it was saved',
  timeout: 'No answer came in time',
  tls: 'Its certificate is not valid',
  unreachable: 'No way leads there',
}

const wentWrong = ({ status, error }: Pick<Delivery, 'status' | 'error'>) => {
  const words = error === null || error === 'status' ? undefined : (errors[error] ?? error)
  if (status === null) return words ?? 'Nothing came back'
  return words ? `${words} (it answered ${status})` : `It answered ${status}`
}

const tookWords = (ms: number) =>
  ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} s`

/** What was sent to a destination, and what became of it. */
export const deliveries = {
  test: 'Send a test',
  testing: 'A test is being sent; that takes up to 15 seconds.',
  tested: ({ delivered, status, tookMs, ...rest }: TestResult) =>
    delivered
      ? `Delivered${status === null ? '' : `: it answered ${status}`}, after ${tookWords(tookMs)}.`
      : `Not delivered. ${wentWrong({ status, error: rest.error })}, after ${tookWords(tookMs)}.`,

  title: 'Deliveries',
  about: 'Of the last 30 days, the newest first. What was sent is not kept.',
  none: 'Nothing was sent yet.',
  noneOfState: 'There are none.',
  show: 'Which deliveries are shown',
  shows: {
    all: 'All deliveries',
    waiting: 'Those that wait',
    delivered: 'Those that arrived',
    failed: 'Those that failed',
    skipped: 'Those that were left out',
  },
  when: 'When',
  what: 'What',
  became: 'What became of it',
  actions: 'Actions',
  whats: { digest: 'A digest', alert: 'An alert', test: 'A test', event: 'An event' },
  deliveryStates: {
    waiting: 'Waits',
    delivered: 'Arrived',
    failed: 'Failed',
    skipped: 'Left out',
  } satisfies Record<DeliveryState, string> as Record<DeliveryState, string>,
  skippedWhy: (error: string | null) =>
    error === 'told-together'
      ? 'It is told in the summary of that hour: many came at once.'
      : 'There was nothing left to tell when its turn came.',
  nextTry: (when: string) => `next attempt ${when}`,
  wentWrong,
  attempts: (n: number) => count(n, 'attempt', 'attempts'),
  attemptsOf: (what: string, when: string) => `${what}, ${when}: attempts`,
  try: ({
    at,
    status,
    error,
    tookMs,
  }: {
    at: string
    status: number | null
    error: string | null
    tookMs: number
  }) =>
    `${at}: ${error === null ? `it answered ${status ?? ''}`.trim() : wentWrong({ status, error })}, after ${tookWords(tookMs)}`,
  retry: 'Send again',
  retryThis: (what: string, when: string) => `Send again: ${what}, ${when}`,
  retried: 'It is sent again now',
  older: 'Show older',
  again: 'Look again',
  cancel: 'Cancel',
  replay: 'Send again …',
  replayTitle: 'Send again what happened',
  replayAbout:
    'Each event under the id that it had, so that whoever has it already knows it. Events are kept for 30 days.',
  since: 'What happened',
  spans: {
    hour: 'in the last hour',
    day: 'in the last 24 hours',
    week: 'in the last 7 days',
    month: 'in the last 30 days',
    own: 'on the days from … to …',
  },
  firstDay: 'First day',
  lastDay: 'Last day',
  replayGo: 'Send it again',
  replayed: (n: number) =>
    n === 0 ? 'Nothing happened then that is told there' : `${count(n, 'event is', 'events are')} sent again`,
}
