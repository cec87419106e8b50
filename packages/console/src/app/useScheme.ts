import { useEffect, useState } from 'preact/hooks'

const dark = () => matchMedia('(prefers-color-scheme: dark)')

/** Whether the console is light or dark now. */
export function useScheme(): 'light' | 'dark' {
  const [isDark, setDark] = useState(() => dark().matches)
  useEffect(() => {
    const query = dark()
    const changed = () => setDark(query.matches)
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [])
  return isDark ? 'dark' : 'light'
}
