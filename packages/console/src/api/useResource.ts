import { useContext, useEffect, useReducer } from 'preact/hooks'
import { ProjectContext } from './project.ts'
import type { RequestFailed } from './requestFailed.ts'
import { peek, read, readUnlessReading, watch } from './resources.ts'

export interface Resource<T> {
  /** What was read last, also while it is read again or could not be. */
  data: T | undefined
  /** Why the last attempt failed. */
  failure: RequestFailed | undefined
  /** A request is under way: with no data, show a skeleton; with some, say so quietly or not at all. */
  isReading: boolean
  reload(): void
}

/**
 * What a GET of the service gives, kept and shared between all who ask for it, read again in the background, and
 * aborted when nobody shows it any more. null asks for nothing yet.
 */
export function useResource<T>(path: string | null, { everyMs }: { everyMs?: number } = {}): Resource<T> {
  const project = useContext(ProjectContext)?.id
  const [, redraw] = useReducer<number, void>(count => count + 1, 0)
  useEffect(() => {
    if (path === null) return
    const stop = watch(path, project, () => redraw())
    redraw()
    return stop
  }, [path, project])
  useEffect(() => {
    if (path === null || everyMs === undefined) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') readUnlessReading(path, project)
    }, everyMs)
    return () => clearInterval(timer)
  }, [path, project, everyMs])
  const kept = path === null ? undefined : peek(path, project)
  return {
    data: kept?.data as T | undefined,
    failure: kept?.failure,
    isReading: path !== null && (kept?.isReading ?? true),
    reload: () => {
      if (path !== null) void read(path, project)
    },
  }
}
