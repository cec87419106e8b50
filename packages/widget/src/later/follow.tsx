import type { PublicSurvey } from '@tyck/shared/contract/surveys'
import type { Layout } from '@tyck/shared/contract/vocabulary'
import { commentCodePoints } from '@tyck/shared/limits'
import type { Segment } from '@tyck/shared/metric'
import { h } from 'preact'
import { draftOf, openOf } from '../loader/keys.ts'
import type { Asked, Kit } from '../widget/asked.ts'
import type { View } from '../widget/Survey.tsx'
import type { Advance } from './advance.ts'
import { changeButton, followUp } from './FollowUp.tsx'
import { told } from './presence.tsx'
import type { Entry } from './response.ts'

/** A second tap of a double tap must not hit what came under the finger. */
const settleMs = 350

/** The score and what comes after it: the question why, thanks, and the end. */
export function followWith({ page, session, asked, open }: Kit, advance: Advance) {
  const { settings, collapse } = page
  /** A comment that was typed and not sent is never posted, and there again after a remount. */
  const draftKey = ({ touchpoint }: Asked) => `${draftOf}${settings.key}:${touchpoint}`
  const keepDraft = (one: Asked, draft: string | undefined) => {
    one.draft = draft
    session.write(draftKey(one), draft && { id: one.entry?.id, draft })
  }

  /** The response is over: nothing goes on with it after a remount. */
  const forget = (one: Asked) => {
    open.delete(one.touchpoint)
    session.write(`${openOf}${settings.key}:${one.touchpoint}`, undefined)
    keepDraft(one, undefined)
  }

  /** Focus is never taken; where its place disappears, it goes to the heading. */
  const change = (one: Asked, phase: View['phase'], content?: Asked['content']) => {
    const { root, host } = one
    const focused = root.activeElement as HTMLElement | null
    one.content = content
    one.draw({ phase, between: undefined })
    // The room is what was reserved: where the scale and what follows it don't fit, the scale folds away.
    host.removeAttribute('data-folded')
    const box = root.querySelector('section') as HTMLElement
    host.toggleAttribute('data-folded', phase !== 'asking' && box.scrollHeight > box.clientHeight)
    // A corner may grow where even that is too much: nothing of the page moves.
    if (one.corner && box.scrollHeight > box.clientHeight) box.style.blockSize = `${box.scrollHeight}px`
    if (focused && !focused.offsetParent) {
      const headings = [...root.querySelectorAll<HTMLElement>('.prompt,.thanks,legend')]
      headings.find(heading => heading.offsetParent)?.focus({ preventScroll: true })
    }
  }

  const unfold = (one: Asked) => change(one, 'asking')

  const thank = (one: Asked) => {
    const { survey, entry } = one
    const { words, thanks } = survey
    const score = entry?.score as number
    const { text, link } = survey.afterwards?.[segmentOf(survey, score)] ?? {}
    forget(one)
    change(one, 'thanked', () => (
      <div class="done">
        <p class="thanks" tabIndex={-1}>
          {thanks} <small aria-hidden="true">{told(one)}</small>
        </p>
        {text && <p>{text}</p>}
        {link && (
          <a href={link.url} target="_blank" rel="noopener">
            {link.label}
          </a>
        )}
        {changeButton({ words, answer: answerIn(survey, score), onChange: () => unfold(one) })}
      </div>
    ))
    one.tell({ outcome: 'answered', score })
    one.thanked?.()
  }

  const follow = (one: Asked): void => {
    const { words, comment } = one.survey
    const score = one.entry?.score as number
    const {
      prompt = words[comment === false ? 'reasons' : 'comment'],
      reasons,
      nothing,
    } = followUpOf(one.survey, score)
    if (nothing) {
      thank(one)
      return
    }
    const kept = Object(session.read(draftKey(one)))
    // Another response's draft is none of this one's.
    one.draft ??= one.entry?.comment ?? (kept.id === one.entry?.id ? `${kept.draft ?? ''}` : '')
    const settledAt = performance.now() + settleMs
    const chosen = () => one.entry?.reasons ?? []
    /** Ends the response, with the answer that stands marked. */
    const close = (comment = '') => {
      if (performance.now() < settledAt || [...comment].length > commentCodePoints) return
      rescore(one, one.view.marked as number)
      advance(one, { comment: comment || undefined, closed: true })
      thank(one)
    }
    change(one, 'following', () =>
      followUp({
        words,
        prompt,
        reasons,
        comment,
        chosen: chosen(),
        draft: one.draft ?? '',
        // What is typed is not saved yet, so nothing beside it may say so.
        status: isUnsent(one) ? undefined : told(one),
        answer: answerIn(one.survey, score),
        onDraft(draft) {
          keepDraft(one, draft)
          one.draw({})
        },
        onToggle(key) {
          if (performance.now() < settledAt) return
          const others = chosen().filter(other => other !== key)
          advance(one, { reasons: others.length < chosen().length ? others : [...others, key] })
          one.draw({})
        },
        onSend: () => close((one.draft ?? '').trim()),
        // What was sent before stays.
        onSkip: () => close(one.entry?.comment),
        onChange: () => unfold(one),
      }),
    )
  }

  /** Posts another score. Where it is too late for one, what was given stays marked. */
  const rescore = (one: Asked, score: number): void => {
    const { score: given, reasons: chosen = [] } = one.entry as Entry
    if (score === given) return
    const { reasons } = followUpOf(one.survey, score)
    advance(one, {
      score,
      // Those that the new score's segment lacks are cleared.
      reasons: chosen.filter(key => reasons.some(reason => reason.key === key)),
      closed: false,
      layout: layoutOf(one.root),
    })
    one.draw({ marked: one.entry?.score })
  }

  const answer = (one: Asked, score: number): void => {
    rescore(one, score)
    // A listener of the page may have ended it.
    if (asked.get(one.touchpoint) === one) follow(one)
  }

  /** Marked by keyboard: Enter or Send posts it. */
  const pick = (one: Asked, marked: number): void =>
    one.draw({
      between: () => (
        <button type="button" class="primary" onClick={() => one.act('answer', marked)}>
          {one.survey.words.send}
        </button>
      ),
    })

  const dismiss = (one: Asked): void => {
    const { entry, root, slot } = one
    const inside = root.activeElement
    const dismissed = entry?.score === undefined
    if (dismissed) one.tell({ outcome: 'dismissed' })
    // What was typed and not sent is there again after a remount, so it is not the end.
    if (!isUnsent(one)) {
      if (!entry?.closed) advance(one, { dismissed, closed: true })
      forget(one)
    }
    one.end()
    if (inside) one.focusBefore?.focus({ preventScroll: true })
    if (slot) collapse(slot)
  }

  /** The same in another language. */
  const reword = (one: Asked): void => {
    const { phase } = one.view
    if (phase === 'following') follow(one)
    if (phase === 'thanked') thank(one)
  }

  return { follow, answer, pick, dismiss, reword }
}

/** What a score leads to: a question, reasons, both, or nothing. */
function followUpOf(survey: PublicSurvey, score: number) {
  const segment = segmentOf(survey, score)
  const prompt = survey.followUps[segment]
  const reasons = survey.reasons[segment] ?? []
  return { prompt, reasons, nothing: !reasons[0] && (!prompt || survey.comment === false) }
}

function segmentOf({ options }: PublicSurvey, score: number): Segment {
  return options.find(option => option.score === score)?.segment as Segment
}

/** What was answered: the number, or the name of the picture. */
function answerIn({ options }: PublicSurvey, score: number): string {
  const option = options.find(option => option.score === score)
  return option?.icon ? option.name : `${score}`
}

/** Whether there is a comment that was typed and not sent. */
function isUnsent({ draft, entry }: Asked): boolean {
  return (draft ?? '').trim() !== (entry?.comment ?? '')
}

/** How the scale stands now. */
function layoutOf(root: ShadowRoot): Layout {
  const answers = [...root.querySelectorAll('label')]
  return answers[0]?.offsetTop === answers.pop()?.offsetTop ? 'one-row' : 'two-rows'
}
