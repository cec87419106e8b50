import type { Survey, Touchpoint } from '@tyck/shared/admin/touchpoints'
import { useState } from 'preact/hooks'
import { mayEdit, useProject } from '../../api/project.ts'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useResource } from '../../api/useResource.ts'
import { NotFound } from '../../app/NotFound.tsx'
import type { PageProps } from '../../app/routes.ts'
import { ButtonLink } from '../../parts/Button.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { install as t } from '../../texts/en/install.ts'
import { shell } from '../../texts/en/shell.ts'
import { FirstShowing } from './FirstShowing.tsx'
import { MeasuredPreview } from './MeasuredPreview.tsx'
import { Snippets } from './Snippets.tsx'

/** `/p/{project}/touchpoints/{key}/install`: the lines to paste, and whether they work. */
export function InstallPage({ params: { key = '' } }: PageProps) {
  const { data, failure, reload } = useResource<TouchpointList>('/v1/touchpoints')
  const touchpoint = data?.touchpoints.find(each => each.key === key)
  if (data && !touchpoint) return <NotFound />
  return (
    <>
      <PageHeading title={t.title} about={touchpoint?.survey && t.about(questionOf(touchpoint.survey))} />
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {!data && !failure && <Skeleton lines={8} label={shell.reading} />}
      {touchpoint && <Installing touchpoint={touchpoint} />}
    </>
  )
}

function Installing({ touchpoint: { key, survey, rules } }: { touchpoint: Touchpoint }) {
  const project = useProject()
  const [measured, setMeasured] = useState<number>()
  if (!survey) {
    const href = `/p/${project.id}/start/${encodeURIComponent(key)}`
    return (
      <Empty
        title={t.notAsked}
        action={
          <ButtonLink href={href} look="primary">
            {t.write}
          </ButtonLink>
        }
      >
        {t.notAskedAbout}
      </Empty>
    )
  }
  return (
    <div class="install-page">
      <Snippets touchpoint={key} placement={rules.placement} measured={measured} />
      <FirstShowing touchpoint={key} />
      {mayEdit(project) && <MeasuredPreview touchpoint={key} survey={survey} onMeasured={setMeasured} />}
    </div>
  )
}

function questionOf({ locales, defaultLocale }: Survey): string {
  return locales[defaultLocale]?.question ?? ''
}
