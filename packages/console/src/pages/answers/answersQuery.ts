import { bands, metrics, type Segment } from '@tyck/shared/metric'
import { withQuery } from '../../api/address.ts'
import { day, oneOf, text, useQuery } from '../../app/useQuery.ts'
import { daysOf, rangeWords } from '../../parts/timeRange.ts'

export const shows = ['unread', 'comments', 'read', 'all', 'tests'] as const
export const times = ['any', ...rangeWords] as const
export const trusts = ['any', 'verified', 'unverified', 'flagged', 'unflagged'] as const

const everySegment = [...new Set(metrics.flatMap(metric => bands[metric].map(({ segment }) => segment)))]

/** Which answers are looked at, as the address bar has it. */
const params = {
  show: oneOf(shows, 'comments'),
  touchpoint: text,
  segment: oneOf<Segment | ''>(['', ...everySegment], ''),
  locale: text,
  time: oneOf(times, 'any'),
  from: day,
  to: day,
  words: text,
  tag: text,
  channel: text,
  scoreFrom: text,
  scoreTo: text,
  /** A JSON object with one key, as the service takes it. */
  metadata: text,
  trust: oneOf(trusts, 'any'),
}

export type AnswersQuery = { [name in keyof typeof params]: ReturnType<(typeof params)[name]['read']> }

export const useAnswersQuery = () => useQuery<AnswersQuery>(params)

/** What stands in the address where nothing is left out. */
export const noFilters: AnswersQuery = Object.fromEntries(
  Object.entries(params).map(([name, param]) => [name, param.read(null)]),
) as AnswersQuery

/** The filters that stand behind "More filters". */
export const moreFilters = ['tag', 'channel', 'scoreFrom', 'scoreTo', 'metadata', 'trust'] as const

/** Whether anything but the kind of answers is asked for. */
export function isFiltered(query: AnswersQuery): boolean {
  return Object.entries(noFilters).some(
    ([name, none]) => name !== 'show' && query[name as keyof AnswersQuery] !== none,
  )
}

/**
 * What the query asks the service for, below `path`. Day words become days of the project's time zone.
 * @param today the day it is there
 */
export function answersAddress(path: string, query: AnswersQuery, today: string): string {
  const { show, time, from, to, trust, ...asked } = query
  const days = time === 'any' ? { from: '', to: '' } : daysOf({ range: time, from, to }, today)
  return withQuery(path, {
    ...asked,
    ...days,
    commented: show === 'all' || show === 'tests' ? '' : true,
    answered: show === 'all' ? true : '',
    read: show === 'unread' ? false : show === 'read' ? true : '',
    test: show === 'tests',
    verified: trust === 'verified' ? true : trust === 'unverified' ? false : '',
    flagged: trust === 'flagged' ? true : trust === 'unflagged' ? false : '',
  })
}
