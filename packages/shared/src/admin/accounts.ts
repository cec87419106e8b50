/** People and how they sign in: `/v1/setup`, `/v1/session`, `/v1/account`, `/v1/password-resets`. */
import { z } from 'zod'
import { text } from '../contract/vocabulary.ts'

/** What somebody may do in a project; each may what those before it may. */
export const roles = ['viewer', 'editor', 'owner'] as const

export const role = z
  .enum(roles)
  .describe(
    'viewer reads, editor also publishes, owner also has settings, keys, members, erasure and deletion',
  )

/** The fewest characters of a password. NIST SP 800-63B asks for 8, and for nothing else of what it is made of. */
export const passwordMin = 10

/** A new password. */
export const newPassword = text(passwordMin, 200).describe(
  `${passwordMin} to 200 characters, none of the most common ones`,
)
/** One that is there: whatever it is, it is right or wrong. */
const password = z.string().min(1).max(800)

export const email = z
  .string()
  .max(254)
  .regex(/^[^\s@<>"(),:;\\]{1,64}@[^\s@<>"(),:;\\]+$/)
  .describe('an e-mail address; upper and lower case mean the same')

const personName = text(1, 80).describe('What others see: "Kim Berg"')
const projectName = text(1, 80)

/** What a link carries behind its `#`. */
export const token = z.string().min(1).max(200).describe('What stands behind the # of the link')

/** `POST /v1/setup`. */
export const setup = z
  .strictObject({
    token,
    email,
    name: personName,
    password: newPassword,
    project: z.strictObject({ name: projectName }),
  })
  .meta({
    examples: [
      {
        token: 'what-stands-behind-the-hash-of-the-link',
        email: 'kim@shop.example',
        name: 'Kim Berg',
        password: 'correct horse battery',
        project: { name: 'Shop' },
      },
    ],
  })

/** `POST /v1/session`. */
export const signIn = z
  .strictObject({ email, password })
  .meta({ examples: [{ email: 'kim@shop.example', password: 'correct horse battery' }] })

export const account = z.object({ id: z.uuid(), email: z.string(), name: z.string() })

/** Who is signed in, and their projects: their own in the order in which they were made, the demo last. */
export const session = z.object({
  account,
  projects: z.array(
    z.object({
      id: z.uuid().describe('What `Tyck-Project` names'),
      name: z.string(),
      role,
      demo: z.boolean().describe('Whether it is the demo project'),
    }),
  ),
})

/** `PUT /v1/account`. */
export const accountInput = z.strictObject({ name: personName }).meta({ examples: [{ name: 'Kim Berg' }] })

/** `PUT /v1/account/password`. */
export const passwordChange = z
  .strictObject({ current: password, next: newPassword })
  .meta({ examples: [{ current: 'correct horse battery', next: 'a longer horse battery' }] })

/** `POST /v1/password-resets`. */
export const passwordReset = z.strictObject({ token, password: newPassword }).meta({
  examples: [{ token: 'what-stands-behind-the-hash-of-the-link', password: 'correct horse battery' }],
})

/** `POST /v1/projects`, and `DELETE /v1/project`, which asks for the name. */
export const projectNamed = z.strictObject({ name: projectName }).meta({ examples: [{ name: 'Shop' }] })

/** A project that was just made. */
export const newProject = z.object({
  project: session.shape.projects.element,
  publishableKey: z.string().describe('For pages; secret keys are made with `POST /v1/keys`'),
})

export type Role = z.output<typeof role>
export type Account = z.output<typeof account>
export type Session = z.output<typeof session>
