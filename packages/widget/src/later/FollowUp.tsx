import type { PublicSurvey } from '@tyck/shared/contract/surveys'
import { commentCodePoints } from '@tyck/shared/limits'
import { h } from 'preact'

interface Props {
  words: PublicSurvey['words']
  prompt: string
  reasons: { key: string; label: string }[]
  /** False asks for reasons only. */
  comment: false | undefined
  chosen: string[]
  draft: string
  status: string | undefined
  /** What was answered, as people know it. */
  answer: string
  onToggle(reason: string): void
  onDraft(draft: string): void
  onSend(): void
  onSkip(): void
  onChange(): void
}

/** What follows the score: why, in chips and in words. Both are optional, and so is the whole. */
export function followUp(props: Props) {
  const { words, prompt, reasons, comment, chosen, draft } = props
  const left = commentCodePoints - [...draft].length
  const note = left < 200 ? words.charactersLeft.replace('{n}', `${left}`) : props.status
  // What stands elsewhere or reads otherwise than before is drawn anew: moved, it would count as a shift of the page.
  return (
    <div key={props.answer} class="follow" data-short={comment === false || undefined}>
      <label class="prompt" for="comment" tabIndex={-1}>
        {prompt}
      </label>
      <span key={note} class="note" aria-hidden="true">
        {note}
      </span>
      {reasons[0] && (
        <div class="reasons">
          {reasons.map(({ key, label }) => (
            <button
              key={key}
              type="button"
              class="reason"
              aria-pressed={chosen.includes(key)}
              onClick={() => props.onToggle(key)}
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
          onInput={event => props.onDraft(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing)
              props.onSend()
          }}
        />
      )}
      <div class="actions">
        {changeButton(props)}
        <button type="button" onClick={props.onSkip}>
          {words.skip}
        </button>
        <button type="button" class="primary" disabled={left < 0} onClick={props.onSend}>
          {words.send}
        </button>
      </div>
    </div>
  )
}

/** Where a scale of two rows had to fold away, it comes back by this. */
export function changeButton({ words, answer, onChange }: Pick<Props, 'words' | 'answer' | 'onChange'>) {
  return (
    <button type="button" class="change" onClick={onChange}>
      <b>{answer}</b> {words.change}
    </button>
  )
}
