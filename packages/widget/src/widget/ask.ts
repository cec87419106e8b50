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
  const { page, store, turns, asked, noRoom, recall, decide, emit, later } = kit
  const { settings, collapse } = page

  return async (touchpoint, slot, given) => {
    const turn = { touchpoint, slot }
    const address = location.href
    turns.add(turn)
    const { quiet, survey, project, moment, before } = await decide(touchpoint, slot, given)
    // Its slot has changed since, or what was called for was dismissed.
    if (!turns.delete(turn)) return { outcome: 'ignored' }
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
    // Others may have begun to ask since, here or in another tab.
    const whyLate = (): QuietReason | undefined => {
      const others = [...asked.values()].filter(other => other.touchpoint !== touchpoint)
      if (corner && others.some(other => other.view.phase === 'asking')) return 'already-open'
      if (before) return undefined
      // Together they keep to the budget.
      const coming = others.filter(({ entry }) => !entry?.seq).length
      return whyQuiet(project, survey, { ...moment, memory: recall(store, settings.key), coming })?.reason
    }
    const late = asked.has(touchpoint) ? 'already-open' : whyLate()
    if (late) return skip(late)

    return new Promise(tell => {
      const one = {
        touchpoint,
        survey,
        project,
        moment,
        slot,
        host: corner ? document.createElement('div') : slot,
        corner,
        address,
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
        isLate() {
          const reason = whyLate()
          if (reason) stay(reason)
          return !!reason
        },
        end() {
          asked.delete(touchpoint)
          for (const stop of one.stops) stop()
          const score = one.entry?.score
          tell(score === undefined ? { outcome: 'ignored' } : { outcome: 'answered', score })
        },
        stops: [] as (() => void)[],
      } as unknown as Asked
      asked.set(touchpoint, one)
      const stay = (reason: QuietReason) => {
        tell(skip(reason))
        one.end()
      }
      // Its slot may have gone meanwhile.
      const isThere = async () => {
        await nextTask()
        return asked.get(touchpoint) === one
      }
      const draw = async () => {
        if (await isThere()) kit.show(one)
        if (!(await isThere())) return
        if (kit.place(one)) noRoom.delete(one.host)
        else {
          noRoom.set(one.host, one.lacks as Quiet)
          stay('no-room')
        }
      }
      const drawn = corner ? kit.calls().then(made => made.corner(one)) : draw()
      drawn.catch(() => one.end())
    })
  }
}
