import { calls } from './calls.ts'
import { later } from './later.ts'
import { startWith } from './start.ts'

/** For builds of one file: every part is there already. */
export const start = startWith({ later: async () => later, calls: async () => calls })
