import type { slackInput } from '@tyck/shared/admin/destinations'
import type { z } from 'zod'
import { composeNotice } from './composeNotice.ts'
import type { DestinationKind, Sent } from './destinationKind.ts'
import { toSlack } from './notices/toSlack.ts'
import { planForPeople, settingsOf, wantsForPeople } from './people.ts'
import { type PostReply, post } from './post.ts'
import { hostOf, type Reach } from './reach.ts'

type SlackInput = z.output<typeof slackInput>

/** Posts to a channel of Slack, by an incoming webhook. Whoever has its address can post there, so it is a secret. */
export const slack: DestinationKind<SlackInput> = {
  async toStore(input, known, { reach }) {
    const settings = settingsOf(input)
    if (input.url === undefined) return known ? { settings, secret: known } : [isMissing]
    const url = await reach.check(input.url)
    if (!url || !(await isSlack(url, reach))) return [isNoSlack]
    return { settings, secret: { url: url.href } }
  },

  tell({ digest, alerts, comments }, secret) {
    return { digest, alerts, comments, url: cutUrl((secret as Secret | undefined)?.url) }
  },

  wants: wantsForPeople,
  plan: planForPeople,

  async send(message, destination, { db, publicUrl, reach, signal }) {
    const notice = await composeNotice(message, destination, { db, publicUrl })
    if ('skipped' in notice) return { outcome: 'skipped', code: notice.skipped }
    const body = JSON.stringify(toSlack(notice))
    const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Tyck' }
    const url = new URL((destination.secret as Secret).url)
    const reply = await post(url, { headers, body }, { reach, signal, now: message.now.getTime() })
    return 'code' in reply ? { outcome: 'failed', code: reply.code } : judge(reply)
  },
}

interface Secret {
  url: string
}

const isNoSlack = {
  pointer: '/url',
  code: 'not-allowed',
  expected: "an incoming webhook's address, https://hooks.slack.com/services/…",
}

const isMissing = { pointer: '/url', code: 'required', expected: isNoSlack.expected }

/** Slack itself; or what speaks as it does in a private network that this service may reach. */
async function isSlack(url: URL, reach: Reach): Promise<boolean> {
  if (/^hooks\.slack(?:-gov)?\.com$/.test(url.hostname)) {
    return url.protocol === 'https:' && url.port === '' && url.pathname.startsWith('/services/')
  }
  const host = hostOf(url)
  const addresses = await reach.resolve(host).catch(() => [])
  return addresses.length > 0 && addresses.every(address => reach.isPrivateAllowed(address))
}

/** Enough to know it by, and nothing to post with. */
function cutUrl(text: string | undefined): string {
  if (text === undefined) return '…'
  const { origin, pathname } = new URL(text)
  const [, first = '', second = ''] = pathname.split('/')
  return `${origin}/${first}/${second.slice(0, 4)}…`
}

/**
 * What Slack's replies mean. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 * No such webhook (`no_service`, `invalid_token`), a channel or workspace that is no more: nothing will ever arrive.
 */
function judge({ status, retryAfterMs }: PostReply): Sent {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status }
  if (status === 403 || status === 404 || status === 410) {
    return { outcome: 'failed', code: 'gone', status, forGood: 'destination' }
  }
  // The message is at fault: it will not be better the next time.
  if (status === 400 || status === 413)
    return { outcome: 'failed', code: 'status', status, forGood: 'delivery' }
  const code = status >= 300 && status < 400 ? 'redirect' : 'status'
  return { outcome: 'failed', code, status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}
