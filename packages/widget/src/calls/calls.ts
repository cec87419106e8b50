import type { Tyck } from '../types.ts'
import type { Asked, Kit } from '../widget/asked.ts'
import { cornerWith } from './corner.ts'
import { type Explain, explainWith } from './explain.ts'

/** What only some pages need: the corner, and what they call by hand. */
export interface Calls extends Pick<Tyck, 'show'> {
  explain: Explain
  /** Draws it in the corner, when the moment is right. */
  corner(one: Asked): void
  dismiss(touchpoint?: string): void
}

export function calls(kit: Kit): Calls {
  const { ask, asked } = kit
  const slotOf = (touchpoint: string) =>
    document.querySelector<HTMLElement>(`tyck-survey[touchpoint="${CSS.escape(touchpoint)}"]`)
  return {
    corner: cornerWith(kit),
    show: (touchpoint, options) => ask(touchpoint, slotOf(touchpoint), options?.metadata),
    dismiss(touchpoint) {
      for (const one of asked.values()) if (!touchpoint || touchpoint === one.touchpoint) one.end()
    },
    explain: explainWith(kit, slotOf),
  }
}
