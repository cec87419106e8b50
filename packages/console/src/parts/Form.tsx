import { type ComponentChildren, createContext } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { RequestFailed } from '../api/requestFailed.ts'
import type { Action } from '../api/useAction.ts'
import { sayExpected } from '../texts/en/expected.ts'
import { Problem } from './Problem.tsx'

/** Why the form was refused; fields show what is said of them. */
export const FormContext = createContext<RequestFailed | undefined>(undefined)

/** What the service says of the field at `pointer`, or of something in it. */
export function errorAt(failure: RequestFailed | undefined, pointer: string | undefined): string | undefined {
  if (!pointer) return undefined
  const fault = failure?.errors.find(
    error => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`),
  )
  return fault && sayExpected(fault.expected)
}

/**
 * A form around an action. Where it is refused the first field at fault gets the focus, and what belongs to no field
 * is said above the buttons.
 */
export function Form({
  action,
  onSubmit,
  children,
  label,
}: {
  action: Pick<Action<never>, 'failure' | 'isRunning'>
  onSubmit(): void
  children: ComponentChildren
  label?: string
}) {
  const form = useRef<HTMLFormElement>(null)
  const { failure } = action
  useEffect(() => {
    if (!failure) return
    const control = form.current?.querySelector<HTMLElement>('[aria-invalid]')
    const problem = form.current?.querySelector<HTMLElement>('.problem')
    ;(control ?? problem)?.focus()
  }, [failure])
  return (
    <FormContext.Provider value={failure}>
      <form
        ref={form}
        class="form"
        noValidate
        aria-label={label}
        onSubmit={event => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
      </form>
    </FormContext.Provider>
  )
}

/** What the service said of a form as a whole; nothing where a field says it. Stands above the form's buttons. */
export function FormProblem({
  failure,
  shown = [],
}: {
  failure: RequestFailed | undefined
  shown?: string[]
}) {
  if (!failure) return null
  const isSaid = failure.errors.length > 0 && failure.errors.every(({ pointer }) => shown.includes(pointer))
  return isSaid ? null : <Problem failure={failure} />
}
