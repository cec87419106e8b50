import { useState } from 'preact/hooks'
import { useAction } from '../../api/useAction.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { TextArea } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { say } from '../../parts/Status.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import type { Draft } from './useDraft.ts'
import type { Version } from './version.ts'

/** Puts an older version in force again, with a note why. */
export function RestoreDialog({
  draft,
  version,
  onClose,
}: {
  draft: Draft
  version: Version
  onClose(): void
}) {
  const [note, setNote] = useState('')
  const { part, number, id } = version
  const restore = useAction(async () => {
    const body = {
      [part === 'survey' ? 'surveyId' : 'rulesId']: id,
      ...(note.trim() ? { note: note.trim() } : {}),
    }
    await draft.change('/restore', { method: 'POST', body })
    onClose()
    say(t.restored)
  })
  return (
    <Dialog title={t.restoreTitle(t.version(part, number))} onClose={onClose}>
      <p>
        {t.restoreAbout}{' '}
        {part === 'survey' && (version.isOtherSeries ? t.restoreOtherSeries : t.restoreSeries)}
      </p>
      <Form action={restore} onSubmit={() => void restore.run()}>
        <TextArea
          label={t.note}
          optional={t.optional}
          hint={t.noteHint}
          value={note}
          onValue={setNote}
          maxLength={500}
          rows={2}
        />
        <FormProblem failure={restore.failure} />
        <div class="row">
          <Button type="submit" look="primary" busy={restore.isRunning}>
            {t.restore}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
