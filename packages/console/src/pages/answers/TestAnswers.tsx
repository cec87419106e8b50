import { useState } from 'preact/hooks'
import { mayOwn, useProject } from '../../api/project.ts'
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
  const count = useResource<{ responses: number }>('/v1/test-responses').data?.responses ?? 0
  const remove = useAction(async () => {
    const { responses } = await send<{ responses: number }>('DELETE', '/v1/test-responses')
    say(t.testsDeleted(responses))
    onGone()
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
          <p>{t.testsGone(count)}</p>
        </ConfirmByName>
      )}
    </Notice>
  )
}
