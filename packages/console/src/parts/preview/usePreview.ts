import type { PreviewInput } from '@tyck/shared/admin/drafts'
import type { SurveysBody } from '@tyck/shared/contract/surveys'
import { useContext, useEffect, useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { ProjectContext } from '../../api/project.ts'
import { request } from '../../api/request.ts'
import { failureOf, type RequestFailed } from '../../api/requestFailed.ts'

/** What typing goes on for, in ms, before the preview follows. */
const settleMs = 250

/**
 * What a page would be told of a draft of the touchpoint, asked of the service as the draft changes. What was told last
 * stays while something new is on its way, or could not be had. null asks for nothing.
 */
export function usePreview(
  key: string,
  draft: PreviewInput | null,
): { surveys: SurveysBody | undefined; failure: RequestFailed | undefined } {
  const project = useContext(ProjectContext)?.id
  const [told, setTold] = useState<{ surveys?: SurveysBody; failure?: RequestFailed }>({})
  const described = JSON.stringify(draft)
  useEffect(() => {
    if (draft === null) return
    const abort = new AbortController()
    const ask = async () => {
      try {
        const surveys = await request<SurveysBody>(address`/v1/touchpoints/${key}/preview`, {
          method: 'POST',
          body: draft,
          project,
          signal: abort.signal,
        })
        setTold({ surveys })
      } catch (thrown) {
        if (!abort.signal.aborted) setTold(before => ({ ...before, failure: failureOf(thrown) }))
      }
    }
    const timer = setTimeout(ask, told.surveys ? settleMs : 0)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [key, described, project])
  return { surveys: told.surveys, failure: told.failure }
}
