import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Action } from '../api/useAction.ts'
import { confirming as t } from '../texts/en/confirming.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Field } from './Field.tsx'
import { Form, FormProblem } from './Form.tsx'

/** Asks before something is deleted for good: says what will be gone, and takes its name as the answer. */
export function ConfirmByName({
  title,
  name,
  go,
  isReady = true,
  action,
  onClose,
  children,
}: {
  title: string
  /** What has to be written, letter by letter. */
  name: string
  /** What the button does: "Delete 12 answers". */
  go: string
  /** false while it is not known yet what will be gone: nobody agrees to that. */
  isReady?: boolean
  action: Action<[]>
  onClose(): void
  /** What will be gone, and how many. */
  children: ComponentChildren
}) {
  const [written, setWritten] = useState('')
  const isRight = isReady && written.trim() === name.trim()
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <Form
        action={action}
        onSubmit={async () => {
          if (isRight && (await action.run())) onClose()
        }}
      >
        <Field
          label={t.type(name)}
          value={written}
          onValue={setWritten}
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
        />
        <FormProblem failure={action.failure} />
        <div class="row">
          <Button type="submit" look="danger" busy={action.isRunning} disabled={!isRight}>
            {go}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
