import type { PreviewInput } from '@tyck/shared/admin/drafts'
import type { SurveysBody } from '@tyck/shared/contract/surveys'
import { useContext, useEffect, useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { ProjectContext } from '../../api/project.ts'
import { request } from '../../api/request.ts'
import { failureOf, type RequestFailed } from '../../api/requestFailed.ts'
import type { ToFrame } from './messages.ts'

/** While somebody types nothing is asked for. In milliseconds. */
const pauseMs = 200

/** What may be left out of it. */
export type Previewed = Pick<PreviewInput, 'survey'> & Partial<PreviewInput>

/**
 * What the service would tell a page of a draft: for `Preview` and `Measure`. The last one stays while the next is on its
 * way, and is not `isCurrent`. null asks for nothing yet.
 */
export function usePreview(touchpoint: string, input: Previewed | null) {
  const project = useContext(ProjectContext)?.id
  const [{ surveys, failure, of }, setState] = useState<{
    surveys?: SurveysBody
    failure?: RequestFailed | undefined
    of?: string
  }>({})
  const text = input && JSON.stringify(input)
  useEffect(() => {
    if (text === null) return
    const abort = new AbortController()
    const timer = setTimeout(
      async () => {
        try {
          const body = JSON.parse(text)
          const path = address`/v1/touchpoints/${touchpoint}/preview`
          const found = await request<SurveysBody>(path, {
            method: 'POST',
            body,
            project,
            signal: abort.signal,
          })
          setState({ surveys: found, of: text })
        } catch (thrown) {
          if (!abort.signal.aborted) setState(before => ({ ...before, failure: failureOf(thrown) }))
        }
      },
      surveys ? pauseMs : 0,
    )
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [text, touchpoint, project])
  return { surveys, failure, isCurrent: of === text }
}

/** For the frame: what the service told, with how it is to look. */
export function toFrame(
  surveys: SurveysBody,
  scheme: ToFrame['scheme'],
  slotPx: number,
): ToFrame | undefined {
  const [survey] = surveys.surveys
  return (
    survey && {
      surveys,
      touchpoint: survey.touchpoint,
      locale: survey.locale,
      direction: survey.direction,
      scheme,
      slotPx,
    }
  )
}
