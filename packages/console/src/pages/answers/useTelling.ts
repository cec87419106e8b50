import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import { useMemo } from 'preact/hooks'
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
  const timeZone = project?.timeZone
  // The same as long as it says the same: every row of the list is drawn by it.
  return useMemo(() => {
    if (timeZone === undefined || !touchpoints || !tags) return undefined
    const names = new Map(touchpoints.map(({ key, name }) => [key, name]))
    return {
      timeZone,
      touchpoints,
      tags: tags.map(({ tag }) => tag),
      nameOf: (touchpoint: string) => names.get(touchpoint) ?? touchpoint,
    }
  }, [timeZone, touchpoints, tags])
}
