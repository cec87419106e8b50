import type { ComponentChildren } from 'preact'

/** What stands below a control, what is wrong with it and a hint; and what the control names them by. */
export function notesOf(id: string, fault: string | null | undefined, hint: ComponentChildren) {
  const describedBy = [fault && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
  const notes = (
    <>
      {fault && (
        <p id={`${id}-error`} class="error">
          {fault}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} class="quiet">
          {hint}
        </p>
      )}
    </>
  )
  return { describedBy, notes }
}
