import type { Forecast as Told } from '@tyck/shared/admin/forecast'
import { address, withQuery } from '../../api/address.ts'
import { useResource } from '../../api/useResource.ts'
import { useSettled } from '../../api/useSettled.ts'
import { Problem } from '../../parts/Problem.tsx'
import * as numbers from '../../parts/reading/numbers.ts'
import { editor } from '../../texts/en/editor.ts'

const t = editor.forecast
const dayMs = 86_400_000

/** What to expect of a sample, beside the field that says how large it is. */
export function Forecast({ touchpoint, sampleRate }: { touchpoint: string; sampleRate: number | null }) {
  // While it is typed nothing is asked for.
  const rate = useSettled(sampleRate)
  const isRate = rate !== null && rate > 0 && rate <= 1
  const path = withQuery(address`/v1/touchpoints/${touchpoint}/forecast`, { sampleRate: rate })
  const { data, failure, reload } = useResource<Told>(isRate ? path : null)
  return (
    <div class="forecast" aria-live="polite">
      <h3>{t.title}</h3>
      {isRate && data && <Expected told={data} />}
      {isRate && !data && failure && <Problem failure={failure} retry={reload} />}
      {isRate && !data && !failure && <p class="quiet">{t.reading}</p>}
    </div>
  )
}

function Expected({ told: { cannotTell, basis, week, fourWeeks } }: { told: Told }) {
  if (cannotTell !== null || !basis || !week || !fourWeeks) {
    return <p class="quiet">{cannotTell && t.cannotTell[cannotTell]}</p>
  }
  const days = Math.round((Date.parse(basis.to) - Date.parse(basis.from)) / dayMs)
  const { interval } = fourWeeks
  return (
    <>
      <p>
        <b>{t.answers(numbers.count(week.answers))}</b>{' '}
        {interval ? t.interval(numbers.interval(basis.metric, interval)) : t.noInterval}
      </p>
      <p class="quiet">{t.basis(numbers.count(basis.shown), numbers.count(basis.answered), days)}</p>
    </>
  )
}
