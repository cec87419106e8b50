import type { DraftSurvey } from '@tyck/shared/admin/drafts'
import type { Metric } from '@tyck/shared/metric'
import { editor as t } from '../../texts/en/editor.ts'
import { starterOf } from './survey.ts'

/** Where nothing is written yet: what to measure, and with it texts to begin with. */
export function MetricChoice({ onSurvey }: { onSurvey(survey: DraftSurvey): void }) {
  return (
    <section class="metric-choice">
      <h2>{t.choose}</h2>
      <p class="quiet">{t.chooseAbout}</p>
      <ul>
        {(Object.keys(t.metrics) as Metric[]).map(metric => {
          const { name, about, scale } = t.metrics[metric]
          return (
            <li key={metric}>
              <button type="button" onClick={() => onSurvey(starterOf(metric))}>
                <b>{name}</b>
                <span>{about}</span>
                <span class="quiet">{scale}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
