import type { Metric } from '@tyck/shared/metric'
import { dayAt } from '../../scores/calendar.ts'
import type { Links } from '../notices/links.ts'
import type { Notice, Part } from '../notices/notice.ts'
import { cut, oneLine } from '../notices/plain.ts'
import { quoteOf, tellAnswer } from '../notices/quoteOf.ts'
import { tellSegment } from '../notices/segmentWords.ts'
import { tellTime } from '../notices/tellDays.ts'

/** An answer as it stands, and as much of it as the destination is told. */
export interface Answer {
  id: string
  metric: Metric
  score: number | null
  /** null where there is none, or where it is not told. */
  comment: string | null
  /** The labels of what was chosen. */
  reasons: readonly string[]
  touchpoint: string
  name: string
  /** When it was shown. */
  at: Date
}

interface Where {
  links: Links
  timeZone: string
}

/** What is told of one answer at once. */
export function alertNotice(answer: Answer, where: Where): Notice {
  const { metric, score } = answer
  const who = score === null ? 'Comment' : tellSegment(metric, score)
  const gave = score === null || metric === 'thumbs' ? '' : `: ${tellAnswer(metric, score)}`
  return notice(`${who} at ${nameOf(answer)}${gave}`, answer, where)
}

/** What is told where an answer that was told of has changed; `was` is its score before. */
export function changedNotice(answer: Answer, was: number | null, where: Where): Notice {
  const { metric, score } = answer
  const now = score === null ? 'no score' : tellAnswer(metric, score)
  const title =
    was === null || was === score
      ? `More on ${now} at ${nameOf(answer)}`
      : `Changed from ${tellAnswer(metric, was)} to ${now} at ${nameOf(answer)}`
  return notice(title, answer, where)
}

function notice(title: string, answer: Answer, { links, timeZone }: Where): Notice {
  const { id, comment, reasons, touchpoint, at } = answer
  const url = links.answer({ touchpoint, id, day: dayAt(at.getTime(), timeZone) })
  const parts: Part[] = []
  if (reasons.length > 0)
    parts.push({ kind: 'text', text: `Reasons: ${reasons.map(label => oneLine(label)).join(', ')}` })
  if (comment === null) parts.push({ kind: 'text', text: tellTime(at, timeZone) })
  else parts.push(quoteOf({ ...answer, comment, responseId: id }, { links, timeZone, most: 1_000 }))
  return { title, parts, link: { text: 'Open the answer in Tyck', url } }
}

const nameOf = ({ name }: Answer) => cut(oneLine(name), 80)
