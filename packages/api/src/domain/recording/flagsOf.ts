import type { Channel, Flag } from '@tyck/shared/contract/vocabulary'
import type { Voucher } from '../keys/vouch.ts'
import type { Sender } from './gradeSender.ts'

/** A response as it is graded. */
export interface Graded {
  /** Who vouches for the respondent, and whether the project would like somebody to. */
  voucher: Voucher
  asksForIdentity: boolean
  /** null for a server of the site, which is believed. */
  sender: Sender | null
  channel: Channel
  /** Origin and path, where there is a page. */
  page: string | null
  /** From the showing to the first score, in milliseconds; null where there is none. */
  tookMs: number | null
}

/** Nobody sees a question, understands it and taps an answer in less. Choosing among eleven takes over half a second. */
const fastestMs = 300

/** Where the message may have asked, and the tap that opened the page answers. */
const answersOnArrival: ReadonlySet<Channel> = new Set(['link', 'email', 'sms'])
/** Where the client may be an app's own. */
const anyClient: ReadonlySet<Channel> = new Set(['app', 'kiosk'])

/** The marks of a response but `repeat`, which the database decides. In the order of their names. */
export function flagsOf({ voucher, asksForIdentity, sender, channel, page, tookMs }: Graded): Flag[] {
  const flags: Flag[] = []
  if (
    sender?.automation === 'automated' ||
    (sender?.automation === 'no-browser' && !anyClient.has(channel))
  ) {
    flags.push('headless')
  }
  if (voucher === 'invalid') flags.push('identity-invalid')
  if (sender !== null) {
    if (sender.isNullOrigin) flags.push('origin-null')
    else if (isElsewhere(page, sender.origin)) flags.push('origin-mismatch')
    if (tookMs !== null && tookMs < fastestMs && !answersOnArrival.has(channel)) flags.push('too-fast')
  }
  if (voucher === null && asksForIdentity) flags.push('unsigned')
  return flags
}

/** Whether the page is of another origin than the post. */
function isElsewhere(page: string | null, origin: string): boolean {
  return page !== null && origin !== 'null' && !`${page}/`.startsWith(`${origin.toLowerCase()}/`)
}
