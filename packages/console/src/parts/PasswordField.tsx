import { useState } from 'preact/hooks'
import { entering as t } from '../texts/en/entering.ts'
import { Field } from './Field.tsx'

/** A password, which may be shown while it is written. */
export function PasswordField({
  label = t.password,
  value,
  onValue,
  isNew = false,
  pointer,
  error,
}: {
  label?: string
  value: string
  onValue(value: string): void
  /** One that is being chosen: the browser proposes one, and what it must be is said. */
  isNew?: boolean
  pointer?: string
  error?: string | undefined
}) {
  const [isShown, setShown] = useState(false)
  return (
    <div class="password">
      <Field
        label={label}
        type={isShown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        spellcheck={false}
        autoCapitalize="off"
        value={value}
        onValue={onValue}
        hint={isNew ? t.passwordHint : undefined}
        error={error}
        {...(pointer ? { pointer } : {})}
      />
      <label class="quiet">
        <input type="checkbox" checked={isShown} onChange={event => setShown(event.currentTarget.checked)} />{' '}
        {t.showPassword}
      </label>
    </div>
  )
}
