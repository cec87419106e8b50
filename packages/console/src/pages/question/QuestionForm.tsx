import type { Metric } from '@tyck/shared/metric'
import { useId } from 'preact/hooks'
import type { Action } from '../../api/useAction.ts'
import { Button } from '../../parts/Button.tsx'
import { Field, TextArea } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { languages } from '../../parts/languages.ts'
import { localeName } from '../../parts/reading/localeName.ts'
import { Select } from '../../parts/Select.tsx'
import { start } from '../../texts/en/start.ts'
import { starters, thanks } from '../../texts/en/starters.ts'
import { changeLocale, changeMetric, hasEnds, hasStarters, type Written } from './draftOf.ts'

const t = start.question

/** Kind of question, and its words. */
export function QuestionForm({
  written,
  onWritten,
  publish,
}: {
  written: Written
  onWritten(written: Written): void
  publish: Action<[]>
}) {
  const name = useId()
  const { locale, metric } = written
  const at = `/locales/${locale}`
  const isEnglish = hasStarters(locale)
  const english = starters[metric]
  // What is English elsewhere has to be written here, or somebody reads two languages in one question.
  const inEnglish = (text: string | undefined) => (isEnglish || !text ? undefined : t.inEnglish(text))
  const change = (field: 'question' | 'low' | 'high' | 'followUp' | 'thanks') => (value: string) =>
    onWritten({ ...written, [field]: value })
  return (
    <Form action={publish} onSubmit={publish.run}>
      <fieldset class="metrics">
        <legend>{t.metric}</legend>
        {Object.entries(starters).map(([metric, { label, about }]) => (
          <label key={metric}>
            <input
              type="radio"
              name={name}
              value={metric}
              checked={metric === written.metric}
              onChange={() => onWritten(changeMetric(written, metric as Metric))}
            />
            <span>
              <strong>{label}</strong>
              <span class="quiet">{about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Select
        label={t.language}
        hint={isEnglish ? t.languageHint : t.otherLanguageHint(localeName(locale))}
        value={locale}
        onValue={next => onWritten(changeLocale(written, next))}
        options={languages.map(({ tag, name, own }) => ({
          value: tag,
          label: own === name ? name : `${name} (${own})`,
        }))}
      />
      <TextArea
        lang={locale}
        dir="auto"
        hint={inEnglish(english.question)}
        label={t.question}
        rows={2}
        value={written.question}
        onValue={change('question')}
        pointer={`${at}/question`}
      />
      {hasEnds(metric) && (
        <div class="ends">
          <Field
            label={t.low}
            lang={locale}
            dir="auto"
            hint={inEnglish(english.lowLabel)}
            value={written.low}
            onValue={change('low')}
            pointer={`${at}/lowLabel`}
          />
          <Field
            label={t.high}
            lang={locale}
            dir="auto"
            hint={inEnglish(english.highLabel)}
            value={written.high}
            onValue={change('high')}
            pointer={`${at}/highLabel`}
          />
        </div>
      )}
      {!isEnglish &&
        written.options.map((option, each) => (
          <Field
            key={each}
            label={t.option(each + 1, written.options.length)}
            lang={locale}
            dir="auto"
            hint={inEnglish(english.optionLabels?.[each])}
            value={option}
            onValue={value => onWritten({ ...written, options: written.options.with(each, value) })}
            pointer={`${at}/optionLabels/${each}`}
          />
        ))}
      <Field
        label={t.followUp}
        lang={locale}
        dir="auto"
        hint={[t.followUpHint, inEnglish(english.followUp)].filter(Boolean).join(' ')}
        value={written.followUp}
        onValue={change('followUp')}
        pointer={`${at}/followUps`}
      />
      {!isEnglish && (
        <Field
          label={t.thanks}
          lang={locale}
          dir="auto"
          hint={inEnglish(thanks)}
          value={written.thanks}
          onValue={change('thanks')}
          pointer={`${at}/thanks`}
        />
      )}
      <FormProblem
        failure={publish.failure}
        shown={[
          ...['question', 'lowLabel', 'highLabel', 'thanks'].map(field => `${at}/${field}`),
          ...written.options.map((_, each) => `${at}/optionLabels/${each}`),
        ]}
      />
      <div>
        <Button type="submit" look="primary" busy={publish.isRunning}>
          {t.go}
        </Button>
      </div>
    </Form>
  )
}
