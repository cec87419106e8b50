import type { Words } from '@tyck/shared/contract/surveys'
import { de } from './de.ts'

/** Written without ß. */
export const deCH: Words = {
  ...de,
  dismiss: 'Schliessen',
}
