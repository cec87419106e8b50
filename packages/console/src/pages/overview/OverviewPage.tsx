import { useProject } from '../../api/project.ts'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useResource } from '../../api/useResource.ts'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { Table } from '../../parts/Table.tsx'
import { overview as t } from '../../texts/en/overview.ts'

/** `/p/{project}`: what is asked. */
export function OverviewPage() {
  const { name } = useProject()
  const { data, failure, reload } = useResource<TouchpointList>('/v1/touchpoints')
  return (
    <>
      <PageHeading title={t.title} about={name} />
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {!data && !failure && <Skeleton label={t.reading} lines={6} />}
      {data && (
        <Table
          caption={t.touchpoints}
          rows={data.touchpoints}
          rowKey={({ key }) => key}
          columns={[
            { key: 'name', head: t.touchpoint, cell: ({ name }) => name },
            {
              key: 'asks',
              head: t.asks,
              cell: ({ survey }) =>
                survey ? (
                  survey.locales[survey.defaultLocale]?.question
                ) : (
                  <span class="quiet">{t.nothing}</span>
                ),
            },
          ]}
        />
      )}
    </>
  )
}
