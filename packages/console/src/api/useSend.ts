import { useContext } from 'preact/hooks'
import { ProjectContext } from './project.ts'
import { type Method, request } from './request.ts'
import { markStale } from './resources.ts'

export type Send = <T = unknown>(
  method: Exclude<Method, 'GET'>,
  path: string,
  body?: unknown,
  /** The starts of the addresses that it changes; all are read again where this is left out. */
  touched?: readonly string[],
  /** Such as which version was read: `{ 'if-match': '"7"' }`. */
  headers?: Record<string, string>,
) => Promise<T>

/** What sends a change to the service, in the page's project; afterwards what is on the screen is read again. */
export function useSend(): Send {
  const project = useContext(ProjectContext)?.id
  return async (method, path, body, touched, headers) => {
    const reply = await request<never>(path, { method, body, project, headers })
    markStale(project, touched)
    return reply
  }
}
