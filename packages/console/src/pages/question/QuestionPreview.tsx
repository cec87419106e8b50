import type { SurveysBody } from '@tyck/shared/contract/surveys'
import { useState } from 'preact/hooks'
import type { RequestFailed } from '../../api/requestFailed.ts'
import { useScheme } from '../../app/useScheme.ts'
import { Problem } from '../../parts/Problem.tsx'
import { Preview } from '../../parts/preview/Preview.tsx'
import { toFrame } from '../../parts/preview/usePreview.ts'
import { Segmented } from '../../parts/Segmented.tsx'
import { start } from '../../texts/en/start.ts'

const t = start.question
const widths = { phone: 320, desk: undefined }

/** What customers see, as wide as a phone or as the page. */
export function QuestionPreview({
  surveys,
  failure,
}: {
  surveys: SurveysBody | undefined
  failure: RequestFailed | undefined
}) {
  const scheme = useScheme()
  const [width, setWidth] = useState<keyof typeof widths>('desk')
  return (
    <section class="question-preview" aria-label={t.preview}>
      <div class="row">
        <h2>{t.preview}</h2>
        <Segmented
          label={t.width}
          value={width}
          onValue={next => setWidth(next)}
          options={[
            { value: 'phone', label: t.widths.phone },
            { value: 'desk', label: t.widths.desk },
          ]}
        />
      </div>
      <Preview width={widths[width]} wanted={surveys && toFrame(surveys, scheme, 0)} />
      {failure ? <Problem failure={failure} title={t.fails} /> : <p class="quiet">{t.previewHint}</p>}
    </section>
  )
}
