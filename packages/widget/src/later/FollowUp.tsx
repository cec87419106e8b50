import type { PublicSurvey } from '@tyck/shared/contract/surveys'
import { commentCodePoints } from '@tyck/shared/limits'
import { h } from 'preact'
import type { Asked } from '../widget/asked.ts'
import { answerIn, followUpOf } from './followUpOf.ts'
import { told } from './presence.tsx'

interface Acts {
  toggle(reason: string): void
  /** The comment as far as it is typed. */
  type(draft: string): void
  /** Ends the response with this comment. */
  close(comment?: string): void
  unfold(): void
}

/** What follows the score: why, in chips and in words. Both are optional, and so is the whole. */
export function followUp(one: Asked, score: number, { toggle, type, close, unfold }: Acts) {
  const { survey, entry, draft = '' } = one
  const { words, comment } = survey
  const { prompt, reasons } = followUpOf(survey, score)
  const left = commentCodePoints - [...draft].length
  // What is typed is not saved yet, so nothing beside it may say so.
  const note =
    left < 200 ? words.charactersLeft.replace('{n}', `${left}`) : isUnsent(one) ? undefined : told(one)
  const send = () => close(draft.trim())
  // What stands elsewhere or reads otherwise than before is drawn anew: moved, it would count as a shift of the page.
  return (
    <div key={score} class="follow">
      <label class="prompt" for="comment" tabIndex={-1}>
        {prompt ?? words[comment === false ? 'reasons' : 'comment']}
      </label>
      <small key={note} class="note" aria-hidden="true">
        {note}
      </small>
      {reasons[0] && (
        <div class="reasons">
          {reasons.map(({ key, label }) => (
            <button
              key={key}
              type="button"
              class="reason"
              aria-pressed={!!entry?.reasons?.includes(key)}
              onClick={() => toggle(key)}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      {comment !== false && (
        <textarea
          id="comment"
          rows={1}
          value={draft}
          aria-invalid={left < 0}
          onInput={event => type(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) send()
          }}
        />
      )}
      <div class="actions">
        {changeButton(survey, score, unfold, note)}
        {/* What was sent before stays. */}
        <button type="button" onClick={() => close(entry?.comment)}>
          {words.skip}
        </button>
        <button type="button" class="primary" disabled={left < 0} onClick={send}>
          {words.send}
        </button>
      </div>
    </div>
  )
}

/** Where the scale had to fold away, it comes back by this, which says what became of the answer. */
export function changeButton(survey: PublicSurvey, score: number, unfold: () => void, note?: string) {
  return (
    <button type="button" class="change" onClick={unfold}>
      <span>
        <b>{answerIn(survey, score)}</b> {survey.words.change}
      </span>
      <small key={note} aria-hidden="true">
        {note}
      </small>
    </button>
  )
}

/** Whether there is a comment that was typed and not sent. */
export function isUnsent({ draft = '', entry }: Asked): boolean {
  return draft.trim() !== (entry?.comment ?? '')
}
