/** Who may do what in a project: `/v1/members`, `/v1/invitations`. */
import { z } from 'zod'
import { text } from '../contract/vocabulary.ts'
import { account, email, newPassword, role, session, token } from './accounts.ts'
import { time } from './page.ts'

export const member = account.extend({ role, since: time })

/** In the order in which they came. */
export const memberList = z.object({ members: z.array(member) })

/** `PUT /v1/members/{accountId}`. */
export const memberInput = z.strictObject({ role }).meta({ examples: [{ role: 'editor' }] })

/** A link that lets somebody in: to be handed over by hand. */
export const link = z.object({
  link: z.string().describe('Shown here and never again'),
  expiresAt: time,
})

/** `POST /v1/invitations`. */
export const invitationInput = z
  .strictObject({ email, role })
  .meta({ examples: [{ email: 'robin@shop.example', role: 'editor' }] })

export const invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role,
  createdAt: time,
  expiresAt: time,
})

/** Those that were not accepted yet, newest first. */
export const invitationList = z.object({ invitations: z.array(invitation) })

export const newInvitation = invitation.extend({ link: link.shape.link })

/** `POST /v1/invitations/look`. */
export const invitationToken = z
  .strictObject({ token })
  .meta({ examples: [{ token: 'what-stands-behind-the-hash-of-the-link' }] })

export const invitationSeen = z.object({
  project: z.object({ name: z.string() }),
  email: z.string(),
  role,
  knowsAccount: z
    .boolean()
    .describe('Whether there is an account of this address: its password is asked for'),
})

/** `POST /v1/invitations/accept`. */
export const acceptance = z
  .strictObject({
    token,
    name: text(1, 80).optional().describe('Of a new account; it must have one'),
    password: newPassword.describe('A new one, or that of the account that is there'),
  })
  .meta({
    examples: [
      {
        token: 'what-stands-behind-the-hash-of-the-link',
        name: 'Robin Ek',
        password: 'correct horse battery',
      },
    ],
  })

/** Who accepted is signed in. */
export const accepted = session.extend({
  projectId: z.uuid().describe('The project that the invitation was for'),
})

export type MemberInput = z.output<typeof memberInput>
export type Member = z.output<typeof member>
export type Invitation = z.output<typeof invitation>
export type NewInvitation = z.output<typeof newInvitation>
export type InvitationSeen = z.output<typeof invitationSeen>
export type Accepted = z.output<typeof accepted>
