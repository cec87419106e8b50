import type { ButtonHTMLAttributes, ComponentChildren } from 'preact'
import { classes } from './classes.ts'

interface ButtonProps {
  /** `primary` is the one thing to do on a page; `danger` deletes; `plain` looks like a link. */
  look?: 'primary' | 'usual' | 'danger' | 'plain'
  /** What it set off is under way: it says so, keeps its width and does nothing more. */
  busy?: boolean | undefined
  children: ComponentChildren
}

/** A button. It is `type="button"` unless told otherwise. */
export function Button({
  look = 'usual',
  busy = false,
  children,
  onClick,
  ...rest
}: ButtonProps & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'loading'>) {
  return (
    <button
      type="button"
      {...rest}
      class={classes('button', look)}
      // Not disabled, for that would lose the focus.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={event => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {children}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere. */
export function ButtonLink({
  href,
  look = 'usual',
  children,
}: {
  href: string
  look?: 'primary' | 'usual' | 'plain'
  children: ComponentChildren
}) {
  return (
    <a href={href} class={classes('button', look)}>
      {children}
    </a>
  )
}
