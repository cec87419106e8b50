import { useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { mayEdit, useProject } from '../../api/project.ts'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useResource } from '../../api/useResource.ts'
import { Button } from '../../parts/Button.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { journey as t } from '../../texts/en/journey.ts'
import { OrderDialog } from './OrderDialog.tsx'

/** Beneath the list: the order in which it stands, and what is archived. */
export function Journey() {
  const project = useProject()
  const { data, failure, reload } = useResource<TouchpointList>('/v1/touchpoints?archived=true')
  const [isOrdering, setOrdering] = useState(false)
  const all = data?.touchpoints ?? []
  const asked = all.filter(({ state }) => state !== 'archived')
  const archived = all.filter(({ state }) => state === 'archived')
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  return (
    <div class="journey">
      {mayEdit(project) && asked.length > 1 && <Button onClick={() => setOrdering(true)}>{t.order}</Button>}
      {archived.length > 0 && (
        <details>
          <summary>{t.archived(archived.length)}</summary>
          <p class="quiet">{t.archivedAbout}</p>
          <ul>
            {archived.map(({ key, name }) => (
              <li key={key}>
                <a href={address`/p/${project.id}/touchpoints/${key}/edit`}>{name}</a>{' '}
                <span class="quiet">{key}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {isOrdering && <OrderDialog touchpoints={asked} onClose={() => setOrdering(false)} />}
    </div>
  )
}
