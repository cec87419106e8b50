import { useEffect, useRef, useState } from 'preact/hooks'
import { useProject } from './project.ts'
import { request } from './request.ts'
import { failureOf, type RequestFailed } from './requestFailed.ts'

/** A page as the service gives it: `next` is the cursor of the one after it, null on the last one. */
interface Paged {
  next: string | null
}

interface State<Page, Row> {
  /** What has been read so far; undefined before the first page. */
  rows: Row[] | undefined
  /** The first page and the newest one: what they say beside their rows. */
  first: Page | undefined
  last: Page | undefined
  failure: RequestFailed | undefined
  isReading: boolean
}

export interface Pages<Page, Row> extends State<Page, Row> {
  /** Where it goes on; null after the last page, and before the first. */
  next: string | null
  /** Reads the next page, unless one is under way or there is none. */
  more(): void
  /** Begins anew with the first. */
  reload(): Promise<void>
  /** What has just been made of a row, before it is read again. */
  patch(id: string, change: Partial<Row>): void
}

/** The rows at `path`, a page after the other. What was read stays until another path's first page is there. */
export function usePages<Page extends Paged, Row extends { id: string }>(
  path: string,
  rowsOf: (page: Page) => Row[],
): Pages<Page, Row> {
  const { id: project } = useProject()
  const [state, setState] = useState<State<Page, Row>>({
    rows: undefined,
    first: undefined,
    last: undefined,
    failure: undefined,
    isReading: true,
  })
  const abort = useRef<AbortController>()

  async function read(cursor: string | null) {
    abort.current?.abort()
    const own = new AbortController()
    abort.current = own
    setState(before => ({ ...before, isReading: true, failure: undefined }))
    try {
      const url = new URL(path, location.href)
      if (cursor !== null) url.searchParams.set('cursor', cursor)
      const page = await request<Page>(url.pathname + url.search, { project, signal: own.signal })
      if (abort.current !== own) return
      setState(({ rows = [], first = page }) => ({
        rows: cursor === null ? rowsOf(page) : joined(rows, rowsOf(page)),
        first: cursor === null ? page : first,
        last: page,
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

  const next = state.last?.next ?? null
  return {
    ...state,
    next,
    more: () => {
      if (next !== null && !state.isReading) void read(next)
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
function joined<Row extends { id: string }>(before: Row[], page: Row[]): Row[] {
  const known = new Set(before.map(({ id }) => id))
  return [...before, ...page.filter(({ id }) => !known.has(id))]
}
