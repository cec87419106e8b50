import type { Option } from '@tyck/shared/contract/surveys'
import { h, type JSX } from 'preact'
import type { Asked } from './asked.ts'

/** All that the screen shows. Kept in one place, changed by `draw`, drawn anew after each change. */
export interface View {
  /** `asking` until there is a score, then `following`, then `thanked`. */
  phase: 'asking' | 'following' | 'thanked'
  /** The answer that is marked: posted, or picked by keyboard. */
  marked: number | undefined
  /** Seen. */
  ready?: boolean
  /** Closer together, to fit the slot. */
  tight?: boolean
  /** What stands between the end labels: the button that posts what was picked by keyboard. */
  between?: (() => JSX.Element) | undefined
  /** What stands beneath: the follow-up or thanks, and the status. */
  beneath?: () => JSX.Element
}

/** One question. Native radio buttons bring the keyboard, the names and the single tab stop. */
export function Survey({ one }: { one: Asked }) {
  const { survey, corner, view, act } = one
  const { words, options } = survey
  const { marked, phase } = view
  // Up to five fit in a row anywhere; of seven, four may have to stand above three, of eleven, six above five.
  const split = options[7] ? 6 : options[5] ? 4 : 5
  // Beneath two rows an end label stands under another answer than its own, so it names its own.
  const end = (label: string | undefined, of: Option | undefined) =>
    label && options[5] ? `${of?.score} – ${label}` : label
  const answer = ({ score, name, icon, label }: Option) => (
    <label part="option" data-chosen={marked === score} data-filled={(marked as number) >= score}>
      <input
        type="radio"
        name="score"
        checked={marked === score}
        aria-label={name}
        // Arrow keys, Space and screen readers click without a pointer: they mark, and Send or Enter posts.
        onClick={event => act(event.detail ? 'answer' : 'pick', score)}
      />
      <span aria-hidden="true">
        {icon ? (
          // biome-ignore lint/a11y/noSvgWithoutTitle: the radio button carries the name
          <svg viewBox="0 0 24 24">
            <path d={icon} />
          </svg>
        ) : (
          score
        )}
        {label && <small>{label}</small>}
      </span>
    </label>
  )
  // The page's shortcuts must not hear what is typed here.
  const keep = (event: Event) => event.stopPropagation()
  const onKey = (event: KeyboardEvent) => {
    keep(event)
    const { key, target, isComposing } = event
    if (isComposing) return
    if (key === 'Escape') act('dismiss')
    if (key === 'Enter' && (target as Element).matches(':checked')) act('answer', marked)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come from what stands within
    <section
      part="panel"
      hidden={!view.ready}
      onKeyDown={onKey}
      onKeyUp={keep}
      onKeyPress={keep}
      lang={survey.locale}
      dir={survey.direction}
      data-phase={phase}
      data-tight={view.tight}
      data-picked={!!view.between}
      data-metric={survey.metric}
    >
      <fieldset>
        <legend tabIndex={-1} part="question">
          {survey.question}
        </legend>
        <div class="scale">
          <div>{options.slice(0, split).map(answer)}</div>
          {options[split] && <div>{options.slice(split).map(answer)}</div>}
        </div>
        <div class="ends">
          <span aria-hidden="true">{end(survey.lowLabel, options[0])}</span>
          {view.between?.()}
          <span aria-hidden="true">{end(survey.highLabel, options[options.length - 1])}</span>
        </div>
      </fieldset>
      {view.beneath?.()}
      {(corner || phase === 'asking') && (
        <button type="button" class="dismiss" aria-label={words.dismiss} onClick={() => act('dismiss')}>
          ×
        </button>
      )}
    </section>
  )
}
