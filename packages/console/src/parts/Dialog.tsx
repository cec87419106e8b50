import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Button } from './Button.tsx'

/**
 * A dialog over the page, while it is drawn. The browser keeps the focus in it, and gives it back; Escape and a press
 * beside it close it, but a press beside what was written into does nothing.
 * @param close what the button at its top is called, for one that is longer than a screen
 * @param keeps whether only a button of its own closes it, for what can't be seen again
 */
export function Dialog({
  title,
  keeps = false,
  close,
  onClose,
  children,
}: {
  title: ComponentChildren
  keeps?: boolean
  close?: string
  onClose(): void
  children: ComponentChildren
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const isWritten = useRef(false)
  const id = useId()
  useEffect(() => {
    const { current } = dialog
    current?.showModal()
    // What is there to be read, or longer than the window, begins at its heading: by itself the browser always does.
    const isRead = close !== undefined || (current && current.scrollHeight > current.clientHeight)
    if (!isRead) current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    return () => current?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault()
        if (!keeps) onClose()
      }}
      onInput={() => {
        isWritten.current = true
      }}
      onMouseDown={event => {
        if (event.target === dialog.current && !keeps && !isWritten.current) onClose()
      }}
    >
      <div class="stack">
        <div class="head">
          <h2 id={id} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {close && (
            <Button look="plain" aria-label={close} onClick={onClose}>
              ×
            </Button>
          )}
        </div>
        {children}
      </div>
    </dialog>
  )
}
