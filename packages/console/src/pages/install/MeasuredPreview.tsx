import type { Survey } from '@tyck/shared/admin/touchpoints'
import { useScheme } from '../../app/useScheme.ts'
import { Preview } from '../../parts/preview/Preview.tsx'
import { usePreview } from '../../parts/preview/usePreview.ts'
import { install as t } from '../../texts/en/install.ts'
import { usualPx } from './Snippets.tsx'

/** The published question as customers see it; `onMeasured` hears how high it is on a narrow phone, in px. */
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
  const survey = { metric, comment, defaultLocale, locales }
  const { surveys } = usePreview(touchpoint, { survey, placement: 'inline' })
  const [shown] = surveys?.surveys ?? []
  return (
    <section class="measured-preview stack">
      <h2>{t.preview}</h2>
      <Preview
        onHeights={({ narrow }) => onMeasured(narrow)}
        wanted={
          surveys &&
          shown && {
            surveys,
            touchpoint,
            locale: shown.locale,
            direction: shown.direction,
            scheme,
            slotPx: usualPx,
          }
        }
      />
    </section>
  )
}
