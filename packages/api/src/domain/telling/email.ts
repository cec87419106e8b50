import type { emailInput } from '@tyck/shared/admin/destinations'
import type { z } from 'zod'
import { composeNotice } from './composeNotice.ts'
import type { DestinationKind } from './destinationKind.ts'
import { toMail } from './notices/toMail.ts'
import { planForPeople, settingsOf, wantsForPeople } from './people.ts'
import { sendMail } from './sendMail.ts'

type EmailInput = z.output<typeof emailInput>

/** Sends mail to a few people, by the server that the configuration names. */
export const email: DestinationKind<EmailInput> = {
  async toStore(input, _known, { mail }) {
    if (!mail) return [noMail]
    return { settings: { ...settingsOf(input), to: [...new Set(input.to)] } }
  },

  tell: ({ digest, alerts, comments, to }) => ({ digest, alerts, comments, to }),

  wants: wantsForPeople,
  plan: planForPeople,

  async send(message, destination, { db, publicUrl, mail, signal }) {
    if (!mail) return { outcome: 'failed', code: 'no-mail-server' }
    const notice = await composeNotice(message, destination, { db, publicUrl })
    if ('skipped' in notice) return { outcome: 'skipped', code: notice.skipped }
    const to = destination.settings.to as string[]
    return sendMail(mail, { ...toMail(notice), to, id: message.id, at: message.at }, signal)
  },
}

const noMail = {
  pointer: '/kind',
  code: 'not-allowed',
  expected: 'another kind, for this service sends no mail: TYCK_SMTP_URL and TYCK_MAIL_FROM are not set',
}
