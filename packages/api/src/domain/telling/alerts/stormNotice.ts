import type { Links } from '../notices/links.ts'
import type { Notice } from '../notices/notice.ts'
import { cut } from '../notices/plain.ts'
import { type Comment, quoteOf } from '../notices/quoteOf.ts'
import { tellCount } from '../notices/tell.ts'

/** What came beyond the alerts that are told one by one. */
export interface Storm {
  /** Most first. */
  touchpoints: readonly { key: string; name: string; count: number }[]
  /** The newest; empty where the destination is not told any. */
  comments: readonly Comment[]
  /** The days on which it came. */
  days: { from: string; to: string }
}

const mostNamed = 10

/** The alerts of an hour in one. */
export function stormNotice(
  { touchpoints, comments, days }: Storm,
  { links, timeZone }: { links: Links; timeZone: string },
): Notice {
  const all = touchpoints.reduce((sum, { count }) => sum + count, 0)
  const named = touchpoints
    .slice(0, mostNamed)
    .map(({ name, count }) => `${cut(name, 80)} ${tellCount(count)}`)
  const rest =
    touchpoints.length > named.length ? [`and ${tellCount(touchpoints.length - named.length)} more`] : []
  return {
    title: `${tellCount(all)} more low ${all === 1 ? 'score' : 'scores'} within an hour`,
    parts: [
      { kind: 'text', text: `${[...named, ...rest].join(', ')}.` },
      { kind: 'text', text: 'Ten an hour are told one by one; these came on top.' },
      ...comments.map(comment => quoteOf(comment, { links, timeZone })),
    ],
    link: { text: 'Open the answers in Tyck', url: links.answers(days) },
  }
}
