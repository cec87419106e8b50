import { useState } from 'preact/hooks'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { localeName } from '../../parts/reading/localeName.ts'
import { editor as t } from '../../texts/en/editor.ts'

/** Those that most people look for; any tag may be typed. */
const common = [
  ...['ar', 'bg', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fr', 'he', 'hi', 'hr', 'hu'],
  ...['id', 'is', 'it', 'ja', 'ko', 'lt', 'lv', 'nb', 'nl', 'pl', 'pt', 'pt-PT', 'ro', 'ru', 'sk', 'sl'],
  ...['sr', 'sv', 'th', 'tr', 'uk', 'vi', 'zh', 'zh-Hant'],
]

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
    const named = common.find(tag => localeName(tag).toLowerCase() === typed.trim().toLowerCase())
    const tag = named ?? canonical(typed)
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
          {common
            .filter(tag => !taken.includes(tag))
            .map(tag => (
              <option key={tag} value={tag}>
                {localeName(tag)}
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

function canonical(typed: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(typed.trim().replaceAll('_', '-'))
    return tag && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/.test(tag) ? tag : undefined
  } catch {
    return undefined
  }
}
