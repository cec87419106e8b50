import type { Words } from '@tyck/shared/contract/surveys'
import { fr } from './fr.ts'

/** No space before a question mark there. */
export const frCA: Words = {
  ...fr,
  comment: 'Souhaitez-vous ajouter quelque chose?',
  reasons: 'Pour quelles raisons?',
}
