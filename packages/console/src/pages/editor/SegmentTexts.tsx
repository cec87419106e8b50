import type { DraftSurvey, DraftTexts } from '@tyck/shared/admin/drafts'
import type { Band } from '@tyck/shared/metric'
import { editor as t } from '../../texts/en/editor.ts'
import { Reasons } from './Reasons.tsx'
import { withTexts } from './survey.ts'
import { TextField } from './TextField.tsx'
import { textsOf } from './Wording.tsx'

type Afterword = NonNullable<DraftTexts['afterwards'][keyof DraftTexts['afterwards']]>

/** What is asked of one segment after the score, and said to it beneath thanks. */
export function SegmentTexts({
  band: { segment, min, max },
  survey,
  columns,
  onSurvey,
}: {
  band: Band
  survey: DraftSurvey
  columns: string[]
  onSurvey(survey: DraftSurvey): void
}) {
  const texts = textsOf(survey, survey.defaultLocale)
  const { text: said, link: linked } = texts.afterwards[segment] ?? {}
  const hasAfterword = Boolean(said || linked?.label || linked?.url)
  const isUsed = Boolean(texts.followUps[segment] || texts.reasons[segment]?.length) || hasAfterword
  const change = (tag: string, part: 'followUps' | 'afterwards', value: unknown) =>
    onSurvey(withTexts(survey, tag, { [part]: { ...textsOf(survey, tag)[part], [segment]: value } }))
  const afterword = (tag: string, news: Partial<Afterword>) =>
    change(tag, 'afterwards', { ...textsOf(survey, tag).afterwards[segment], ...news })

  return (
    <details class="segment" open={isUsed}>
      <summary class="head">
        <b>{t.segments[segment]}</b> <span class="quiet">{t.range(min, max)}</span>
      </summary>
      <div class="texts">
        {columns.map(tag => (
          <TextField
            key={tag}
            label={t.followUp}
            pointer={`/survey/locales/${tag}/followUps/${segment}`}
            locale={tag}
            value={textsOf(survey, tag).followUps[segment] ?? ''}
            onValue={value => change(tag, 'followUps', value)}
          />
        ))}
      </div>
      <Reasons {...{ segment, survey, columns, onSurvey }} />
      <details class="afterword" open={hasAfterword}>
        <summary>{t.afterword}</summary>
        <div class="texts">
          {columns.map(tag => {
            const { text = '', link } = textsOf(survey, tag).afterwards[segment] ?? {}
            const pointer = `/survey/locales/${tag}/afterwards/${segment}`
            const withLink = (news: { label?: string; url?: string }) =>
              afterword(tag, { link: { label: '', url: '', ...link, ...news } })
            return (
              <div class="stack" key={tag}>
                <TextField
                  label={t.afterText}
                  pointer={pointer}
                  locale={tag}
                  value={text}
                  onValue={value => afterword(tag, { text: value })}
                />
                <TextField
                  label={t.linkLabel}
                  pointer={`${pointer}/link/label`}
                  locale={tag}
                  value={link?.label ?? ''}
                  onValue={label => withLink({ label })}
                />
                <TextField
                  label={t.linkUrl}
                  pointer={`${pointer}/link/url`}
                  locale={tag}
                  value={link?.url ?? ''}
                  onValue={url => withLink({ url })}
                  hint={t.linkHint}
                />
              </div>
            )
          })}
        </div>
      </details>
    </details>
  )
}
