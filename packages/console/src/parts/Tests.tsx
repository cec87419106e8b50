import { useProject } from '../api/project.ts'
import { useResource } from '../api/useResource.ts'
import { tests as t } from '../texts/en/tests.ts'

/** Where nothing stands that counts: how many tests there are, and the way to them. Nothing where there is none. */
export function Tests() {
  const { id } = useProject()
  const count = useResource<{ responses: number }>('/v1/test-responses').data?.responses ?? 0
  if (count === 0) return null
  return (
    <p>
      {t.there(count)} <a href={`/p/${id}/answers?show=tests`}>{t.look}</a>
    </p>
  )
}
