import type { TouchpointState } from '@tyck/shared/admin/touchpoints'
import { useEffect, useState } from 'preact/hooks'
import { useAction } from '../../api/useAction.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { say } from '../../parts/Status.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { PublishDialog } from './PublishDialog.tsx'
import type { Draft } from './useDraft.ts'

type Asked = 'publish' | 'archive' | 'discard' | 'rename'

/** What can be done with the touchpoint as a whole. */
export function Actions({ draft, onMend }: { draft: Draft; onMend(): void }) {
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const setState = useAction(async (state: TouchpointState, told: string) => {
    await draft.change('/state', { method: 'PUT', body: { state } })
    close()
    say(told)
  })
  const { known, theirs } = draft
  useSaveKey(draft)
  if (!known) return null
  const { state, name } = known.touchpoint
  const hasChanges = known.changes.length > 0 || draft.saving !== 'saved'
  return (
    <>
      <div class="row">
        {state === 'archived' ? (
          <Button look="primary" onClick={() => void setState.run('active', t.resumedNow)}>
            {t.takeBack}
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={!hasChanges || theirs !== undefined || known.outdated}
            onClick={async () => {
              if (await draft.save()) setAsked('publish')
            }}
          >
            {t.publish}
          </Button>
        )}
        <Menu label={t.more}>
          <button type="button" onClick={() => setAsked('rename')}>
            {t.rename}
          </button>
          {state === 'active' && (
            <button type="button" onClick={() => void setState.run('paused', t.pausedNow)}>
              {t.pause}
            </button>
          )}
          {state === 'paused' && (
            <button type="button" onClick={() => void setState.run('active', t.resumedNow)}>
              {t.resume}
            </button>
          )}
          {known.draft && (
            <button type="button" onClick={() => setAsked('discard')}>
              {t.discard}
            </button>
          )}
          {state !== 'archived' && (
            <button type="button" onClick={() => setAsked('archive')}>
              {t.archive}
            </button>
          )}
        </Menu>
      </div>
      {setState.failure && <Problem failure={setState.failure} />}
      {asked === 'publish' && <PublishDialog draft={draft} onMend={onMend} onClose={close} />}
      {asked === 'rename' && <RenameDialog draft={draft} onClose={close} />}
      {asked === 'discard' && <DiscardDialog draft={draft} onClose={close} />}
      {asked === 'archive' && (
        <Dialog title={t.archiveTitle} onClose={close}>
          <p>{t.archiveAbout(name)}</p>
          <div class="row">
            <Button
              look="danger"
              busy={setState.isRunning}
              onClick={() => void setState.run('archived', t.archivedNow)}
            >
              {t.archive}
            </Button>
            <Button onClick={close}>{t.cancel}</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** Ctrl+S and ⌘S save now, as fingers know them; it saves itself anyway. */
function useSaveKey({ save }: Draft) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      void save()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [save])
}

function RenameDialog({ draft, onClose }: { draft: Draft; onClose(): void }) {
  const [name, setName] = useState(draft.known?.touchpoint.name ?? '')
  const rename = useAction(async () => {
    await draft.change('', { method: 'PUT', body: { name } })
    onClose()
    say(t.renamed)
  })
  return (
    <Dialog title={t.renameTitle} onClose={onClose}>
      <Form action={rename} onSubmit={() => void rename.run()}>
        <Field label={t.name} value={name} onValue={setName} pointer="/name" maxLength={80} />
        <FormProblem failure={rename.failure} shown={['/name']} />
        <div class="row">
          <Button type="submit" look="primary" busy={rename.isRunning}>
            {t.save}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}

function DiscardDialog({ draft, onClose }: { draft: Draft; onClose(): void }) {
  const discard = useAction(async () => {
    await draft.discard()
    onClose()
    say(t.discarded)
  })
  return (
    <Dialog title={t.discardTitle} onClose={onClose}>
      <p>{t.discardAbout(draft.known?.changes.length ?? 0)}</p>
      {discard.failure && <Problem failure={discard.failure} />}
      <div class="row">
        <Button look="danger" busy={discard.isRunning} onClick={() => void discard.run()}>
          {t.discard}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </Dialog>
  )
}
