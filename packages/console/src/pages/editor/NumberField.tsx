import { useEffect, useState } from 'preact/hooks'
import { Field } from '../../parts/Field.tsx'
import { useFault } from './faults.ts'

/** A number of the draft. What is no number yet stays in the field, and is null in the draft. */
export function NumberField({
  label,
  unit,
  pointer,
  value,
  onValue,
  hint,
  factor = 1,
}: {
  label: string
  unit: string
  pointer: string
  value: number | null
  onValue(value: number | null): void
  hint?: string
  /** What is shown is the value times this: 100 for percent. */
  factor?: number
}) {
  const { missing, error } = useFault(pointer, factor === 100 ? 'percent' : undefined)
  const told = (number: number | null) =>
    number === null ? '' : `${Math.round(number * factor * 1e6) / 1e6}`
  const [typed, setTyped] = useState(told(value))
  // It may have been changed elsewhere.
  useEffect(() => {
    if (parse(typed, factor) !== value) setTyped(told(value))
  }, [value])
  return (
    <div class="number-field">
      <Field
        label={
          <>
            {label} <span class="quiet">({unit})</span>
          </>
        }
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        onValue={text => {
          setTyped(text)
          onValue(parse(text, factor))
        }}
        error={error ?? missing}
        hint={hint}
      />
    </div>
  )
}

function parse(text: string, factor: number): number | null {
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || !Number.isFinite(number) ? null : number / factor
}
