import { useState } from 'preact/hooks'
import { useAccount } from '../../app/session.tsx'
import { Button } from '../../parts/Button.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Table } from '../../parts/Table.tsx'
import { projects as t } from '../../texts/en/projects.ts'
import { NewProject } from './NewProject.tsx'

/** `/projects`: what one may look at, and where a new one begins. */
export function ProjectsPage() {
  const { projects } = useAccount()
  const [isNew, setNew] = useState(false)
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
            { key: 'role', head: t.role, cell: ({ role }) => t.roles[role] },
          ]}
        />
      )}
      {isNew && <NewProject onClose={() => setNew(false)} />}
    </>
  )
}
