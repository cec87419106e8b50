import { type Metric, scaleOf } from '@tyck/shared/metric'
import { dayAt } from '../../scores/calendar.ts'
import type { Links } from './links.ts'
import type { Part } from './notice.ts'
import { cut, oneLine } from './plain.ts'
import { tellTime } from './tellDays.ts'

/** A comment as it stands in the database, masked. */
export interface Comment {
  responseId: string
  comment: string
  score: number | null
  metric: Metric
  touchpoint: string
  name: string
  /** When it was shown. */
  at: Date
}

/** How much of a comment is told where there are several; the console has the rest. */
const usual = 280

export function quoteOf(
  { responseId, comment, score, metric, touchpoint, name, at }: Comment,
  { links, timeZone, most = usual }: { links: Links; timeZone: string; most?: number },
): Part {
  const scored = score === null ? '' : `${tellAnswer(metric, score)} at `
  return {
    kind: 'quote',
    text: cut(comment, most),
    about: `${scored}${cut(oneLine(name), 120)}, ${tellTime(at, timeZone)}`,
    url: links.answer({ touchpoint, id: responseId, day: dayAt(at.getTime(), timeZone) }),
  }
}

/** One customer's score, with its scale: "3 of 10", "4 of 5 stars", "thumbs down". */
export function tellAnswer(metric: Metric, score: number): string {
  if (metric === 'thumbs') return score === 1 ? 'thumbs up' : 'thumbs down'
  return `${score} of ${scaleOf(metric).max}${metric === 'stars' ? ' stars' : ''}`
}
