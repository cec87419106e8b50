import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import { useMemo } from 'preact/hooks'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { type Resource, useResource } from '../../api/useResource.ts'

/** What answers are told with: the project's time zone, its touchpoints by key, and the tags in use. */
export interface Telling {
  timeZone: string
  touchpoints: readonly Touchpoint[]
  tags: readonly string[]
  nameOf(touchpoint: string): string
}

const noTouchpoints: TouchpointList = { touchpoints: [] }
const noTags: TagList = { tags: [] }

interface TagList {
  tags: readonly { tag: string }[]
}

/** undefined until it is known. Without names and tags it goes on: keys say nearly as much. */
export function useTelling(): Pick<Resource<Telling>, 'data' | 'failure' | 'reload'> {
  const project = useResource<{ timeZone: string }>('/v1/project')
  const list = useResource<TouchpointList>('/v1/touchpoints')
  const inUse = useResource<TagList>('/v1/tags')
  const timeZone = project.data?.timeZone
  const { touchpoints } = list.data ?? (list.failure && noTouchpoints) ?? {}
  const { tags } = inUse.data ?? (inUse.failure && noTags) ?? {}
  // The same as long as it says the same: every row of the list is drawn by it.
  const data = useMemo(() => {
    if (timeZone === undefined || !touchpoints || !tags) return undefined
    const names = new Map(touchpoints.map(({ key, name }) => [key, name]))
    return {
      timeZone,
      touchpoints,
      tags: tags.map(({ tag }) => tag),
      nameOf: (touchpoint: string) => names.get(touchpoint) ?? touchpoint,
    }
  }, [timeZone, touchpoints, tags])
  return { data, failure: project.failure, reload: project.reload }
}
