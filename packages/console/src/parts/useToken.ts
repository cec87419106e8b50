import { useEffect, useState } from 'preact/hooks'

/**
 * The token behind the # of a link that was handed to somebody; '' where there is none. It stays in the address, so
 * that a reload finds it; it is never sent with a request for the page.
 */
export function useToken(): string {
  const [token, setToken] = useState(() => location.hash.slice(1))
  useEffect(() => {
    const changed = () => setToken(location.hash.slice(1))
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return token
}
