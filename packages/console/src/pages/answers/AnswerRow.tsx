import { useMemo } from 'preact/hooks'
import { classes } from '../../parts/classes.ts'
import { answers as t } from '../../texts/en/answers.ts'
import { Said } from './Said.tsx'
import { figureWords, Score } from './Score.tsx'
import type { Answer } from './useAnswers.ts'
import type { Telling } from './useTelling.ts'
import { when } from './when.ts'

/** One answer of the list. Its button goes to it; a press anywhere on it does too, but for selecting its text. */
export function AnswerRow({
  answer,
  telling,
  isCurrent,
  onOpen,
}: {
  answer: Answer
  telling: Telling
  isCurrent: boolean
  /** The same one at each drawing. */
  onOpen(id: string, isByKey: boolean): void
}) {
  // Drawn again only where it has changed: there may be thousands.
  return useMemo(() => draw(answer, telling, isCurrent, onOpen), [answer, telling, isCurrent, onOpen])
}

function draw(
  answer: Answer,
  telling: Telling,
  isCurrent: boolean,
  onOpen: (id: string, isByKey: boolean) => void,
) {
  const { id, segment, touchpoint, shownAt, importedFrom, read, comment, tags, dismissedAt } = answer
  const isUnread = read === false
  const name = telling.nameOf(touchpoint)
  const time = when(shownAt, telling.timeZone, Date.now())
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: who uses no mouse has the button
    <li
      class={classes('answer', isUnread && 'unread')}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={({ detail }) => {
        if (getSelection()?.isCollapsed !== false) onOpen(id, detail === 0)
      }}
    >
      <button type="button" id={`answer-${id}`}>
        <Score answer={answer} />
        {isUnread && <span class="heard">{t.unread} </span>}
        <span class="heard">{figureWords(answer)} </span>
        <span class="name">{name} </span>
        {segment && <span class="quiet">{t.segmentName[segment]} </span>}
        {importedFrom !== null && <span class="quiet">{t.imported} </span>}
        <span class="quiet time">{time}</span>
      </button>
      {comment !== null ? (
        <Said answer={answer} />
      ) : (
        <p class="quiet">{dismissedAt ? t.dismissed : t.noComment}</p>
      )}
      {tags.length > 0 && (
        <ul class="tags">
          {tags.map(tag => (
            <li key={tag} class="tag" dir="auto">
              {tag}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
