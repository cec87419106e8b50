import type { ComponentChildren } from 'preact'
import { Labelled } from './Field.tsx'

export interface Option<T extends string = string> {
  value: T
  label: string
}

/** What a choice offers, of each value's label. */
export function optionsOf<T extends string>(labels: Record<T, string>): Option<T>[] {
  return Object.entries<string>(labels).map(([value, label]) => ({ value: value as T, label }))
}

/** A choice from a list, with a label above. */
export function Select<T extends string>({
  label,
  hint,
  error,
  options,
  value,
  onValue,
  disabled,
}: {
  label: ComponentChildren
  hint?: ComponentChildren
  error?: string | undefined
  options: readonly Option<NoInfer<T>>[]
  value: T
  onValue(value: T): void
  disabled?: boolean
}) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {control => (
        <select
          {...control}
          class="input"
          disabled={disabled}
          value={value}
          onChange={event => onValue(event.currentTarget.value as T)}
        >
          <Options options={options} />
        </select>
      )}
    </Labelled>
  )
}

export function Options({ options }: { options: readonly Option[] }) {
  return (
    <>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </>
  )
}
