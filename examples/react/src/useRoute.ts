import { useSyncExternalStore } from 'react'

/** The path, and how to go to another: as little of a router as an example needs. */
export function useRoute(): [path: string, go: (path: string) => void] {
  const path = useSyncExternalStore(subscribe, () => location.pathname)
  return [path, go]
}

function subscribe(changed: () => void): () => void {
  addEventListener('popstate', changed)
  return () => removeEventListener('popstate', changed)
}

function go(path: string): void {
  history.pushState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}
