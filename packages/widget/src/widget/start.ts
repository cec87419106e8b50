import { h } from 'preact'
import type { Calls } from '../calls/calls.ts'
import type { Later } from '../later/later.ts'
import type { Widget } from '../loader/boot.ts'
import { unsentOf } from '../loader/keys.ts'
import type { Notice } from '../loader/page.ts'
import { askWith } from './ask.ts'
import type { Kit } from './asked.ts'
import { decideWith } from './decide.ts'
import { drawQuestion } from './draw.tsx'
import { watchElsewhere } from './elsewhere.ts'
import { recall } from './memory.ts'
import { newEntry } from './newEntry.ts'
import { nextTask } from './nextTask.ts'
import { reword } from './reword.ts'
import { dress } from './root.ts'
import { whenShown } from './shown.ts'
import { storeIn } from './store.ts'
import { surveysOf } from './surveys.ts'

const ignore = () => {}

/** The parts that are fetched when they are needed; each is made once. */
export interface Parts {
  later(): Promise<(kit: Kit) => Later>
  calls(): Promise<(kit: Kit) => Calls>
  /** Absent where a build has none. */
  debug?(): Promise<(kit: Kit) => void>
}

/** Builds `start`, which takes over from the loader: it asks in slots and answers the page's calls. */
export function startWith(parts: Parts): Widget['start'] {
  return page => {
    const { settings } = page
    // The script tag's own, which every script under the policy shares.
    settings.nonce ||= document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce || ''
    const { key, storage } = settings
    const { isAllowed } = page
    const store = storeIn(page.local, isAllowed)
    const session = storeIn(page.openStorage(storage === 'none' ? storage : 'session'), isAllowed)
    let half: Later | undefined
    let watching: true | undefined
    const kit = {
      h,
      page,
      store,
      session,
      surveysFor: surveysOf(page),
      turns: new Set(),
      asked: new Map(),
      open: new Map(),
      noRoom: new WeakMap(),
      who: {},
      recall,
      dress,
      newEntry,
      whenShown,
      // At once where it is there, so that a tap is posted within its click.
      later(use) {
        if (half) use(half)
        else {
          // Where it cannot be had, the next tap tries again.
          parts
            .later()
            .then(make => {
              half ||= make(kit)
              use(half)
            })
            .catch(ignore)
        }
      },
      calls: async () => (await parts.calls())(kit),
      emit(name, slot, detail) {
        const event = new CustomEvent(`tyck:${name}`, { bubbles: true, composed: true, detail })
        ;(slot || document).dispatchEvent(event)
      },
      slotsOf: touchpoint => [
        ...document.querySelectorAll<HTMLElement>(`tyck-survey[touchpoint="${CSS.escape(touchpoint)}"]`),
      ],
      drop(matches) {
        for (const turn of kit.turns) if (matches(turn)) kit.turns.delete(turn)
        for (const one of kit.asked.values()) if (matches(one)) one.end()
      },
      show: one => drawQuestion(one, settings.nonce),
      place(one) {
        const fits = !!one.fit?.()
        if (fits) kit.later(half => half.drawn(one))
        if (!watching) watching = watchElsewhere(kit)
        return fits
      },
    } as Kit
    kit.decide = decideWith(kit)
    kit.ask = askWith(kit)

    const notice: Notice = slot => {
      const touchpoint = slot.isConnected && slot.getAttribute('touchpoint')
      for (const one of kit.asked.values()) {
        if (one.slot !== slot) continue
        // On the screen it stays as it is, but for its language and looks.
        if (one.touchpoint === touchpoint) return void reword(kit, one).catch(ignore)
        // Another slot that wants to ask the same may, after one that is only moved.
        nextTask().then(() => {
          for (const other of kit.slotsOf(one.touchpoint)) if (other !== slot) notice(other)
        })
      }
      // One that came or changed again meanwhile asks once.
      kit.drop(turn => turn.slot === slot)
      if (touchpoint) kit.ask(touchpoint, slot).catch(ignore)
    }

    // On a script tag it is a text, which may be empty.
    if (/^(true)?$/.test(`${settings.debug ?? settings.test}`))
      parts.debug?.().then(make => make(kit), ignore)
    if (isAllowed() && store.read(unsentOf + key)) kit.later(half => half.flush())
    return {
      notice,
      show: (touchpoint, options) =>
        kit.ask(touchpoint, kit.slotsOf(touchpoint)[0] || null, options?.metadata),
      async dismiss(touchpoint) {
        kit.drop(turn => !touchpoint || turn.touchpoint === touchpoint)
      },
      explain: (...values) => kit.calls().then(made => made.explain(...values)),
      identify(respondent, identity) {
        kit.who = respondent ? { respondent: `${respondent}`.slice(0, 128), identity } : {}
      },
      on(event, listener) {
        document.addEventListener(`tyck:${event}`, heard => listener((heard as CustomEvent).detail))
      },
      withdraw() {
        kit.drop(() => true)
        kit.open.clear()
        store.forget()
        session.forget()
      },
    }
  }
}
