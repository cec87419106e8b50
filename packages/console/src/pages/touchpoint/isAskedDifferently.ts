import type { ScoresEntry } from '@tyck/shared/admin/scores'

type Asked = Pick<ScoresEntry, 'n' | 'imported'>

/** A difference in their shares that may well be what made another. */
const much = 0.05

/** Whether more of one side was imported than of the other: then they were not asked in the same way. */
export function isAskedDifferently(now: Asked, before: Asked): boolean {
  const share = ({ n, imported }: Asked) => imported / n
  return now.n > 0 && before.n > 0 && Math.abs(share(now) - share(before)) > much
}
