import type { Metric } from '@tyck/shared/metric'
import { useId } from 'preact/hooks'
import type { Action } from '../../api/useAction.ts'
import { Button } from '../../parts/Button.tsx'
import { Field, TextArea } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { start } from '../../texts/en/start.ts'
import { starters } from '../../texts/en/starters.ts'
import { changeMetric, type Written } from './draftOf.ts'

const t = start.question
const at = '/locales/en'

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
  const change = (field: keyof Written) => (value: string) => onWritten({ ...written, [field]: value })
  const hasEnds = starters[written.metric].lowLabel !== undefined
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
      <TextArea
        label={t.question}
        rows={2}
        value={written.question}
        onValue={change('question')}
        pointer={`${at}/question`}
      />
      {hasEnds && (
        <div class="ends">
          <Field label={t.low} value={written.low} onValue={change('low')} pointer={`${at}/lowLabel`} />
          <Field label={t.high} value={written.high} onValue={change('high')} pointer={`${at}/highLabel`} />
        </div>
      )}
      <Field
        label={t.followUp}
        hint={t.followUpHint}
        value={written.followUp}
        onValue={change('followUp')}
        pointer={`${at}/followUps`}
      />
      <FormProblem
        failure={publish.failure}
        shown={[`${at}/question`, `${at}/lowLabel`, `${at}/highLabel`]}
      />
      <div>
        <Button type="submit" look="primary" busy={publish.isRunning}>
          {t.go}
        </Button>
      </div>
    </Form>
  )
}
