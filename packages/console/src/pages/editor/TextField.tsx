import { Field, TextArea } from '../../parts/Field.tsx'
import { localeName } from '../../parts/reading/localeName.ts'
import { useFault } from './faults.ts'

/** A text of the draft in one language. It says where it is missing, and grows with what is written. */
export function TextField({
  label,
  pointer,
  locale,
  value,
  onValue,
  isLong = false,
  hint,
  placeholder,
  isQuiet = false,
}: {
  label: string
  /** Where it stands in the draft. */
  pointer: string
  locale: string
  value: string
  onValue(value: string): void
  isLong?: boolean
  hint?: string
  placeholder?: string | undefined
  /** Its label is heard, and not seen: what stands around it says it. */
  isQuiet?: boolean
}) {
  const { missing, error } = useFault(pointer)
  const Control = isLong ? TextArea : Field
  return (
    <Control
      label={
        <span class={isQuiet ? 'heard' : ''}>
          {label}
          <span class="heard language">, {localeName(locale)}</span>
        </span>
      }
      // What customers read is in their language and direction, whatever the console's.
      lang={locale}
      dir="auto"
      value={value}
      onValue={onValue}
      placeholder={placeholder}
      autoComplete="off"
      error={error}
      hint={missing ? <span class="missing">{missing}</span> : hint}
      {...(isLong ? { rows: 2 } : {})}
    />
  )
}
