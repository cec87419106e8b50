import type { TestsDeleted } from '@tyck/shared/admin/responses'
import { useState } from 'preact/hooks'
import { mayOwn, useProject } from '../../api/project.ts'
import { markStale } from '../../api/resources.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { ConfirmByName } from '../../parts/ConfirmByName.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { say } from '../../parts/Status.tsx'
import { answers as t } from '../../texts/en/answers.ts'

/** What test answers are, and away with them. */
export function TestAnswers({ onGone }: { onGone(): void }) {
  const project = useProject()
  const send = useSend()
  const [isAsking, setAsking] = useState(false)
  const [gone, setGone] = useState(0)
  const count = useResource<{ responses: number }>('/v1/test-responses').data?.responses ?? 0
  const remove = useAction(async () => {
    let deleted = 0
    try {
      for (let isMore = true; isMore; ) {
        const reply = await send<TestsDeleted>('DELETE', '/v1/test-responses', undefined, [])
        deleted += reply.responses
        setGone(deleted)
        isMore = reply.left > 0 && reply.responses > 0
      }
      say(t.testsDeleted(deleted))
    } finally {
      setGone(0)
      markStale(project.id)
      onGone()
    }
  })
  return (
    <Notice>
      <div class="row">
        <span>{t.testsAbout}</span>
        {mayOwn(project) && count > 0 && (
          <Button look="danger" onClick={() => setAsking(true)}>
            {t.testsDelete(count)}
          </Button>
        )}
      </div>
      {isAsking && (
        <ConfirmByName
          title={t.testsTitle}
          name={project.name}
          go={t.testsDelete(count)}
          action={remove}
          onClose={() => setAsking(false)}
        >
          <p role="status">{gone > 0 ? t.testsSoFar(gone, count) : t.testsGone(count)}</p>
        </ConfirmByName>
      )}
    </Notice>
  )
}
