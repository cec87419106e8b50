import type { RequestFailed } from '../api/requestFailed.ts'
import { problems } from '../texts/en/problems.ts'
import { Button } from './Button.tsx'

/** What went wrong, what to do about it, and the button that does it. It is announced when it appears. */
export function Problem({
  failure,
  retry,
  title,
  advice,
}: {
  failure: RequestFailed
  retry?: (() => void) | undefined
  /** Said instead of what is known of every failure of its kind. */
  title?: string | undefined
  advice?: string | undefined
}) {
  const known = problems.of(failure)
  return (
    <div class="problem" role="alert" tabIndex={-1}>
      <p class="title">{title ?? known.title}</p>
      <p>{advice ?? known.advice}</p>
      {retry && <Button onClick={retry}>{problems.retry}</Button>}
    </div>
  )
}
