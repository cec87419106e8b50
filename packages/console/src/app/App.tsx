import { useEffect } from 'preact/hooks'
import { Problem } from '../parts/Problem.tsx'
import { Status } from '../parts/Status.tsx'
import { matchRoute } from './matchRoute.ts'
import { NotFound } from './NotFound.tsx'
import { navigate, usePlace } from './navigation.ts'
import { PageOf } from './PageOf.tsx'
import { routes } from './routes.ts'
import { Shell } from './Shell.tsx'
import { SessionProvider, useSession } from './session.tsx'
import { ShortcutsProvider } from './shortcuts.tsx'

/** The whole console. */
export function App() {
  return (
    <SessionProvider>
      <ShortcutsProvider>
        <Router />
        <Status />
      </ShortcutsProvider>
    </SessionProvider>
  )
}

function Router() {
  const { path } = usePlace()
  const { state, refresh } = useSession()
  const match = matchRoute(routes, path)
  const isOpen = match?.route.open === true
  useEffect(() => {
    if (state.is === 'unknown' && !isOpen) void refresh()
  }, [isOpen])
  useEffect(() => {
    if (state.is !== 'out' || isOpen) return
    const back = location.pathname + location.search
    navigate(back === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(back)}`, { replace: true })
  }, [state.is, isOpen])

  if (isOpen) return <PageOf match={match} />
  if (state.is === 'unknown' && state.failure) {
    return (
      <main class="lonely">
        <Problem failure={state.failure} retry={refresh} />
      </main>
    )
  }
  if (state.is !== 'in') return null
  const projectId = path.startsWith('/p/') ? path.split('/')[2] : undefined
  const project = state.session.projects.find(({ id }) => id === projectId)
  const isThere = match && (projectId === undefined || project)
  return (
    <Shell session={state.session} project={project} section={match?.route.section}>
      {isThere ? <PageOf match={match} project={project} /> : <NotFound />}
    </Shell>
  )
}
