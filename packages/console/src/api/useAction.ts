import { useRef, useState } from 'preact/hooks'
import { failureOf, type RequestFailed } from './requestFailed.ts'

export interface Action<Given extends unknown[]> {
  /** Does it, unless it is under way. Gives whether it worked; why not stands in `failure`. */
  run(...given: Given): Promise<boolean>
  isRunning: boolean
  failure: RequestFailed | undefined
  /** Forgets the failure. */
  clear(): void
}

/** Something that a person sets off: one at a time, with its failure to show. */
export function useAction<Given extends unknown[]>(
  act: (...given: Given) => Promise<unknown>,
): Action<Given> {
  const [{ isRunning, failure }, setState] = useState<{
    isRunning: boolean
    failure: RequestFailed | undefined
  }>({ isRunning: false, failure: undefined })
  const busy = useRef(false)
  return {
    isRunning,
    failure,
    clear: () => setState({ isRunning: false, failure: undefined }),
    async run(...given) {
      if (busy.current) return false
      busy.current = true
      setState({ isRunning: true, failure: undefined })
      try {
        await act(...given)
        setState({ isRunning: false, failure: undefined })
        return true
      } catch (thrown) {
        setState({ isRunning: false, failure: failureOf(thrown) })
        return false
      } finally {
        busy.current = false
      }
    },
  }
}
