import { useState } from 'preact/hooks'
import type { Membership } from '../../api/account.ts'
import { mayOwn } from '../../api/project.ts'
import { useAccount } from '../../app/session.tsx'
import { Button } from '../../parts/Button.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { RemoveProject } from '../../parts/RemoveProject.tsx'
import { Table } from '../../parts/Table.tsx'
import { projects as t } from '../../texts/en/projects.ts'
import { removal } from '../../texts/en/removal.ts'
import { NewProject } from './NewProject.tsx'

/** `/projects`: what one may look at, and where a new one begins. */
export function ProjectsPage() {
  const { projects } = useAccount()
  const [isNew, setNew] = useState(false)
  const [removed, setRemoved] = useState<Membership>()
  const create = (
    <Button look="primary" onClick={() => setNew(true)}>
      {t.create}
    </Button>
  )
  return (
    <>
      <PageHeading title={t.title} about={t.about}>
        {projects.length > 0 && create}
      </PageHeading>
      {projects.length === 0 ? (
        <Empty title={t.none} action={create}>
          {t.noneAbout}
        </Empty>
      ) : (
        <Table
          caption={t.yours}
          rows={projects}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              head: t.name,
              cell: ({ id, name, demo }) => (
                <>
                  <a href={`/p/${id}`}>{name}</a> {demo && <span class="tag">{t.demo}</span>}
                </>
              ),
            },
            { key: 'role', head: t.role, cell: ({ role }) => <span class="nowrap">{t.roles[role]}</span> },
            {
              key: 'remove',
              head: <span class="heard">{removal.open}</span>,
              isNumber: true,
              // Only the demo is in the way here; a project of one's own is removed in its settings.
              cell: project =>
                project.demo &&
                mayOwn(project) && (
                  <Button look="plain" onClick={() => setRemoved(project)}>
                    {removal.openDemo}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {isNew && <NewProject onClose={() => setNew(false)} />}
      {removed && <RemoveProject project={removed} onClose={() => setRemoved(undefined)} />}
    </>
  )
}
