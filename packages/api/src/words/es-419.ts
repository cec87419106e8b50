import type { Words } from '@tyck/shared/contract/surveys'
import { es } from './es.ts'

/** As Latin America says it. */
export const es419: Words = {
  ...es,
  notSaved: 'No se guardó',
  comment: '¿Quieres agregar algo?',
}
