import { type AnswersQuery, answersAddress } from './answersQuery.ts'

export type ExportFormat = 'csv' | 'ndjson'
/** What is listed, all answers, or all showings: each by the same filters. */
export type Exported = 'listed' | 'answers' | 'showings'

/** What can be exported beside what is listed. Tests stand apart, and the list may have all answers already. */
export function offeredExports({ show }: AnswersQuery): Exported[] {
  if (show === 'tests') return ['listed']
  return show === 'all' ? ['listed', 'showings'] : ['listed', 'answers', 'showings']
}

/** What the service is asked for. */
export function exportAddress(
  query: AnswersQuery,
  today: string,
  { format, what, timeZone }: { format: ExportFormat; what: Exported; timeZone: string },
): string {
  const asked: AnswersQuery = what === 'listed' ? query : { ...query, show: 'all' }
  const url = new URL(answersAddress(`/v1/responses.${format}`, asked, today), location.href)
  if (what === 'showings') url.searchParams.delete('answered')
  url.searchParams.set('timeZone', timeZone)
  return url.pathname + url.search
}
