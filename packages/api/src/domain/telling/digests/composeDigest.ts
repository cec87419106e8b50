import type { ScoresEntry } from '@tyck/shared/admin/scores'
import type { Day } from '../../scores/calendar.ts'
import type { Links } from '../notices/links.ts'
import type { Notice, Part } from '../notices/notice.ts'
import { cut } from '../notices/plain.ts'
import { type Comment, quoteOf } from '../notices/quoteOf.ts'
import {
  metricNames,
  tellAnswers,
  tellCount,
  tellInterval,
  tellMove,
  tellPercent,
  tellScore,
} from '../notices/tell.ts'
import { tellDays } from '../notices/tellDays.ts'

/** What a digest is made of. */
export interface Digested {
  project: string
  days: { from: Day; to: Day }
  timeZone: string
  scores: readonly ScoresEntry[]
  /** Keys of the touchpoints that are paused. */
  paused: ReadonlySet<string>
  /** Newest first; empty where the destination is not told any. */
  comments: readonly Comment[]
  links: Links
}

/** Of more touchpoints the rest is counted: a message holds no more, and nobody reads on. */
const mostItems = 20

/** What the days of a digest had to say. */
export function composeDigest({
  project,
  days,
  timeZone,
  scores,
  paused,
  comments,
  links,
}: Digested): Notice {
  const { from, to } = days
  const title = `${project}, ${tellDays(from, to)}`
  const link = { text: 'Open in Tyck', url: links.overview({ from, to }) }
  const before = from === to ? 'the day before' : 'the 7 days before'
  const answered = scores.filter(({ n }) => n > 0)
  const items = answered.toSorted((a, b) => rankOf(a) - rankOf(b))
  const quiet = scores.flatMap(entry => quietOf(entry, before, paused))
  if (answered.length === 0 && quiet.length === 0) {
    const when = from === to ? 'on this day' : 'in these days'
    return {
      title,
      parts: [{ kind: 'text', text: `Nobody was asked, and nobody answered, ${when}.` }],
      link,
    }
  }

  const parts: Part[] = items.slice(0, mostItems).map(entry => ({
    kind: 'item',
    name: nameOf(entry),
    url: links.touchpoint(entry.touchpoint, { from, to }),
    lines: linesOf(entry, before),
  }))
  if (answered.length === 0) parts.push({ kind: 'text', text: 'Nobody answered.' })
  if (items.length > mostItems) {
    parts.push({ kind: 'text', text: `And ${tellCount(items.length - mostItems)} more with answers.` })
  }
  if (quiet.length > 0) {
    const told = quiet.slice(0, mostItems)
    const rest = quiet.length > told.length ? `And ${tellCount(quiet.length - told.length)} more.` : ''
    parts.push({ kind: 'heading', text: 'Quiet' }, { kind: 'text', text: [...told, rest].join(' ').trim() })
  }
  if (comments.length > 0) {
    parts.push({ kind: 'heading', text: 'Newest comments' })
    parts.push(...comments.map(comment => quoteOf(comment, { links, timeZone })))
  }
  return { title, parts, link }
}

/** What changed comes first, then what asks now, each in the order of the journey. */
function rankOf({ change, isCurrent }: ScoresEntry): number {
  if (change?.verdict === 'lower') return 0
  if (change?.verdict === 'higher') return 1
  return isCurrent ? 2 : 3
}

const nameOf = ({ name, isCurrent }: ScoresEntry) =>
  cut(isCurrent ? name : `${name} (an earlier question)`, 120)

function linesOf(entry: ScoresEntry, before: string): string[] {
  const { metric, n, score, interval, early, funnel } = entry
  if (score === null) return []
  const range = interval ? ` (${tellInterval(metric, interval)})` : ''
  const told = [
    `${metricNames[metric]} ${tellScore(metric, score)}${range}, ${tellAnswers(n)}${early ? ', early' : ''}`,
  ]
  if (funnel?.responseRate != null) {
    told.push(`${tellPercent(funnel.responseRate)} of ${tellCount(funnel.shown)} who were asked answered`)
  }
  const change = changeOf(entry, before)
  return change ? [...told, change] : told
}

function changeOf({ metric, score, change }: ScoresEntry, before: string): string | undefined {
  if (!change || score === null) return undefined
  if (change.before.score === null) return `Nobody answered ${before}`
  if (change.verdict === 'too-few') return 'Too few answers to tell a change'
  const moved = tellMove(metric, change.before.score, score)
  if (change.verdict === 'unsure') return `Can’t tell yet whether it changed: ${moved.before} ${before}`
  const verb = change.verdict === 'higher' ? 'Rose' : 'Fell'
  return `${verb} by ${moved.by} from ${moved.before} ${before}, beyond chance`
}

/** What is said of a touchpoint that had no answers, though it asks now or did in the days before. */
function quietOf(
  { touchpoint, name, n, funnel, change }: ScoresEntry,
  before: string,
  paused: ReadonlySet<string>,
) {
  if (n > 0) return []
  const called = cut(name, 120)
  const shown = funnel?.shown ?? 0
  const earlier = change?.before.funnel?.shown ?? 0
  if (shown > 0) return [`Nobody answered at ${called}, of ${tellCount(shown)} who were asked.`]
  if (paused.has(touchpoint)) return [`${called} is paused.`]
  return earlier > 0 ? [`Nobody was asked at ${called}; ${tellCount(earlier)} were ${before}.`] : []
}
