import { useContext, useId } from 'preact/hooks'
import { errorAt, FormContext } from './Form.tsx'
import { notesOf } from './notesOf.tsx'
import type { Option } from './Select.tsx'

/** Any of a few, each by a box of its own. */
export function Checks<T extends string>({
  legend,
  hint,
  options,
  values,
  onValues,
  pointer,
}: {
  legend: string
  hint?: string
  options: readonly Option<T>[]
  values: readonly NoInfer<T>[]
  /** In the order of the options. */
  onValues(values: T[]): void
  /** Where the service names it. */
  pointer?: string
}) {
  const id = useId()
  const fault = errorAt(useContext(FormContext), pointer)
  const { describedBy, notes } = notesOf(id, fault, hint)
  const toggle = (value: T) =>
    onValues(
      options
        .map(option => option.value)
        .filter(each => (each === value ? !values.includes(each) : values.includes(each))),
    )
  return (
    <fieldset class="checks" aria-describedby={describedBy}>
      <legend>{legend}</legend>
      {notes}
      <div>
        {options.map(({ value, label }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={values.includes(value)}
              aria-invalid={fault ? true : undefined}
              onChange={() => toggle(value)}
            />
            <span dir="auto">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
