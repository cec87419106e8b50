import { MarkedText } from './MarkedText.tsx'
import type { Answer } from './useAnswers.ts'

/** What somebody wrote: in its own language and direction, with its own lines. */
export function Said({
  answer,
}: {
  answer: Pick<Answer, 'comment' | 'locale'> & Partial<Pick<Answer, 'matches'>>
}) {
  const { comment, locale, matches = null } = answer
  if (comment === null) return null
  return (
    <p class="said" dir="auto" lang={locale ?? undefined}>
      <MarkedText text={comment} matches={matches} />
    </p>
  )
}
