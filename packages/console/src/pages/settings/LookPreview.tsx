import type { PreviewInput } from '@tyck/shared/admin/drafts'
import type { Theme } from '@tyck/shared/admin/project'
import { useState } from 'preact/hooks'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useResource } from '../../api/useResource.ts'
import { Preview } from '../../parts/preview/Preview.tsx'
import { usePreview } from '../../parts/preview/usePreview.ts'
import { Segmented } from '../../parts/Segmented.tsx'
import { optionsOf } from '../../parts/Select.tsx'
import { settings } from '../../texts/en/settings.ts'
import { isColour } from './contrast.ts'

const t = settings.look

/** The real survey of the first touchpoint that asks something, in the theme as it is being made. */
export function LookPreview({ theme }: { theme: Theme }) {
  const [scheme, setScheme] = useState<'light' | 'dark'>('light')
  const { touchpoints = [] } = useResource<TouchpointList>('/v1/touchpoints').data ?? {}
  const asked = touchpoints.find(({ survey }) => survey)
  const survey = asked?.survey
  const draft = survey ? { survey: draftOf(survey), placement: 'inline', theme: wellFormed(theme) } : null
  const { surveys } = usePreview(asked?.key ?? '', draft as PreviewInput | null)
  if (!asked || !survey) return <p class="quiet">{t.noPreview}</p>
  const [first] = surveys?.surveys ?? []
  return (
    <section class="stack look-preview" aria-label={t.preview}>
      <Segmented
        label={t.previewIn}
        options={optionsOf(t.previewSchemes)}
        value={scheme}
        onValue={value => setScheme(value)}
      />
      <Preview
        wanted={
          surveys &&
          first && {
            surveys,
            touchpoint: asked.key,
            locale: first.locale,
            direction: first.direction,
            scheme,
            slotPx: 176,
          }
        }
      />
    </section>
  )
}

/** What the touchpoint asks now, as a draft of it. */
function draftOf(survey: NonNullable<TouchpointList['touchpoints'][number]['survey']>) {
  const { metric, comment, defaultLocale, locales } = survey
  return { metric, comment, defaultLocale, locales }
}

/** Without colours that are being written. */
function wellFormed(theme: Theme): Theme {
  const isRight = ([name, value]: [string, unknown]) =>
    ['scheme', 'frame', 'radius'].includes(name) || isColour(`${value}`)
  return Object.fromEntries(Object.entries(theme).filter(isRight)) as Theme
}
