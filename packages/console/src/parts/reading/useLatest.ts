import { useRef } from 'preact/hooks'
import type { Resource } from '../../api/useResource.ts'

/**
 * The same resource, which shows what was read for another address until there is something for this one, so that
 * nothing jumps while a filter changes. `isOld` says so.
 */
export function useLatest<T>(resource: Resource<T>): Resource<T> & { isOld: boolean } {
  const latest = useRef(resource.data)
  if (resource.data !== undefined) latest.current = resource.data
  // After a failure the old figures would be taken for those that were asked for.
  if (resource.failure && resource.data === undefined) latest.current = undefined
  return {
    ...resource,
    data: latest.current,
    isOld: resource.data === undefined && latest.current !== undefined,
  }
}
