import type { ComponentChildren, VNode } from 'preact'
import type { Section } from './routes.ts'

const icon = (children: ComponentChildren) => (
  <svg
    viewBox="0 0 20 20"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
)

/** One for each word of the rail; the word always stands beside it. */
export const icons: Record<Section, VNode> = {
  overview: icon(<path d="M3 16.5h14M5.5 13V9.5M10 13V4M14.5 13V7" />),
  touchpoints: icon(
    <>
      <path d="M10 17s5.5-4.6 5.5-9a5.5 5.5 0 0 0-11 0c0 4.4 5.5 9 5.5 9Z" />
      <circle cx="10" cy="8" r="2" />
    </>,
  ),
  answers: icon(<path d="M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5zM6.5 8h7M6.5 10.5h4" />),
  settings: icon(
    <>
      <path d="M3 6h6M13 6h4M3 14h4M11 14h6" />
      <circle cx="11" cy="6" r="2" />
      <circle cx="9" cy="14" r="2" />
    </>,
  ),
}
