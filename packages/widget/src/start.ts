import { amendMs } from '@tyck/shared/limits'
import { h } from 'preact'
import type { Asked, Kit } from './asked.ts'
import type { Widget } from './boot.ts'
import type { Calls } from './calls.ts'
import { drawQuestion } from './draw.tsx'
import type { Notice } from './element.ts'
import { quietReason } from './eligibility.ts'
import { memoryKey, openPrefix, unsentKey } from './keys.ts'
import type { Later } from './later.ts'
import { recall, type Visits } from './memory.ts'
import { metadataOf } from './metadata.ts'
import type { Entry } from './response.ts'
import { dress } from './root.ts'
import type { Outcome, QuietReason, Tyck } from './types.ts'
import { uuidv7 } from './uuidv7.ts'

/** The loader leaves a quiet touchpoint alone for as long; then it looks whether the rules have changed. */
const quietMs = 3_600_000

const ignore = () => {}

/** The parts that are fetched when they are needed; each is made once. */
export interface Parts {
  later(): Promise<(kit: Kit) => Later>
  calls(): Promise<(kit: Kit) => Calls>
}

/** Builds `start`, which takes over from the loader: it asks in slots and answers the page's calls. */
export function startWith(parts: Parts): Widget['start'] {
  return page => {
    const { settings, store, session } = page
    const { key } = settings
    const asked: Kit['asked'] = new Map()
    const open: Kit['open'] = new Map()
    /** The latest turn of each slot: one that came or changed again meanwhile asks once. */
    const turns = new WeakMap<HTMLElement, object>()
    /** The respondent where the site names none. */
    const random = uuidv7(Date.now())
    let identified: string | undefined
    let half: Later | undefined
    /** Calls the later half; at once where it is there, so that a tap is posted within its click. */
    const later = (use: (half: Later) => void) => {
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
    }
    const calls = async () => (await parts.calls())(kit)

    const decide: Kit['decide'] = async (touchpoint, slot, given) => {
      const body = await page.surveysFor(slot)
      const project = body?.project
      const survey = body?.surveys?.find(survey => survey.touchpoint === touchpoint)
      const memory = recall(store, key)
      if (survey && survey.sampleRate < 1 && !memory.respondent) {
        memory.respondent = random
        store.write(memoryKey(key), memory)
      }
      const moment = {
        metadata: metadataOf(given, slot),
        memory,
        respondent: identified || memory.respondent,
        origin: location.origin,
        now: Date.now(),
        test: !!settings.test,
      }
      const entry = open.get(touchpoint) || (session.read(openPrefix(key) + touchpoint) as Entry | null)
      const before =
        entry && entry.surveyId === survey?.id && entry.shownAt > moment.now - amendMs ? entry : undefined
      return {
        reason: before ? undefined : quietReason(project, survey, moment),
        survey,
        project,
        moment,
        before,
      }
    }

    const emit: Kit['emit'] = (name, slot, detail) => {
      const event = new CustomEvent(`tyck:${name}`, { bubbles: true, composed: true, detail })
      ;(slot || document).dispatchEvent(event)
    }

    const show: Kit['show'] = one => {
      const fits = drawQuestion(one, settings.nonce)
      if (fits) later(half => half.drawn(one))
      return fits
    }

    const ask: Kit['ask'] = async (touchpoint, slot, given, turn) => {
      const { reason, survey, project, moment, before } = await decide(touchpoint, slot, given)
      if (turn && turns.get(slot as HTMLElement) !== turn) return { outcome: 'ignored' }
      const skip = (reason: QuietReason): Outcome => {
        if (slot) page.collapse(slot)
        emit('skipped', slot, { touchpoint, reason })
        return { outcome: 'skipped', reason }
      }
      if (reason?.endsWith('recently')) {
        const visits = moment.memory.touchpoints[touchpoint] as Visits
        visits.quietUntil = moment.now + quietMs
        store.write(memoryKey(key), moment.memory)
      }
      if (reason || !survey || !project) return skip(reason as QuietReason)
      const corner = !slot || survey.placement === 'corner'
      const waits = [...asked.values()].some(other => other.view.phase === 'asking')
      if (asked.has(touchpoint) || (corner && waits)) return skip('already-open')

      return new Promise(tell => {
        const one: Asked = {
          touchpoint,
          survey,
          project,
          moment,
          slot,
          host: corner ? document.createElement('div') : slot,
          corner,
          view: { phase: 'asking', marked: before?.score },
          entry: before,
          act(what: 'answer' | 'pick' | 'dismiss', score: number) {
            if (score !== undefined) one.draw({ marked: score })
            later(half => half.act(one, what, score))
          },
          tell,
          end() {
            asked.delete(touchpoint)
            for (const stop of one.stops) stop()
            const score = one.entry?.score
            tell(score === undefined ? { outcome: 'ignored' } : { outcome: 'answered', score })
          },
          stops: [] as (() => void)[],
        } as unknown as Asked
        asked.set(touchpoint, one)
        if (corner)
          calls()
            .then(made => made.corner(one))
            .catch(ignore)
        else if (!show(one)) {
          tell(skip('no-room'))
          one.end()
        }
      })
    }

    const tyck: Tyck = {
      push(call) {
        try {
          call(tyck)
        } catch (error) {
          console.error(error)
        }
      },
      show: (...values) => calls().then(made => made.show(...values)),
      dismiss: (...values) => calls().then(made => made.dismiss(...values)),
      explain: (...values) => calls().then(made => made.explain(...values)),
      identify(respondent) {
        identified = respondent?.slice(0, 128)
      },
      on(event, listener) {
        document.addEventListener(`tyck:${event}`, heard => listener((heard as CustomEvent).detail))
      },
    }

    const notice: Notice = slot => {
      const touchpoint = slot.isConnected && slot.getAttribute('touchpoint')
      for (const one of asked.values()) {
        if (one.slot !== slot) continue
        // On the screen it stays as it is.
        if (one.touchpoint === touchpoint) return
        one.end()
      }
      const turn = {}
      turns.set(slot, turn)
      if (touchpoint) ask(touchpoint, slot, undefined, turn).catch(ignore)
    }

    const kit: Kit = { h, page, asked, open, decide, ask, show, emit, recall, dress, uuidv7 }
    if (store.read(unsentKey(key))) later(half => half.flush())
    return { tyck, notice }
  }
}
