import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useResource } from '../../api/useResource.ts'

/** What answers are told with: the project's time zone, its touchpoints by key, and the tags in use. */
export interface Telling {
  timeZone: string
  touchpoints: readonly Touchpoint[]
  tags: readonly string[]
  nameOf(touchpoint: string): string
}

/** undefined until it is known. */
export function useTelling(): Telling | undefined {
  const project = useResource<{ timeZone: string }>('/v1/project').data
  const touchpoints = useResource<TouchpointList>('/v1/touchpoints').data?.touchpoints
  const tags = useResource<{ tags: { tag: string }[] }>('/v1/tags').data?.tags
  if (!project || !touchpoints || !tags) return undefined
  const names = new Map(touchpoints.map(({ key, name }) => [key, name]))
  return {
    timeZone: project.timeZone,
    touchpoints,
    tags: tags.map(({ tag }) => tag),
    nameOf: touchpoint => names.get(touchpoint) ?? touchpoint,
  }
}
