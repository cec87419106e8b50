import type { Links } from '../notices/links.ts'
import type { Notice } from '../notices/notice.ts'
import { cut } from '../notices/plain.ts'
import { tellCount } from '../notices/tell.ts'
import { tellTime } from '../notices/tellDays.ts'
import type { What } from './findSilence.ts'

/** What stopped at a touchpoint, or came back there. */
export interface Silent {
  touchpoint: string
  name: string
  what: What
  since: Date
  count: number
  usual: number
  shown: number
  /** When its survey or its rules were published in that time or in the hour before: what may have done it. */
  publishedAt: Date | null
  /** Whether it is back. */
  isBack: boolean
}

interface Where {
  project: string
  links: Links
  timeZone: string
}

/** What stopped, or came back, at the same time: all in one. */
export function silenceNotice(silences: readonly Silent[], { project, links, timeZone }: Where): Notice {
  return {
    title: `${titleOf(silences)} (${project})`,
    parts: silences.map(silence => ({
      kind: 'item',
      name: cut(silence.name, 120),
      url: links.touchpoint(silence.touchpoint),
      lines: linesOf(silence, timeZone),
    })),
    link: { text: 'Open the touchpoints in Tyck', url: links.touchpoints() },
  }
}

function titleOf(silences: readonly Silent[]): string {
  const [first, ...more] = silences
  const isBack = silences.every(silence => silence.isBack)
  if (!first || more.length > 0)
    return `${silences.length} touchpoints ${isBack ? 'came back' : 'went silent'}`
  return `${nouns[first.what]} ${isBack ? 'came back' : 'stopped'} at ${cut(first.name, 80)}`
}

const nouns = { showings: 'Showings', answers: 'Answers' }

function linesOf(
  { what, since, count, usual, shown, publishedAt, isBack }: Silent,
  timeZone: string,
): string[] {
  const from = tellTime(since, timeZone)
  if (isBack) return [`${nouns[what]} came back. They had stopped on ${from}.`]
  const who = count === 0 ? 'Nobody' : `Only ${tellCount(count)}`
  const expected = `about ${tellCount(Math.round(usual))} are usual in that time`
  const told =
    what === 'showings'
      ? `${who} ${count === 0 ? 'was' : 'were'} asked since ${from}; ${expected}.`
      : `${who} answered since ${from}, of ${tellCount(shown)} who were asked; ${expected}.`
  const published = publishedAt ? [`It was published anew on ${tellTime(publishedAt, timeZone)}.`] : []
  return [told, ...published]
}
