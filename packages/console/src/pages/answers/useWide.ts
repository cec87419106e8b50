import { useEffect, useState } from 'preact/hooks'

const wide = '(min-width: 64rem)'

/** Whether there is room for two columns. */
export function useWide(): boolean {
  const [isWide, setWide] = useState(() => matchMedia(wide).matches)
  useEffect(() => {
    const query = matchMedia(wide)
    const changed = () => setWide(query.matches)
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [])
  return isWide
}
