import type { Asked, Kit } from './asked.ts'
import { cornerWith } from './corner.ts'
import type { Tyck } from './types.ts'

/** What only some pages need: the corner, and what they call by hand. */
export interface Calls extends Pick<Tyck, 'show' | 'explain'> {
  /** Draws it in the corner, when the moment is right. */
  corner(one: Asked): void
  dismiss(touchpoint?: string): void
}

export function calls(kit: Kit): Calls {
  const { ask, asked, decide } = kit
  const slotOf = (touchpoint: string) =>
    document.querySelector<HTMLElement>(`tyck-survey[touchpoint="${CSS.escape(touchpoint)}"]`)
  return {
    corner: cornerWith(kit),
    show: (touchpoint, options) => ask(touchpoint, slotOf(touchpoint), options?.metadata),
    dismiss(touchpoint) {
      for (const one of asked.values()) if (!touchpoint || touchpoint === one.touchpoint) one.end()
    },
    async explain(touchpoint, options) {
      const decision = await decide(touchpoint, slotOf(touchpoint), options?.metadata)
      const { survey, project, moment } = decision
      const { test, memory, ...given } = moment
      const { quietDays, audience, sampleRate } = survey ?? {}
      const reason = decision.reason || (asked.has(touchpoint) ? 'already-open' : undefined)
      return {
        touchpoint,
        show: !reason,
        reason,
        test,
        rules: { quietDays, audience, sampleRate, budget: project?.budget },
        given,
        remembered: Object.fromEntries(
          Object.entries(memory.touchpoints[touchpoint] ?? {}).map(([what, time]) => [what, new Date(time)]),
        ),
      }
    },
  }
}
