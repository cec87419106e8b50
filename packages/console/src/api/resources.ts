import { request } from './request.ts'
import { failureOf, type RequestFailed } from './requestFailed.ts'

/** What was read at one address of one project. */
export interface Kept {
  data: unknown
  failure: RequestFailed | undefined
  isReading: boolean
}

interface Resource extends Kept {
  readAt: number
  abort: AbortController | undefined
  listeners: Set<() => void>
}

const nothingYet = (): Omit<Resource, 'listeners'> => ({
  data: undefined,
  failure: undefined,
  isReading: false,
  readAt: Number.NEGATIVE_INFINITY,
  abort: undefined,
})

/** Enough to go back and forth; what is on the screen is never dropped. */
const most = 60
/** A page that is opened again within this shows what it had and asks nothing. In milliseconds. */
const freshMs = 3_000
const retryAfterMs = [400, 1_600]

const resources = new Map<string, Resource>()

/** The same address is another one in another project. */
const nameOf = (path: string, project: string | undefined) => `${project ?? ''} ${path}`

/** What is known now, without asking. */
export function peek(path: string, project: string | undefined): Kept | undefined {
  return resources.get(nameOf(path, project))
}

/** Reads the address now and calls back whenever what is known changes. Gives what ends that, and the request. */
export function watch(path: string, project: string | undefined, listener: () => void): () => void {
  const name = nameOf(path, project)
  const resource = resources.get(name) ?? { ...nothingYet(), listeners: new Set<() => void>() }
  // The last one asked for comes last, so that the first is the one to drop.
  resources.delete(name)
  resources.set(name, resource)
  dropOldest()
  resource.listeners.add(listener)
  const isFresh = Date.now() - resource.readAt < freshMs && !resource.failure
  if (!isFresh) readUnlessReading(path, project)
  return () => {
    resource.listeners.delete(listener)
    if (resource.listeners.size > 0) return
    resource.abort?.abort()
    resource.abort = undefined
    resource.isReading = false
  }
}

/** Reads it unless that is under way: whoever asks again and again waits for a slow service, and adds nothing. */
export function readUnlessReading(path: string, project: string | undefined): void {
  if (!peek(path, project)?.isReading) void read(path, project)
}

/** Reads it again, where it is on the screen; what is under way counts for nothing. */
export async function read(path: string, project: string | undefined): Promise<void> {
  const resource = resources.get(nameOf(path, project))
  if (!resource) return
  resource.abort?.abort()
  const abort = new AbortController()
  resource.abort = abort
  const tell = (news: Partial<Resource>) => {
    if (resource.abort !== abort) return
    Object.assign(resource, news)
    for (const listener of resource.listeners) listener()
  }
  tell({ isReading: true })
  for (let attempt = 0; ; attempt += 1) {
    try {
      const data = await request(path, { project, signal: abort.signal })
      return tell({ data, failure: undefined, isReading: false, readAt: Date.now() })
    } catch (thrown) {
      if (abort.signal.aborted) return
      const failure = failureOf(thrown)
      const wait = retryAfterMs[attempt]
      if (!failure.retryable || wait === undefined || failure.status === 429) {
        return tell({ failure, isReading: false })
      }
      await new Promise(resolve => setTimeout(resolve, wait))
      if (abort.signal.aborted) return
    }
  }
}

/**
 * After a change: whatever was read counts as old, and what is on the screen is read again.
 * @param touched the starts of the addresses that changed; all of the project where it is left out
 */
export function markStale(project: string | undefined, touched: readonly string[] = ['']): void {
  for (const [name, resource] of resources) {
    if (!touched.some(start => name.startsWith(nameOf(start, project)))) continue
    resource.readAt = Number.NEGATIVE_INFINITY
    if (resource.listeners.size > 0) void read(name.slice(name.indexOf(' ') + 1), project)
  }
}

/** Forgets all, also what is on the screen: another person may sit here now. */
export function forgetAll(): void {
  for (const [name, resource] of resources) {
    resource.abort?.abort()
    if (resource.listeners.size === 0) resources.delete(name)
    else Object.assign(resource, nothingYet())
    for (const listener of resource.listeners) listener()
  }
}

function dropOldest() {
  for (const [name, { listeners }] of resources) {
    if (resources.size <= most) return
    if (listeners.size === 0) resources.delete(name)
  }
}
