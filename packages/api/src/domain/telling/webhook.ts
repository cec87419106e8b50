import type { ToldField, webhookInput } from '@tyck/shared/admin/destinations'
import type { z } from 'zod'
import type { DestinationKind, Message, Sent } from './destinationKind.ts'
import { post } from './post.ts'
import { signatureOf } from './signature.ts'
import { rotateSecrets, type SigningSecrets, validSecrets } from './signingSecrets.ts'
import { webhookBody } from './webhookBody.ts'

type WebhookInput = z.output<typeof webhookInput>

/** Posts events as signed JSON, after Standard Webhooks. */
export const webhook: DestinationKind<WebhookInput> = {
  async toStore({ url }, known, { reach, now }) {
    const checked = await reach.check(url)
    if (!checked) return [notAllowed]
    // One that does not open is kept, too: a new one is shown only to whoever asks for it.
    const secret = known === undefined ? rotateSecrets({ secrets: [] }, now) : known
    return { settings: { url: checked.href }, secret }
  },

  tell({ url }, secret) {
    const { secrets } = (secret ?? { secrets: [] }) as SigningSecrets
    return {
      url,
      secrets: secrets.map(({ createdAt, endsAt }) => ({
        createdAt: new Date(createdAt).toISOString(),
        endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
      })),
    }
  },

  async send(message, { settings, secret, fields }, { reach, signal }) {
    const now = message.now.getTime()
    const secrets = validSecrets(secret as SigningSecrets, now).map(({ text }) => text)
    const reply = await post(new URL(`${settings.url}`), signed(message, fields, secrets), {
      reach,
      signal,
      now,
    })
    return 'code' in reply ? { outcome: 'failed', code: reply.code } : judge(reply)
  },
}

const notAllowed = {
  pointer: '/url',
  code: 'not-allowed',
  expected:
    'https:// with a public address on port 443 or 8443, without user and password; private addresses only where ' +
    'TYCK_PRIVATE_DESTINATIONS names them',
}

function signed(message: Message, fields: readonly ToldField[], secrets: readonly string[]) {
  const body = JSON.stringify(webhookBody(message, fields))
  const seconds = Math.floor(message.now.getTime() / 1_000)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Tyck',
    'webhook-id': message.id,
    'webhook-timestamp': `${seconds}`,
    'webhook-signature': signatureOf(secrets, message.id, seconds, body),
  }
  return { headers, body }
}

/** A redirect is no success: where it leads, nobody has signed for. */
function judge({ status, retryAfterMs }: { status: number; retryAfterMs: number | undefined }): Sent {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status }
  if (status === 410) return { outcome: 'failed', code: 'gone', status, forGood: 'destination' }
  const code = status >= 300 && status < 400 ? 'redirect' : 'status'
  return { outcome: 'failed', code, status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}
