import type { Kit } from '../widget/asked.ts'
import { type Later, later as make } from './later.ts'
import { lend } from './lentPreact.ts'

/** The later file's one export: `later`, with the widget's Preact. */
export function later(kit: Kit): Later {
  lend(kit.h)
  return make(kit)
}
