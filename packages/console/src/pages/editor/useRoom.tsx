import type { DraftSurvey } from '@tyck/shared/admin/drafts'
import { useState } from 'preact/hooks'
import { Measure } from '../../parts/preview/Measure.tsx'
import type { Room } from '../../parts/preview/messages.ts'
import { toFrame, usePreview } from '../../parts/preview/usePreview.ts'
import { localesOf } from './survey.ts'

/**
 * How much room each language of a survey needs in a slot `width` px wide, by the real widget, one after the other.
 * `frame` has to be drawn somewhere; it is not to be seen. A language is measured anew when its texts change.
 */
export function useRoom(touchpoint: string, survey: DraftSurvey | null, width: number) {
  const [found, setFound] = useState<ReadonlyMap<string, Room>>(new Map())
  const nameOf = (tag: string) =>
    JSON.stringify([width, survey?.metric, survey?.comment, survey?.locales[tag]])
  const locales = survey ? localesOf(survey) : []
  const next = locales.find(tag => !found.has(nameOf(tag)))
  const input = survey && next !== undefined ? { survey, locale: next } : null
  const { surveys, isCurrent } = usePreview(touchpoint, input)
  const wanted = surveys && toFrame(surveys, 'light', 0)
  const frame =
    wanted && isCurrent && next !== undefined ? (
      <Measure
        key={nameOf(next)}
        wanted={wanted}
        width={width}
        onRoom={room => setFound(before => new Map([...before].slice(-200)).set(nameOf(next), room))}
      />
    ) : null
  const byLocale = new Map(
    locales.flatMap(tag => {
      const room = found.get(nameOf(tag))
      return room ? [[tag, room] as const] : []
    }),
  )
  return { byLocale, isMeasuring: next !== undefined, frame }
}
