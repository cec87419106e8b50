import { atOf, dayMs } from '../../parts/reading/days.ts'

/** From when to when answers of a trend were imported, in milliseconds; days on which nobody answered go on with what is around them. */
export function importedSpans(
  points: readonly { from: string; to: string; n: number; imported: number }[],
): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  let isOpen = false
  for (const { from, to, n, imported } of points) {
    const last = spans.at(-1)
    const end = atOf(to) + dayMs
    if (imported > 0 && isOpen && last) last.to = end
    else if (imported > 0) spans.push({ from: atOf(from), to: end })
    if (n > 0) isOpen = imported > 0
  }
  return spans
}
