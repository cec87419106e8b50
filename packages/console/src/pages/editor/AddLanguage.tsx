import { useState } from 'preact/hooks'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { languages, tagOf } from '../../parts/languages.ts'
import { editor as t } from '../../texts/en/editor.ts'

/** Asks for a language, by its name or its tag. */
export function AddLanguage({
  taken,
  onAdd,
  onClose,
}: {
  taken: readonly string[]
  onAdd(tag: string): void
  onClose(): void
}) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  function add() {
    const tag = tagOf(typed)
    if (!tag) setError(t.notALanguage)
    else if (taken.includes(tag)) setError(t.isThere)
    else onAdd(tag)
  }
  return (
    <Dialog title={t.addLanguage} onClose={onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          add()
        }}
      >
        <Field
          label={t.languageTag}
          hint={t.languageHint}
          error={error}
          value={typed}
          onValue={setTyped}
          list="languages"
          autoComplete="off"
        />
        <datalist id="languages">
          {languages
            .filter(({ tag }) => !taken.includes(tag))
            .map(({ tag, name, own }) => (
              <option key={tag} value={name}>
                {`${own}, ${tag}`}
              </option>
            ))}
        </datalist>
        <div class="row">
          <Button type="submit" look="primary">
            {t.add}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}
