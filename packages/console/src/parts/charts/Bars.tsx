import type { ComponentChildren } from 'preact'
import { classes } from '../classes.ts'

/** One bar, from nothing to `value`. */
export interface Bar {
  key: string
  name: ComponentChildren
  value: number
  told: string
  about?: string
  isQuiet?: boolean
}

/** Bars beneath each other, each with its name and its figure. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return (
    <ul class="bars">
      {bars.map(({ key, name, value, told, about, isQuiet }) => (
        <li key={key} class={classes(isQuiet && 'quiet-bar')}>
          <span class="name">{name}</span>
          <svg class="strip" height="20" width="100%" aria-hidden="true">
            <rect
              x="0"
              y="1"
              width={`${Math.max(value > 0 ? 0.4 : 0, (100 * value) / most)}%`}
              height="18"
              rx="2"
            />
          </svg>
          <span class="told">
            <b>{told}</b> {about && <span class="quiet">{about}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
