import { useEffect } from 'preact/hooks'
import { lastProject } from '../../app/lastProject.ts'
import { navigate } from '../../app/navigation.ts'
import { useAccount } from '../../app/session.tsx'

/** `/`: goes on to the project that was looked at last, else to one's own, else to the list. */
export function HomePage() {
  const { projects } = useAccount()
  useEffect(() => {
    const last = projects.find(({ id }) => id === lastProject())
    const next = last ?? projects.find(({ demo }) => !demo) ?? projects[0]
    navigate(next ? `/p/${next.id}` : '/projects', { replace: true })
  }, [projects])
  return null
}
