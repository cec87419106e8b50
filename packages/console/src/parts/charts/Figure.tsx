import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { reading as t } from '../../texts/en/reading.ts'
import { classes } from '../classes.ts'

/**
 * A chart with all that it needs to be read without its picture: a title that states the finding, a text that sums it up,
 * and its figures as a table.
 */
export function Figure({
  title,
  summary,
  table,
  isOld,
  level = 3,
  children,
}: {
  title: string
  summary?: ComponentChildren
  table: ComponentChildren
  /** What is shown is of what was asked for before. */
  isOld?: boolean | undefined
  level?: 2 | 3
  children: ComponentChildren
}) {
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <figure class={classes('figure', isOld && 'old')} aria-labelledby={id} aria-busy={isOld}>
      <figcaption>
        <Heading id={id}>{title}</Heading>
        {summary && <p class="quiet">{summary}</p>}
      </figcaption>
      {children}
      <details class="as-table">
        <summary>{t.asTable}</summary>
        {table}
      </details>
    </figure>
  )
}
