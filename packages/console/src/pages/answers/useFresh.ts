import type { ResponsePage } from '@tyck/shared/admin/responses'
import { useEffect, useState } from 'preact/hooks'
import { useProject } from '../../api/project.ts'
import { request } from '../../api/request.ts'
import type { Answer } from './useAnswers.ts'

const everyMs = 20_000
const most = 20

/** How many answers have come at `path` that are not among `rows`, up to 20. Looks now and then, while it is seen. */
export function useFresh(path: string, rows: readonly Answer[] | undefined): number {
  const { id: project } = useProject()
  const [newest, setNewest] = useState<readonly string[]>([])
  useEffect(() => {
    setNewest([])
    const abort = new AbortController()
    const timer = setInterval(async () => {
      if (document.visibilityState !== 'visible') return
      const url = new URL(path, location.href)
      url.searchParams.set('limit', `${most}`)
      try {
        const asked = { project, signal: abort.signal }
        const { responses } = await request<ResponsePage>(url.pathname + url.search, asked)
        setNewest(responses.map(({ id }) => id))
      } catch {
        // The next time will do.
      }
    }, everyMs)
    return () => {
      clearInterval(timer)
      abort.abort()
    }
  }, [path, project])
  if (!rows) return 0
  const known = new Set(rows.map(({ id }) => id))
  // What stands beyond the pages that were read is old, not new.
  const isFull = rows.length > 0 && newest.every(id => !known.has(id))
  return isFull && newest.length === most ? most : newest.filter(id => !known.has(id)).length
}
