import { useEffect, useRef } from 'preact/hooks'
import { momentIn } from '../../parts/momentIn.ts'
import { Problem } from '../../parts/Problem.tsx'
import { answers as t } from '../../texts/en/answers.ts'
import { AnswerRow } from './AnswerRow.tsx'
import type { Answers } from './useAnswers.ts'
import type { Telling } from './useTelling.ts'

/** The answers that were read, and more of them before their end comes into sight. */
export function AnswerList({
  list,
  telling,
  current,
  onOpen,
}: {
  list: Answers
  telling: Telling
  current: string
  onOpen(id: string, isByKey: boolean): void
}) {
  const { rows = [], next, failure, isReading } = list
  const lookedBackTo = list.last?.lookedBackTo
  const end = useRef<HTMLDivElement>(null)
  const latest = useRef(list)
  latest.current = list
  const latestOpen = useRef(onOpen)
  latestOpen.current = onOpen
  const open = useRef((id: string, isByKey: boolean) => latestOpen.current(id, isByKey))
  useEffect(() => {
    if (next === null || !end.current) return
    // Watched anew after each page: one that brought nothing leaves the end where it was.
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting && !latest.current.failure) latest.current.more()
      },
      { rootMargin: '1200px 0px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [next])
  return (
    <div class="answer-list" aria-busy={isReading}>
      <ol aria-label={t.list}>
        {rows.map(answer => (
          <AnswerRow
            key={answer.id}
            answer={answer}
            telling={telling}
            isCurrent={answer.id === current}
            onOpen={open.current}
          />
        ))}
      </ol>
      <div ref={end} class="end quiet">
        {failure && <Problem failure={failure} retry={next === null ? list.reload : list.more} />}
        {!failure && next !== null && (
          <p>
            {lookedBackTo ? t.lookedBackTo(momentIn(telling.timeZone, lookedBackTo, 'day')) : t.readingMore}
          </p>
        )}
        {next === null && rows.length > 10 && <p>{t.end}</p>}
      </div>
    </div>
  )
}
