import type { DraftSurvey, DraftTexts } from '@tyck/shared/admin/drafts'
import type { Metric } from '@tyck/shared/metric'
import { answersOf, bands } from '@tyck/shared/metric'
import { inPictures } from '../../parts/inPictures.ts'
import { localeName } from '../../parts/reading/localeName.ts'
import { Select } from '../../parts/Select.tsx'
import { Switch } from '../../parts/Switch.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { inMetric } from './inMetric.ts'
import { SegmentTexts } from './SegmentTexts.tsx'
import { noTexts, withTexts } from './survey.ts'
import { TextField } from './TextField.tsx'

/** What the touchpoint asks: its texts in one language, with those of the default one beside. */
export function Wording({
  survey,
  locale,
  left,
  onSurvey,
}: {
  survey: DraftSurvey
  locale: string
  /** The survey as it was in each metric that it had: what fits no other scale is there when one goes back. */
  left: Partial<Record<Metric, DraftSurvey>>
  onSurvey(survey: DraftSurvey): void
}) {
  const { metric, defaultLocale } = survey
  const columns = locale === defaultLocale ? [locale] : [defaultLocale, locale]
  const answers = answersOf(metric)
  const [low, high] = [answers[0] ?? 0, answers.at(-1) ?? 0]

  // Pictures say it themselves.
  const hasEnds = Object.values(survey.locales).some(({ lowLabel, highLabel }) => lowLabel || highLabel)

  /** The same text in each language that is shown. */
  const row = (
    label: string,
    part: 'question' | 'thanks' | 'lowLabel' | 'highLabel',
    more: { isLong?: boolean } = {},
  ) => (
    <div class="texts">
      {columns.map(tag => (
        <TextField
          key={tag}
          label={label}
          pointer={`/survey/locales/${tag}/${part}`}
          locale={tag}
          value={textsOf(survey, tag)[part] ?? ''}
          onValue={value => onSurvey(withTexts(survey, tag, { [part]: value }))}
          {...more}
        />
      ))}
    </div>
  )

  return (
    <>
      {columns.length > 1 && (
        <div class="texts column-heads" aria-hidden="true">
          {columns.map(tag => (
            <b key={tag}>{localeName(tag)}</b>
          ))}
        </div>
      )}
      {row(t.question, 'question', { isLong: true })}
      <section class="group">
        <h2>{t.scale}</h2>
        <Select
          label={t.metric}
          hint={`${t.metrics[metric].about} ${t.metricChange}`}
          value={metric}
          onValue={next => {
            const had = left[next]
            left[metric] = survey
            onSurvey(inMetric(survey, next, had))
          }}
          options={(Object.keys(t.metrics) as Metric[]).map(value => ({
            value,
            label: `${t.metrics[value].name}, ${t.metrics[value].scale}`,
          }))}
        />
        {(hasEnds || !inPictures.includes(metric)) && (
          <div class={columns.length > 1 ? 'rows' : 'texts'}>
            {row(t.lowLabel(low), 'lowLabel')}
            {row(t.highLabel(high), 'highLabel')}
          </div>
        )}
        {inPictures.includes(metric) && <OptionLabels {...{ survey, columns, onSurvey }} />}
      </section>
      <section class="group">
        <h2>{t.afterScore}</h2>
        <p class="quiet">{t.afterScoreAbout}</p>
        <Switch
          label={t.asksComment}
          hint={t.commentHint}
          checked={survey.comment}
          onValue={comment => onSurvey({ ...survey, comment })}
        />
        {bands[metric].map(band => (
          <SegmentTexts key={band.segment} {...{ band, survey, columns, onSurvey }} />
        ))}
      </section>
      {row(t.thanks, 'thanks', { isLong: true })}
    </>
  )
}

export function textsOf(survey: DraftSurvey, locale: string): DraftTexts {
  return survey.locales[locale] ?? noTexts
}

function OptionLabels({
  survey,
  columns,
  onSurvey,
}: {
  survey: DraftSurvey
  columns: string[]
  onSurvey(survey: DraftSurvey): void
}) {
  const { metric } = survey
  const answers = answersOf(metric)
  return (
    <>
      <p>
        {t.optionNames} <span class="quiet">{metric === 'stars' ? t.optionsHeard : t.optionsSeen}</span>
      </p>
      {answers.map((score, at) => (
        <div class="texts" key={score}>
          {columns.map(tag => {
            const labels = answers.map((_, each) => textsOf(survey, tag).optionLabels?.[each] ?? '')
            const pointer = `/survey/locales/${tag}/optionLabels`
            return (
              <TextField
                key={tag}
                label={t.option(score)}
                pointer={labels.every(label => label === '') ? pointer : `${pointer}/${at}`}
                locale={tag}
                value={labels[at] ?? ''}
                onValue={value => onSurvey(withTexts(survey, tag, { optionLabels: labels.with(at, value) }))}
              />
            )
          })}
        </div>
      ))}
    </>
  )
}
