import { init, type Settings } from '@tyck/widget'
import { type ReactNode, useEffect } from 'react'

export interface TyckProviderProps {
  /** The project, and where the service answers. Those of the first render stand. */
  settings: Settings
  children?: ReactNode
}

/** Starts Tyck in the browser, once a page, however often it is rendered. Stands around the app, or beside it. */
export function TyckProvider({ settings, children }: TyckProviderProps): ReactNode {
  // An effect never runs on a server, and runs only after what the server sent is React's own.
  useEffect(() => {
    init(settings)
  }, [settings])
  return children
}
