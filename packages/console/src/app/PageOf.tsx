import type { ComponentType } from 'preact'
import { useEffect, useReducer, useRef, useState } from 'preact/hooks'
import type { Membership } from '../api/account.ts'
import { ProjectContext } from '../api/project.ts'
import { RequestFailed } from '../api/requestFailed.ts'
import { Problem } from '../parts/Problem.tsx'
import type { Match } from './matchRoute.ts'
import type { PageProps, Route } from './routes.ts'

const loaded = new Map<Route, ComponentType<PageProps>>()

/**
 * The page of a route. While its file is fetched for the first time the page before stays, with its project, so that
 * nothing flashes; another address is another page, which begins anew.
 */
export function PageOf({ match, project }: { match: Match<Route>; project?: Membership | undefined }) {
  const shown = useRef({ ...match, project })
  const [, redraw] = useReducer<number, void>(count => count + 1, 0)
  const [failed, setFailed] = useState<Route>()
  const { route } = match
  useEffect(() => {
    if (loaded.has(route)) return
    let isWanted = true
    setFailed(undefined)
    route.load().then(
      page => {
        loaded.set(route, page)
        if (isWanted) redraw()
      },
      // After an upgrade the old page's files may be gone.
      () => isWanted && setFailed(route),
    )
    return () => {
      isWanted = false
    }
  }, [route])

  if (failed === route)
    return <Problem failure={new RequestFailed(0, undefined)} retry={() => location.reload()} />
  if (loaded.has(route)) shown.current = { ...match, project }
  const { route: shownRoute, params, project: itsProject } = shown.current
  const Page = loaded.get(shownRoute)
  if (!Page) return null
  return (
    <ProjectContext.Provider value={itsProject}>
      <Page key={[shownRoute.pattern, ...Object.values(params)].join('/')} params={params} />
    </ProjectContext.Provider>
  )
}
