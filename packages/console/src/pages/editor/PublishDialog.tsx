import type { DraftSurvey } from '@tyck/shared/admin/drafts'
import type { Survey } from '@tyck/shared/admin/touchpoints'
import { useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { useAction } from '../../api/useAction.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { TextArea } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { localeName } from '../../parts/reading/localeName.ts'
import { say } from '../../parts/Status.tsx'
import { Switch } from '../../parts/Switch.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { Changes } from './Changes.tsx'
import { faultsOfLocale, isOfLocale } from './faults.ts'
import { SeriesChoice } from './SeriesChoice.tsx'
import type { Draft } from './useDraft.ts'
import { carriedOver } from './wholeParts.ts'

/** What publishing changes, in words; whether it is the same question; why; and what may not be meant. */
export function PublishDialog({
  draft,
  onMend,
  onClose,
}: {
  draft: Draft
  /** Goes to the first thing to mend. */
  onMend(): void
  onClose(): void
}) {
  const { known, content } = draft
  const [series, setSeries] = useState<'same-question' | 'new-question'>('same-question')
  const [note, setNote] = useState('')
  const [isSure, setSure] = useState(false)
  const without = notReady(draft)
  const project = useProject()
  const isFirst = !known?.touchpoint.survey
  const publish = useAction(async () => {
    const done = await draft.publish({ series, without, ...(note.trim() ? { note: note.trim() } : {}) })
    if (!done) return
    onClose()
    const told = done.published.survey ? t.published(done.touchpoint.survey?.version ?? 1) : t.publishedRules
    // What was never asked before is in no page yet.
    say(
      told,
      isFirst
        ? { label: t.install, href: address`/p/${project.id}/touchpoints/${draft.key}/install` }
        : undefined,
    )
  })
  if (!known || !content) return null
  const { survey } = known.touchpoint
  const isOut = (pointer: string) => without.some(tag => isOfLocale(pointer, tag))
  const changes = known.changes.filter(({ part, pointer }) => part !== 'survey' || !isOut(pointer))
  const { rest: told, carried } =
    survey && content.survey
      ? carriedOver(changes, survey.metric, content.survey.metric)
      : { rest: changes, carried: 0 }
  const faults = known.faults.filter(({ pointer }) => !isOut(pointer.replace(/^\/survey/, '')))
  const isSameMetric = survey !== null && content.survey?.metric === survey.metric
  const asksSeries = isSameMetric && changes.some(({ part }) => part === 'survey')
  const inOther = survey && content.survey?.metric !== survey.metric ? content.survey : null
  const dropped = without.filter(tag => survey && tag in survey.locales)
  const gone = Object.keys(survey?.locales ?? {}).filter(
    tag => content.survey && !(tag in content.survey.locales),
  )
  const warnings = known.warnings.map(({ code }) => t.warnings[code](gone.map(localeName).join(', ')))
  if (dropped.length > 0) warnings.push(t.dropped(dropped.map(localeName).join(', ')))
  const mayPublish = faults.length === 0 && changes.length > 0 && (warnings.length === 0 || isSure)

  return (
    <Dialog title={t.publishTitle} onClose={onClose}>
      <p class="quiet">{t.publishAbout}</p>
      {survey && inOther && <OtherMetric was={survey} is={inOther} carried={carried} />}
      <h3>{survey ? t.whatChanges : t.whatIsAsked}</h3>
      <Changes changes={told} isFirst={survey === null} />
      {faults.length > 0 && (
        <Notice look="warn">
          <b>{t.mend}</b> {t.mendAbout}{' '}
          <Button
            look="plain"
            onClick={() => {
              onClose()
              onMend()
            }}
          >
            {t.toFirst}
          </Button>
        </Notice>
      )}
      <Form action={publish} onSubmit={() => mayPublish && void publish.run()}>
        {without.length > 0 && (
          <Notice>
            <b>{t.notReady}</b> {t.notReadyAbout(without.map(localeName).join(', '))}
          </Notice>
        )}
        {asksSeries && <SeriesChoice value={series} onValue={setSeries} />}
        <TextArea
          label={t.note}
          optional={t.optional}
          hint={t.noteHint}
          value={note}
          onValue={setNote}
          maxLength={500}
          rows={2}
        />
        {warnings.length > 0 && (
          <Notice look="warn">
            <ul>
              {warnings.map(warning => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
            <Switch label={t.confirm} checked={isSure} onValue={setSure} />
          </Notice>
        )}
        <FormProblem failure={publish.failure} />
        <div class="row">
          <Button type="submit" look="primary" busy={publish.isRunning} disabled={!mayPublish}>
            {t.publish}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}

/** What another metric means for the texts that were written for the one before. */
function OtherMetric({ was, is, carried }: { was: Survey; is: DraftSurvey; carried: number }) {
  const same = Object.entries(is.locales).filter(([tag, { lowLabel, highLabel }]) => {
    const before = was.locales[tag]
    return (lowLabel && lowLabel === before?.lowLabel) || (highLabel && highLabel === before?.highLabel)
  })
  return (
    <Notice look="warn">
      <b>{t.metricChanged(t.metrics[was.metric].name, t.metrics[is.metric].name)}</b>.{' '}
      {t.metricCarried(carried)}{' '}
      {same.length > 0 && t.labelsStay(same.map(([tag]) => localeName(tag)).join(', '))}
    </Notice>
  )
}

/** The languages that lack something, which stay behind; the default one can't. */
function notReady({ known, content }: Draft): string[] {
  if (!known || !content?.survey) return []
  const { defaultLocale, locales } = content.survey
  return Object.keys(locales).filter(tag => tag !== defaultLocale && faultsOfLocale(known.faults, tag) > 0)
}
