import type { ProjectInput, ProjectSettings } from '@tyck/shared/admin/project'

/** What `PUT /v1/project` takes, of what `GET` and `PUT` give. */
export function inputOf(settings: ProjectSettings): ProjectInput {
  const { revision, publishableKey, originsSeen, originsRefused, identitySecrets, ...rest } = settings
  const { warnings: _, ...input } = rest as typeof rest & { warnings?: unknown }
  return input
}
