import { patternsOf } from '@tyck/shared/origin'

/** Which origins that were seen may ask by the one list and not by the other; an empty list lets all. */
export function goneSilent(
  seen: readonly string[],
  before: readonly string[],
  after: readonly string[],
): string[] {
  const mayAsk = (list: readonly string[], origin: string) =>
    list.length === 0 || patternsOf(origin).some(pattern => list.includes(pattern))
  return seen.filter(origin => mayAsk(before, origin) && !mayAsk(after, origin))
}
