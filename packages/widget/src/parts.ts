import { calls } from './calls/calls.ts'
import { later } from './later/later.ts'
import { type Parts, startWith } from './widget/start.ts'

/** For builds of one file: every part is there already, but for the note to who builds the page. */
export const parts: Parts = { later: async () => later, calls: async () => calls }

export const start = startWith(parts)
