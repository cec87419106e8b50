import type { Session } from '@tyck/shared/admin/accounts'
import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { onSessionNews, request } from '../api/request.ts'
import { failureOf, type RequestFailed } from '../api/requestFailed.ts'
import { forgetAll } from '../api/resources.ts'

/** Who sits here, as far as is known. */
export type SessionState =
  | { is: 'unknown'; failure?: RequestFailed | undefined }
  | { is: 'out' }
  | { is: 'in'; session: Session }

interface SessionAccess {
  state: SessionState
  /** After signing in, or where name or projects changed. */
  enter(session: Session): void
  leave(): void
  /** Reads it again from the service. */
  refresh(): Promise<void>
}

const SessionContext = createContext<SessionAccess | undefined>(undefined)

/**
 * Knows who is signed in, and hears when that ends. The Router asks for it, on pages for who is: the others need not
 * know.
 */
export function SessionProvider({ children }: { children: ComponentChildren }) {
  const [state, setState] = useState<SessionState>({ is: 'unknown' })
  const enter = (session: Session) =>
    setState(before => {
      if (before.is === 'in' && before.session.account.id !== session.account.id) forgetAll()
      return { is: 'in', session }
    })
  const leave = () => {
    forgetAll()
    setState({ is: 'out' })
  }
  const refresh = async () => {
    try {
      const session = await request<Session | null>('/v1/session', { anonymous: true })
      if (session) enter(session)
      else leave()
    } catch (thrown) {
      const failure = failureOf(thrown)
      setState(before => (before.is === 'in' ? before : { is: 'unknown', failure }))
    }
  }
  useEffect(() => {
    // A page that Back brings as it was left may show what its owner signed out of.
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void refresh()
    }
    addEventListener('pageshow', shown)
    const stop = onSessionNews(news => (news === 'ended' ? leave() : void refresh()))
    return () => {
      removeEventListener('pageshow', shown)
      stop()
    }
  }, [])
  return (
    <SessionContext.Provider value={{ state, enter, leave, refresh }}>{children}</SessionContext.Provider>
  )
}

export function useSession(): SessionAccess {
  const access = useContext(SessionContext)
  if (!access) throw new Error('There is no SessionProvider')
  return access
}

/** Who is signed in, on pages that only they see. */
export function useAccount(): Session {
  const { state } = useSession()
  if (state.is !== 'in') throw new Error('Nobody is signed in here')
  return state.session
}
