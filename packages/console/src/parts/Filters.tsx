import type { ComponentChildren } from 'preact'
import { type Option, Options } from './Select.tsx'

/**
 * What is looked at, as one sentence with choices in it:
 * <Filters label="What is shown"><Pick …/>, compared with <Pick …/>, <Pick …/>.</Filters>
 */
export function Filters({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <fieldset class="filters">
      <legend class="heard">{label}</legend>
      {children}
    </fieldset>
  )
}

/** A choice that reads as a word of the sentence. */
export function Pick<T extends string>({
  label,
  options,
  value,
  onValue,
}: {
  /** What is chosen here; heard, and not seen. */
  label: string
  options: readonly Option<NoInfer<T>>[]
  value: T
  onValue(value: T): void
}) {
  return (
    <select
      class="pick"
      aria-label={label}
      value={value}
      onChange={event => onValue(event.currentTarget.value as T)}
    >
      <Options options={options} />
    </select>
  )
}
