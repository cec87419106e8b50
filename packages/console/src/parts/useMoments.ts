import { useResource } from '../api/useResource.ts'
import { type MomentForm, momentIn } from './momentIn.ts'

/** How moments are told in the project, to everybody who looks at it, wherever they are. */
export interface Moments {
  /** The project's; '' until it is known. */
  timeZone: string
  /** '' until the time zone is known. */
  tell(at: string | number, form?: MomentForm): string
}

/** Tells moments in the project's time zone, and in UTC where that can't be read. */
export function useMoments(): Moments {
  const { data, failure } = useResource<{ timeZone?: string }>('/v1/project')
  const timeZone = data?.timeZone ?? (data || failure ? 'UTC' : '')
  return { timeZone, tell: (at, form) => (timeZone === '' ? '' : momentIn(timeZone, at, form)) }
}
