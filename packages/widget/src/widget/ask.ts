import { memoryOf } from '../loader/keys.ts'
import type { Outcome, QuietReason } from '../types.ts'
import type { Asked, Kit } from './asked.ts'
import { type Quiet, whyQuiet } from './eligibility.ts'
import { keepTap } from './keepTap.ts'
import { nextTask } from './nextTask.ts'

/** The loader leaves a quiet touchpoint alone for as long; then it looks whether the rules have changed. */
const quietMs = 3_600_000

/** Asks at a touchpoint, or says why not. */
export function askWith(kit: Kit): Kit['ask'] {
  const { page, store, asked, noRoom, recall, decide, emit, later } = kit
  const { settings, collapse } = page

  return async (touchpoint, slot, given, isCurrent) => {
    const { quiet, survey, project, moment, before } = await decide(touchpoint, slot, given)
    if (isCurrent && !isCurrent()) return { outcome: 'ignored' }
    const skip = (reason: QuietReason): Outcome => {
      if (slot) collapse(slot)
      emit('skipped', slot, { touchpoint, reason })
      return { outcome: 'skipped', reason }
    }
    if (quiet?.reason.endsWith('recently')) {
      // Read anew: another tab may have written since.
      const memory = recall(store, settings.key)
      const { touchpoints } = memory
      touchpoints[touchpoint] = { ...touchpoints[touchpoint], quietUntil: moment.now + quietMs }
      store.write(memoryOf + settings.key, memory)
    }
    if (quiet || !survey || !project) return skip((quiet as Quiet).reason)
    const corner = !slot || survey.placement === 'corner'
    const waits = [...asked.values()].some(other => other.view.phase === 'asking')
    if (asked.has(touchpoint) || (corner && waits)) return skip('already-open')
    // Others may have begun to ask since: together they keep to the budget.
    const coming = [...asked.values()].filter(({ entry }) => !entry?.seq).length
    const late = before
      ? undefined
      : whyQuiet(project, survey, { ...moment, memory: recall(store, settings.key), coming })
    if (late) return skip(late.reason)

    return new Promise(tell => {
      const one = {
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
          let isDone: unknown
          later(half => {
            isDone = true
            half.act(one, what, score)
          })
          if (!isDone && what === 'answer') keepTap(kit, one, score)
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
      const draw = async () => {
        await nextTask()
        // Its slot may have gone meanwhile.
        if (asked.get(touchpoint) !== one) return
        if (kit.show(one)) noRoom.delete(one.host)
        else {
          noRoom.set(one.host, one.lacks as Quiet)
          tell(skip('no-room'))
          one.end()
        }
      }
      const drawn = corner ? kit.calls().then(made => made.corner(one)) : draw()
      drawn.catch(() => one.end())
    })
  }
}
