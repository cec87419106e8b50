import type { ProjectInput } from '@tyck/shared/admin/project'
import { useProject } from '../../api/project.ts'
import { useResource } from '../../api/useResource.ts'
import { editor as t } from '../../texts/en/editor.ts'

/** What also decides whether and how it asks, and is the project's: told here, changed there. */
export function OfProject() {
  const { id } = useProject()
  const { data } = useResource<ProjectInput>('/v1/project')
  return (
    <section class="group">
      <h2>{t.ofProject}</h2>
      <ul class="quiet of-project">
        {data && (
          <li>
            {data.budget ? t.budget(data.budget.showings, data.budget.per.replace(/\D/g, '')) : t.noBudget}
          </li>
        )}
        {data?.acrossDevices && <li>{t.devices}</li>}
        {data?.respectGpc && <li>{t.gpc}</li>}
        <li>{t.theme}</li>
        <li>{t.consent}</li>
      </ul>
      <p>
        <a href={`/p/${id}/settings`}>{t.toSettings}</a>
      </p>
    </section>
  )
}
