import { useState } from 'preact/hooks'
import { withQuery } from '../../api/address.ts'
import { type Resource, useResource } from '../../api/useResource.ts'
import { useQuery } from '../../app/useQuery.ts'
import { daysOf, todayIn } from '../timeRange.ts'
import { daysIn } from './days.ts'
import { readingParams, readMeta } from './readingParams.ts'

type Asked = Record<string, string | number | boolean | null | undefined>

/** What is looked at, and the addresses that read it; or why its days are not known. */
export interface Reading extends Pick<Resource<unknown>, 'failure' | 'reload'> {
  query: ReturnType<typeof useReadingQuery>[0]
  setQuery: ReturnType<typeof useReadingQuery>[1]
  /** Whose days they are: the project's or those of who looks; and which these are. '' until it is known. */
  timeZone: string
  projectTimeZone: string
  today: string
  days: { from: string; to: string; count: number }
  /** Whether the figures are compared with others. */
  isCompared: boolean
  /** The address of scores; null until the time zone is known. */
  scoresPath(asked?: Asked): string | null
  /** The address of responses with the same filters. */
  responsesPath(asked?: Asked): string | null
  /** The query part of a link that looks at the same: "?range=90d", or ''. */
  carried: string
}

const useReadingQuery = () => useQuery(readingParams)

const browserTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

export function useReading(): Reading {
  const [query, setQuery] = useReadingQuery()
  const { data: project, failure, reload } = useResource<{ timeZone?: string }>('/v1/project')
  // A page that stands open over midnight stays with its day until it is opened again.
  const [now] = useState(Date.now)
  const projectTimeZone = project ? (project.timeZone ?? 'UTC') : ''
  const timeZone = query.days === 'mine' ? browserTimeZone : projectTimeZone
  const today = todayIn(timeZone || 'UTC', now)
  const days = daysOf(query, today)
  const meta = readMeta(query.meta)
  const filters: Asked = {
    channel: query.channel,
    locale: query.locale,
    verified: query.who === 'all' ? undefined : query.who === 'verified',
    flagged: query.flagged === 'with' ? undefined : query.flagged === 'only',
    metadata: meta && JSON.stringify({ [meta.key]: meta.value }),
  }
  // A year before would be within a longer range itself.
  const compare = query.compare === 'year' && daysIn(days) > 365 ? 'before' : query.compare
  const compareTo = { before: 'previous-period', year: 'year-before', none: undefined }[compare]
  const inDays = { from: days.from, to: days.to, timeZone }
  return {
    failure: project ? undefined : failure,
    reload,
    query,
    setQuery,
    timeZone,
    projectTimeZone,
    today,
    days: { ...days, count: daysIn(days) },
    isCompared: compareTo !== undefined,
    scoresPath: asked =>
      timeZone === '' ? null : withQuery('/v1/scores', { ...inDays, compareTo, ...filters, ...asked }),
    responsesPath: asked =>
      timeZone === '' ? null : withQuery('/v1/responses', { ...filters, ...inDays, test: false, ...asked }),
    carried: carriedOf(location.search),
  }
}

/** What another page looks at as well. */
function carriedOf(search: string): string {
  const given = new URLSearchParams(search)
  for (const name of [...given.keys()]) if (!(name in readingParams) || name === 'filter') given.delete(name)
  return given.size === 0 ? '' : `?${given}`
}
