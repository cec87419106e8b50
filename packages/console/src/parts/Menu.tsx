import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { usePlace } from '../app/navigation.ts'
import { classes } from './classes.ts'

/**
 * A button that shows a few links or buttons. It closes when one is chosen, with Escape, a press elsewhere, when the focus leaves, and when
 * the page changes.
 */
export function Menu({
  label,
  children,
  look,
  side = 'below',
}: {
  label: ComponentChildren
  children: ComponentChildren
  look?: string
  side?: 'below' | 'above'
}) {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const { path } = usePlace()
  useEffect(() => setOpen(false), [path])
  useEffect(() => {
    if (!isOpen) return
    const press = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    addEventListener('pointerdown', press)
    return () => removeEventListener('pointerdown', press)
  }, [isOpen])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its button and its list let through
    <div
      ref={root}
      class={classes('menu', look)}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        setOpen(false)
        button.current?.focus()
      }}
      onFocusOut={event => {
        if (event.relatedTarget && !root.current?.contains(event.relatedTarget as Node)) setOpen(false)
      }}
    >
      <button
        ref={button}
        type="button"
        class="menu-button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      {isOpen && (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: what is chosen are the buttons and links in it, by key too
        <div
          id={id}
          class={classes('menu-list', side)}
          onClick={() => {
            // What was chosen is gone in a moment; a dialog that it opens gives the focus back to what has it now.
            setOpen(false)
            button.current?.focus()
          }}
        >
          {children}
        </div>
      )}
    </div>
  )
}
