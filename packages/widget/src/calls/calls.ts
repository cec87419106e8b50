import type { Asked, Kit } from '../widget/asked.ts'
import { cornerWith } from './corner.ts'
import { type Explain, explainWith } from './explain.ts'

/** What only some pages need: the corner, and why nobody is asked. */
export interface Calls {
  explain: Explain
  /** Draws it in the corner, when the moment is right. */
  corner(one: Asked): void
}

export const calls = (kit: Kit): Calls => ({ corner: cornerWith(kit), explain: explainWith(kit) })
