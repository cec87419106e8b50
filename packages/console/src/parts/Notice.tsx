import type { ComponentChildren } from 'preact'
import { classes } from './classes.ts'

/** Something worth knowing that stands on the page: calm, or a warning. Colour never says it alone. */
export function Notice({
  look = 'calm',
  children,
}: {
  look?: 'calm' | 'warn' | 'good'
  children: ComponentChildren
}) {
  return <div class={classes('notice', look)}>{children}</div>
}
