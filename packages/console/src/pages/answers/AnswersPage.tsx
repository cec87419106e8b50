import { useState } from 'preact/hooks'
import { address, withQuery } from '../../api/address.ts'
import { mayEdit, useProject } from '../../api/project.ts'
import { failureOf } from '../../api/requestFailed.ts'
import { useAction } from '../../api/useAction.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Filters } from '../../parts/Filters.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { say } from '../../parts/Status.tsx'
import { todayIn } from '../../parts/timeRange.ts'
import { answers as t } from '../../texts/en/answers.ts'
import { exporting } from '../../texts/en/exporting.ts'
import { AnswerFilters } from './AnswerFilters.tsx'
import { answersAddress, isFiltered, useAnswersQuery } from './answersQuery.ts'
import { ExportDialog } from './ExportDialog.tsx'
import { Inbox } from './Inbox.tsx'
import { SearchField } from './SearchField.tsx'
import { TestAnswers } from './TestAnswers.tsx'
import { useAnswers } from './useAnswers.ts'
import { type Telling, useTelling } from './useTelling.ts'

/** `/p/{project}/answers`: what customers wrote, newest first. */
export function AnswersPage() {
  const { data: telling, failure, reload } = useTelling()
  const isEditor = mayEdit(useProject())
  if (telling) return <Answers telling={telling} />
  // As high as what comes, so that nothing jumps.
  return (
    <>
      <PageHeading title={t.title}>
        {isEditor && <Button disabled>{t.markAll}</Button>}
        <Button disabled>{exporting.open}</Button>
      </PageHeading>
      <SearchField words="" onWords={() => {}} />
      <Filters label={t.filters}>
        <span class="pick">{t.reading}</span>
      </Filters>
      {failure ? <Problem failure={failure} retry={reload} /> : <Skeleton label={t.reading} lines={12} />}
    </>
  )
}

function Answers({ telling }: { telling: Telling }) {
  const project = useProject()
  const send = useSend()
  const [query, setQuery] = useAnswersQuery()
  const [isAsking, setAsking] = useState(false)
  const [isExporting, setExporting] = useState(false)
  const today = todayIn(telling.timeZone, Date.now())
  const path = answersAddress('/v1/responses', query, today)
  const list = useAnswers(path)
  const markAll = useAction(async () => {
    let marked = 0
    for (let next: string | null = ''; next !== null; ) {
      const url = new URL(answersAddress('/v1/responses/read', query, today), location.href)
      if (next !== '') url.searchParams.set('cursor', next)
      const reply: { responses: number; next: string | null } = await send(
        'POST',
        url.pathname + url.search,
        { asOf: list.first?.asOf },
        [],
      )
      marked += reply.responses
      next = reply.next
    }
    await list.reload()
    say(t.marked(marked))
  })
  return (
    <>
      <PageHeading title={t.title}>
        {mayEdit(project) && query.show !== 'tests' && (
          <Button busy={markAll.isRunning} disabled={!list.rows?.length} onClick={() => setAsking(true)}>
            {t.markAll}
          </Button>
        )}
        <Button onClick={() => setExporting(true)}>{exporting.open}</Button>
      </PageHeading>
      {isExporting && (
        <ExportDialog
          query={query}
          today={today}
          timeZone={telling.timeZone}
          onClose={() => setExporting(false)}
        />
      )}
      <SearchField words={query.words} onWords={words => setQuery({ words })} />
      <AnswerFilters query={query} telling={telling} onQuery={setQuery} />
      {markAll.failure && <Problem failure={markAll.failure} />}
      {isAsking && (
        <Dialog title={t.markAllTitle} onClose={() => setAsking(false)}>
          <p>{isFiltered(query) ? t.markAllFiltered : t.markAllAbout}</p>
          <div class="row">
            <Button
              look="primary"
              onClick={() => {
                setAsking(false)
                void markAll.run()
              }}
            >
              {t.markAll}
            </Button>
            <Button onClick={() => setAsking(false)}>{t.cancel}</Button>
          </div>
        </Dialog>
      )}
      {query.show === 'tests' && <TestAnswers onGone={() => void list.reload()} />}
      <Inbox
        list={list}
        path={path}
        telling={telling}
        query={query}
        onQuery={setQuery}
        onRead={async ({ id, seq }, isRead) => {
          list.patch(id, { read: isRead })
          try {
            const path = address`/v1/responses/${id}/read`
            // As it stands here: what its respondent made of it since, nobody has read.
            await send(isRead ? 'PUT' : 'DELETE', isRead ? withQuery(path, { seq }) : path, undefined, [])
          } catch (thrown) {
            list.patch(id, { read: !isRead })
            if (failureOf(thrown).code === 'conflict-version') return list.reload()
            throw thrown
          }
        }}
      />
    </>
  )
}
