import type { ComponentChildren } from 'preact'

/** What will stand here, and the one thing to do so that it does. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string
  children: ComponentChildren
  action?: ComponentChildren
}) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <div class="about">{children}</div>
      {action}
    </div>
  )
}
