import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import { useEffect, useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { mayEdit, useProject } from '../../api/project.ts'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'
import { NotFound } from '../../app/NotFound.tsx'
import { navigate } from '../../app/navigation.ts'
import type { PageProps } from '../../app/routes.ts'
import { browserLanguage } from '../../parts/languages.ts'
import { Notice } from '../../parts/Notice.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { usePreview } from '../../parts/preview/usePreview.ts'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { say } from '../../parts/Status.tsx'
import { shell } from '../../texts/en/shell.ts'
import { start } from '../../texts/en/start.ts'
import { beginWith, draftOf } from './draftOf.ts'
import { QuestionForm } from './QuestionForm.tsx'
import { QuestionPreview } from './QuestionPreview.tsx'

const t = start.question

/** `/p/{project}/start/{key}`: the touchpoint's first question, beside what customers will see. */
export function QuestionPage({ params: { key = '' } }: PageProps) {
  const project = useProject()
  const { data, failure, reload } = useResource<TouchpointList>('/v1/touchpoints')
  const touchpoint = data?.touchpoints.find(each => each.key === key)
  const isAsked = touchpoint !== undefined && touchpoint.survey !== null
  useEffect(() => {
    // Back from the lines to paste: the first question is asked; the editor is for what comes after.
    if (isAsked)
      navigate(`/p/${project.id}/touchpoints/${encodeURIComponent(key)}/install`, { replace: true })
  }, [isAsked])
  if (data && !touchpoint) return <NotFound />
  return (
    <>
      <PageHeading title={t.title(touchpoint?.name ?? key)} about={t.about} />
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {!data && !failure && <Skeleton lines={8} label={shell.reading} />}
      {touchpoint && !mayEdit(project) && <Notice>{t.viewer}</Notice>}
      {touchpoint && mayEdit(project) && <AskFirst touchpoint={touchpoint} />}
    </>
  )
}

function AskFirst({ touchpoint: { key } }: { touchpoint: Touchpoint }) {
  const send = useSend()
  const [written, setWritten] = useState(() => beginWith('csat', browserLanguage()))
  const survey = draftOf(written)
  const preview = usePreview(key, { survey })
  const publish = useAction(async () => {
    await send('PUT', address`/v1/touchpoints/${key}/survey`, { ...survey, series: 'new-question' })
    say(t.published)
  })
  return (
    <div class="question-page">
      <QuestionForm written={written} onWritten={setWritten} publish={publish} />
      <QuestionPreview surveys={preview.surveys} failure={preview.failure} />
    </div>
  )
}
