import type { ScoresEntry } from '@tyck/shared/admin/scores'

/** Which touchpoints fell or rose beyond chance, and of which it can't be told, though somebody answered there. */
export function changesOf(entries: readonly ScoresEntry[]): Record<'fell' | 'rose' | 'open', ScoresEntry[]> {
  const answered = entries.filter(({ change, n }) => change && n > 0)
  const of = (...verdicts: string[]) =>
    answered.filter(({ change }) => verdicts.includes(change?.verdict ?? ''))
  return { fell: of('lower'), rose: of('higher'), open: of('unsure', 'too-few') }
}
