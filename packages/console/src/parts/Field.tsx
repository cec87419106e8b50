import type { ComponentChildren, InputHTMLAttributes, TextareaHTMLAttributes } from 'preact'
import { useContext, useId } from 'preact/hooks'
import { errorAt, FormContext } from './Form.tsx'
import { notesOf } from './notesOf.tsx'

interface Labelled {
  label: ComponentChildren
  hint?: ComponentChildren
  /** What is wrong with it, in words; it comes before what the service said. */
  error?: string | undefined
  /** Where the service names it, as a JSON Pointer: `/project/name`. What it says of it is shown here. */
  pointer?: string
  /** Says "optional" beside the label. */
  optional?: string
}

/** What a labelled control is told: its id, and what describes it. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A label, a control, a hint and an error, tied together. `children` draws the control. */
export function Labelled({
  label,
  hint,
  error,
  pointer,
  optional,
  children,
}: Labelled & { children: (control: ControlProps) => ComponentChildren }) {
  const id = useId()
  const fault = error ?? errorAt(useContext(FormContext), pointer)
  const { describedBy, notes } = notesOf(id, fault, hint)
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional && <span class="quiet"> {optional}</span>}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': fault ? true : undefined })}
      {notes}
    </div>
  )
}

interface FieldProps extends Labelled {
  value: string
  onValue(value: string): void
}

/** A line of text. */
export function Field({
  value,
  onValue,
  label,
  hint,
  error,
  pointer,
  optional,
  ...rest
}: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'label' | 'value'>) {
  const labelled = { label, hint, error, ...(pointer ? { pointer } : {}), ...(optional ? { optional } : {}) }
  return (
    <Labelled {...labelled}>
      {control => (
        <input
          type="text"
          {...rest}
          {...control}
          class="input"
          value={value}
          onInput={event => onValue(event.currentTarget.value)}
        />
      )}
    </Labelled>
  )
}

/** Lines of text; it grows with them. */
export function TextArea({
  value,
  onValue,
  label,
  hint,
  error,
  pointer,
  optional,
  rows = 3,
  ...rest
}: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'label' | 'value'>) {
  const labelled = { label, hint, error, ...(pointer ? { pointer } : {}), ...(optional ? { optional } : {}) }
  return (
    <Labelled {...labelled}>
      {control => (
        <textarea
          {...rest}
          {...control}
          class="input"
          rows={Math.max(rows as number, value.split('\n').length)}
          value={value}
          onInput={event => onValue(event.currentTarget.value)}
        />
      )}
    </Labelled>
  )
}
