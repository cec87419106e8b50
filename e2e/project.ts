import type { ProjectInput } from '../packages/shared/src/admin/project.ts'
import type { RunningTyck } from './tyck.ts'

const json = { authorization: 'Bearer sk_demo', 'content-type': 'application/json' }

/** Replaces the demo project's settings: everybody may post, nobody is limited, but for what is given. */
export async function configure(
  { apiUrl }: RunningTyck,
  settings: Partial<ProjectInput> = {},
): Promise<void> {
  const reply = await fetch(`${apiUrl}/v1/project`, {
    method: 'PUT',
    headers: json,
    body: JSON.stringify({ name: 'Demo shop', origins: [], theme: {}, ...settings }),
  })
  if (!reply.ok) throw new Error(await reply.text())
}

/** Makes a secret that signs identities for the demo project. */
export async function makeIdentitySecret({ apiUrl }: RunningTyck): Promise<string> {
  const reply = await fetch(`${apiUrl}/v1/project/identity-secret`, {
    method: 'POST',
    headers: { authorization: json.authorization },
  })
  if (!reply.ok) throw new Error(await reply.text())
  return ((await reply.json()) as { secret: string }).secret
}
