import type { ResponsePage } from '@tyck/shared/admin/responses'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useProject } from '../../api/project.ts'
import { request } from '../../api/request.ts'
import { failureOf, type RequestFailed } from '../../api/requestFailed.ts'

export type Answer = ResponsePage['responses'][number]

interface State {
  /** What has been read so far, newest first; undefined before the first page. */
  rows: Answer[] | undefined
  /** Where it goes on; null after the last one. */
  next: string | null
  /** What had come when the first page was read. */
  asOf: string
  lookedBackTo: string | null
  failure: RequestFailed | undefined
  isReading: boolean
}

export interface Answers extends State {
  /** Reads the next page, unless one is under way or there is none. */
  more(): void
  /** Begins anew with the newest. */
  reload(): Promise<void>
  /** What the team has just made of an answer, before it is read again. */
  patch(id: string, change: Partial<Answer>): void
}

const pageSize = 50
const nothing: State = {
  rows: undefined,
  next: null,
  asOf: '',
  lookedBackTo: null,
  failure: undefined,
  isReading: true,
}

/** The answers at `path`, a page after the other. What was read stays until another path's first page is there. */
export function useAnswers(path: string): Answers {
  const { id: project } = useProject()
  const [state, setState] = useState(nothing)
  const abort = useRef<AbortController>()

  async function read(cursor: string | null) {
    abort.current?.abort()
    const own = new AbortController()
    abort.current = own
    setState(before => ({ ...before, isReading: true, failure: undefined }))
    try {
      const url = new URL(path, location.href)
      url.searchParams.set('limit', `${pageSize}`)
      if (cursor !== null) url.searchParams.set('cursor', cursor)
      const page = await request<ResponsePage>(url.pathname + url.search, { project, signal: own.signal })
      if (abort.current !== own) return
      setState(before => ({
        ...page,
        asOf: cursor === null ? page.asOf : before.asOf,
        rows: cursor === null ? page.responses : joined(before.rows ?? [], page.responses),
        failure: undefined,
        isReading: false,
      }))
    } catch (thrown) {
      if (abort.current !== own || own.signal.aborted) return
      setState(before => ({ ...before, failure: failureOf(thrown), isReading: false }))
    }
  }

  useEffect(() => {
    void read(null)
    return () => abort.current?.abort()
  }, [path, project])

  return {
    ...state,
    more: () => {
      if (state.next !== null && !state.isReading) void read(state.next)
    },
    reload: () => read(null),
    patch: (id, change) =>
      setState(before => ({
        ...before,
        rows: before.rows?.map(row => (row.id === id ? { ...row, ...change } : row)),
      })),
  }
}

/** What came later than the pages before may have pushed one over the edge: nothing stands twice. */
function joined(before: Answer[], page: Answer[]): Answer[] {
  const known = new Set(before.map(({ id }) => id))
  return [...before, ...page.filter(({ id }) => !known.has(id))]
}
