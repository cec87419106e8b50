import { windows } from '@tyck/shared/contract/vocabulary'
import type { ResponseRow } from './responses.ts'

/** Whether a change came more than the amend window after the first answer, by the row's own account. */
export const isLate = ({ changed_at, first_answered_at }: ResponseRow) =>
  first_answered_at !== null && changed_at > first_answered_at + windows.amendMs
