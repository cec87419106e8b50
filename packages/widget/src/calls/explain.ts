import type { Explanation, ShowOptions } from '../types.ts'
import type { Kit } from '../widget/asked.ts'

/** One where a touchpoint is named, else a list: what the two forms of `tyck.explain` have in common. */
export type Explain = (touchpoint?: string, options?: ShowOptions) => Promise<Explanation & Explanation[]>

/** Answers why a touchpoint asks or doesn't, with the rule that decided; without a touchpoint, for all of them. */
export function explainWith({ surveysFor, asked, noRoom, decide, slotsOf }: Kit): Explain {
  const explainOne = async (touchpoint: string, options?: ShowOptions): Promise<Explanation> => {
    const [slot = null] = slotsOf(touchpoint)
    const { quiet, survey, project, moment } = await decide(touchpoint, slot, options?.metadata)
    const { test, memory, ...given } = moment
    const { placement, delaySeconds, quietDays, audience, sampleRate, oncePer } = survey ?? {}
    const open = asked.has(touchpoint) && { reason: 'already-open' }
    const { reason, ...because } = quiet || open || (slot && noRoom.get(slot)) || {}
    const { shown, answered, dismissed } = memory.touchpoints[touchpoint] ?? {}
    const remembered = Object.entries({ shown, answered, dismissed })
    return {
      touchpoint,
      show: !reason,
      reason,
      because: reason && because,
      test,
      rules: { placement, delaySeconds, quietDays, audience, sampleRate, oncePer, budget: project?.budget },
      given,
      remembered: Object.fromEntries(
        remembered.flatMap(([what, time]) => (time ? [[what, new Date(time)]] : [])),
      ),
    } as Explanation
  }
  const explain = async (touchpoint?: string, options?: ShowOptions) => {
    if (touchpoint) return explainOne(touchpoint, options)
    const body = await surveysFor(null)
    const slots = [...document.querySelectorAll('tyck-survey')]
    const touchpoints = [
      ...slots.map(slot => `${slot.getAttribute('touchpoint')}`),
      ...(body?.surveys ?? []).map(survey => survey.touchpoint),
    ]
    return Promise.all([...new Set(touchpoints)].map(one => explainOne(one)))
  }
  return explain as Explain
}
