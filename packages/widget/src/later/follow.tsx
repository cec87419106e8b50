import type { Layout } from '@tyck/shared/contract/vocabulary'
import { commentCodePoints } from '@tyck/shared/limits'
import { h } from 'preact'
import { draftOf, openOf } from '../loader/keys.ts'
import type { Asked, Kit } from '../widget/asked.ts'
import type { View } from '../widget/Survey.tsx'
import type { Advance } from './advance.ts'
import { changeButton, followUp, isUnsent } from './FollowUp.tsx'
import { followUpOf, segmentOf } from './followUpOf.ts'
import { told } from './presence.tsx'
import type { Entry } from './response.ts'

/** All of what follows an answer. */
const whole = '.follow,.done'

/** A second tap of a double tap must not hit what came under the finger. */
const settleMs = 350

/** The score and what comes after it: the question why, thanks, and the end. */
export function followWith({ page, session, asked, open }: Kit, advance: Advance) {
  const { settings, collapse } = page
  /** A comment that was typed and not sent is never posted, and there again after a remount. */
  const draftKey = ({ touchpoint }: Asked) => `${draftOf}${settings.key}:${touchpoint}`
  const keepDraft = (one: Asked, draft: string | undefined) => {
    one.draft = draft
    session.write(draftKey(one), draft && { id: one.entry?.id, comment: draft })
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
    host.toggleAttribute('data-folded', excess(root, `${whole},.reasons`) > 0)
    // A corner may grow where even that is too much: nothing of the page moves.
    if (one.corner) box.style.blockSize = `${box.offsetHeight + excess(root, whole)}px`
    // Reasons that are out of sight are hinted at, until they are scrolled to.
    const chips = root.querySelector<HTMLElement>('.reasons')
    if (chips) {
      const hint = () =>
        chips.toggleAttribute('data-more', chips.scrollHeight - chips.scrollTop > chips.clientHeight + 4)
      chips.onscroll = hint
      hint()
    }
    if (focused && !focused.offsetParent) {
      const headings = [...root.querySelectorAll<HTMLElement>('.prompt,.thanks,legend')]
      headings.find(heading => heading.offsetParent)?.focus({ preventScroll: true })
    }
  }

  const unfold = (one: Asked) => change(one, 'asking')

  const thank = (one: Asked) => {
    const { survey, entry } = one
    const score = entry?.score as number
    const { text, link } = survey.afterwards?.[segmentOf(survey, score)] ?? {}
    forget(one)
    change(one, 'thanked', () => (
      <div class="done">
        <p class="thanks" tabIndex={-1}>
          {survey.thanks} <small aria-hidden="true">{told(one)}</small>
        </p>
        {text && <p>{text}</p>}
        {link && (
          <a href={link.url} target="_blank" rel="noopener">
            {link.label}
          </a>
        )}
        {changeButton(survey, score, () => unfold(one))}
      </div>
    ))
    one.tell({ outcome: 'answered', score })
    one.thanked?.()
  }

  const follow = (one: Asked): void => {
    const score = one.entry?.score as number
    if (followUpOf(one.survey, score).nothing) {
      thank(one)
      return
    }
    const kept = Object(session.read(draftKey(one)))
    // Another response's draft is none of this one's.
    one.draft ??= one.entry?.comment ?? (kept.id === one.entry?.id ? `${kept.comment ?? ''}` : '')
    const settledAt = performance.now() + settleMs
    const isSettled = () => performance.now() >= settledAt
    change(one, 'following', () =>
      followUp(one, score, {
        type(draft) {
          keepDraft(one, draft)
          one.draw({})
        },
        toggle(key) {
          if (!isSettled()) return
          const chosen = one.entry?.reasons ?? []
          const others = chosen.filter(other => other !== key)
          advance(one, { reasons: others.length < chosen.length ? others : [...others, key] })
          one.draw({})
        },
        // With the answer that stands marked.
        close(comment = '') {
          if (!isSettled() || [...comment].length > commentCodePoints) return
          rescore(one, one.view.marked as number)
          advance(one, { comment: comment || undefined, closed: true })
          thank(one)
        },
        unfold: () => unfold(one),
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
  const pick = (one: Asked, marked: number): void => {
    one.draw({
      between: () => (
        <button type="button" class="primary" onClick={() => one.act('answer', marked)}>
          {one.survey.words.send}
        </button>
      ),
    })
    // Beside the button, long end labels take another line.
    if (excess(one.root, 'section') > 0) one.draw({ tight: true })
  }

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

/** How much of these parts there is no room for, in px: a card's padding is none. */
function excess(root: ShadowRoot, parts: string): number {
  return [...root.querySelectorAll(parts)].reduce(
    (sum, { scrollHeight, clientHeight }) => sum + scrollHeight - clientHeight,
    0,
  )
}

/** How the scale stands now. */
function layoutOf(root: ShadowRoot): Layout {
  const answers = [...root.querySelectorAll('label')]
  return answers[0]?.offsetTop === answers.pop()?.offsetTop ? 'one-row' : 'two-rows'
}
