import { type ProblemError, problem } from '../errors.ts'

/** The same for a link that was used, is over, or never was. */
export const linkExpired = (): ProblemError =>
  problem('link-expired', 'This link was used, or is over; ask who gave it to you for another one')
