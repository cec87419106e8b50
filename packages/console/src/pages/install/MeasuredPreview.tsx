import type { Survey } from '@tyck/shared/admin/touchpoints'
import { useMemo } from 'preact/hooks'
import { useScheme } from '../../app/useScheme.ts'
import { Measure } from '../../parts/preview/Measure.tsx'
import { Preview } from '../../parts/preview/Preview.tsx'
import { usualSlotPx } from '../../parts/preview/slotHeight.ts'
import { toFrame, usePreview } from '../../parts/preview/usePreview.ts'
import { install as t } from '../../texts/en/install.ts'

/** What a phone of 320 px leaves: most questions are highest there. In px. */
const narrowPx = 288

/** The published question as customers see it; `onMeasured` hears how much room it needs on a narrow phone, in px. */
export function MeasuredPreview({
  touchpoint,
  survey: { metric, comment, defaultLocale, locales },
  onMeasured,
}: {
  touchpoint: string
  survey: Survey
  onMeasured(px: number): void
}) {
  const scheme = useScheme()
  const { surveys } = usePreview(touchpoint, { survey: { metric, comment, defaultLocale, locales } })
  const wanted = useMemo(() => surveys && toFrame(surveys, scheme, usualSlotPx), [surveys, scheme])
  return (
    <section class="measured-preview stack">
      <h2>{t.preview}</h2>
      <Preview wanted={wanted} />
      {wanted && <Measure wanted={wanted} width={narrowPx} onRoom={({ px }) => onMeasured(px)} />}
    </section>
  )
}
