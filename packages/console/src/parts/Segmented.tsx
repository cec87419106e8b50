import { useId } from 'preact/hooks'
import type { Option } from './Select.tsx'

/** One of a few, all in sight: radio buttons in a row, moved through with the arrows. */
export function Segmented<T extends string>({
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
  const name = useId()
  return (
    <fieldset class="segmented">
      <legend class="heard">{label}</legend>
      {options.map(option => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
