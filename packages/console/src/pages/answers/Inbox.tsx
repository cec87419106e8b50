import { useEffect, useRef, useState } from 'preact/hooks'
import { mayEdit, useProject } from '../../api/project.ts'
import { failureOf, type RequestFailed } from '../../api/requestFailed.ts'
import { useShortcut } from '../../app/shortcuts.tsx'
import { text, useQuery } from '../../app/useQuery.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { answers as t } from '../../texts/en/answers.ts'
import { AnswerDetail } from './AnswerDetail.tsx'
import { AnswerList } from './AnswerList.tsx'
import type { AnswersQuery } from './answersQuery.ts'
import { NoAnswers } from './NoAnswers.tsx'
import type { Answer, Answers } from './useAnswers.ts'
import { useFresh } from './useFresh.ts'
import type { Telling } from './useTelling.ts'
import { useWide } from './useWide.ts'

/** The list, and the answer that is looked at beside it; on a phone above it, once it is asked for. */
export function Inbox({
  list,
  path,
  telling,
  query,
  onQuery,
  onRead,
}: {
  list: Answers
  path: string
  telling: Telling
  query: AnswersQuery
  onQuery(change: Partial<AnswersQuery>): void
  onRead(answer: Answer, isRead: boolean): Promise<void>
}) {
  const { rows, failure } = list
  const isEditor = mayEdit(useProject())
  const isWide = useWide()
  const [{ answer: current }, setCurrent] = useQuery({ answer: text })
  const [isSheet, setSheet] = useState(false)
  const wanted = useRef<string>()
  // After the sheet has taken the focus, or the answer stands beside the list.
  useEffect(() => {
    if ((isSheet || isWide) && wanted.current) focusOn(wanted.current)
    wanted.current = undefined
  })
  const fresh = useFresh(path, rows)
  const [unmarked, setUnmarked] = useState<RequestFailed>()
  const answer = rows?.find(({ id }) => id === current)
  // By itself: with another key a thousand rows that are about to go would be drawn anew.
  useEffect(() => {
    setSheet(false)
    setUnmarked(undefined)
  }, [path])

  // Any number at once: who steps through the list waits for none of them.
  function mark(seen: Answer, isRead: boolean) {
    setUnmarked(undefined)
    onRead(seen, isRead).catch(thrown => setUnmarked(failureOf(thrown)))
  }
  function look(id: string) {
    setCurrent({ answer: id })
    const seen = rows?.find(row => row.id === id)
    if (isEditor && seen?.read === false) mark(seen, true)
  }
  function step(by: number) {
    const at = rows?.findIndex(({ id }) => id === current) ?? -1
    const next = rows?.[at === -1 ? 0 : at + by]
    if (!next) return
    look(next.id)
    const button = document.getElementById(`answer-${next.id}`)
    button?.focus({ preventScroll: true })
    button?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }
  function backToList() {
    setSheet(false)
    // Once the sheet is gone: behind it nothing takes the focus.
    requestAnimationFrame(() => document.getElementById(`answer-${current}`)?.focus())
  }
  function goToDetail(selector: string) {
    // At once, for what is typed next is meant for it; a sheet is drawn first.
    if (isWide || isSheet) return focusOn(selector)
    wanted.current = selector
    setSheet(true)
  }
  const hasRows = rows && rows.length > 0
  useShortcut('j', t.keys.next, hasRows ? () => step(1) : null)
  useShortcut('k', t.keys.previous, hasRows ? () => step(-1) : null)
  useShortcut('o', t.keys.open, answer ? () => goToDetail('.answer-pane') : null)
  useShortcut(
    'u',
    t.keys.toggle,
    answer && isEditor && answer.read !== null ? () => mark(answer, !answer.read) : null,
  )
  useShortcut('t', t.keys.tag, answer && isEditor ? () => goToDetail('#add-tag') : null)
  useShortcut('Escape', t.keys.back, answer ? backToList : null)
  useShortcut('/', t.keys.search, () => document.getElementById('search-answers')?.focus())

  if (!rows && failure) return <Problem failure={failure} retry={list.reload} />
  if (!rows) return <Skeleton label={t.reading} lines={12} />
  if (rows.length === 0 && list.next === null && !failure) {
    return <NoAnswers query={query} onQuery={onQuery} />
  }
  const detail = answer && (
    <AnswerDetail
      key={answer.id}
      answer={answer}
      telling={telling}
      onRead={isRead => mark(answer, isRead)}
      onTags={tags => list.patch(answer.id, { tags })}
      onOnly={(key, value) => onQuery({ metadata: JSON.stringify({ [key]: value }) })}
      onLeave={backToList}
    />
  )
  return (
    <>
      {unmarked && <Problem failure={unmarked} />}
      <div role="status" class="fresh">
        {fresh > 0 && (
          <Button
            look="plain"
            onClick={() => {
              void list.reload()
              scrollTo(0, 0)
            }}
          >
            {t.fresh(fresh)}
          </Button>
        )}
      </div>
      <div class="inbox">
        <AnswerList
          list={list}
          telling={telling}
          current={current}
          onOpen={(id, isByKey) => {
            look(id)
            if (!isWide) return setSheet(true)
            // Beside the list it is far away by Tab; Escape leads back.
            if (!isByKey) return
            if (id === current) focusOn('.answer-pane')
            else wanted.current = '.answer-pane'
          }}
        />
        {isWide && detail && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <section class="answer-pane" aria-label={t.detail} tabIndex={0}>
            <h2 class="heard">{t.detail}</h2>
            {detail}
          </section>
        )}
      </div>
      {!isWide && isSheet && detail && (
        <Dialog title={t.detail} close={t.close} onClose={backToList}>
          {detail}
        </Dialog>
      )}
    </>
  )
}

const focusOn = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus()
