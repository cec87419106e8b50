import { Button } from '../../parts/Button.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { Tests } from '../../parts/Tests.tsx'
import { answers as t } from '../../texts/en/answers.ts'
import { type AnswersQuery, isFiltered, noFilters } from './answersQuery.ts'

/** What would stand here, and how to get there. */
export function NoAnswers({
  query,
  onQuery,
}: {
  query: AnswersQuery
  onQuery(change: Partial<AnswersQuery>): void
}) {
  if (isFiltered(query)) {
    return (
      <Empty
        title={t.noneFound}
        action={<Button onClick={() => onQuery({ ...noFilters, show: query.show })}>{t.clear}</Button>}
      >
        {t.noneFoundAbout}
      </Empty>
    )
  }
  if (query.show === 'tests') return <Empty title={t.testsNone}>{t.testsNoneAbout}</Empty>
  if (query.show === 'unread' || query.show === 'read') {
    const isUnread = query.show === 'unread'
    return (
      <Empty
        title={isUnread ? t.noneUnread : t.noneFound}
        action={<Button onClick={() => onQuery({ show: 'comments' })}>{t.showAllComments}</Button>}
      >
        {t.noneUnreadAbout}
      </Empty>
    )
  }
  return (
    <Empty title={t.noneYet}>
      <p>{t.noneYetAbout}</p>
      <Tests />
    </Empty>
  )
}
