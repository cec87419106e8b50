/** A group before and after: its answers, and its score where it has any. */
export interface Group {
  readonly before: { readonly answers: number; readonly score: number | null }
  readonly after: { readonly answers: number; readonly score: number | null }
}

/** Why a score changed. `rate` and `mix` add up to `change`. */
export interface SplitChange {
  readonly change: number
  /** What the groups' own scores did: the change at the same mix. */
  readonly rate: number
  /** What it did that there are more answers of some groups, and fewer of others. */
  readonly mix: number
  /** Whether the change is misleading without `rate` beside it. */
  readonly isMixed: boolean
}

/** Splits the change of a score over groups that make up all answers; null where one of the times has none. */
export function splitChange(groups: readonly Group[]): SplitChange | null {
  const before = groups.reduce((sum, group) => sum + group.before.answers, 0)
  const after = groups.reduce((sum, group) => sum + group.after.answers, 0)
  if (before === 0 || after === 0) return null
  let rate = 0
  let mix = 0
  for (const group of groups) {
    const [w0, w1] = [group.before.answers / before, group.after.answers / after]
    // A group that was not there has its score of the other time: its coming or going is mix.
    const r0 = group.before.score ?? group.after.score ?? 0
    const r1 = group.after.score ?? group.before.score ?? 0
    rate += ((w1 + w0) * (r1 - r0)) / 2
    mix += ((r1 + r0) * (w1 - w0)) / 2
  }
  const isMixed = Math.abs(mix) > Math.abs(rate) / 2 || rate * mix < 0
  return { change: rate + mix, rate, mix, isMixed }
}
