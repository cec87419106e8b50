import type { ProjectSettings } from '@tyck/shared/admin/project'
import { inputOf } from '../../api/inputOf.ts'
import { mayOwn, useProject } from '../../api/project.ts'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { say } from '../../parts/Status.tsx'
import { install } from '../../texts/en/install.ts'

const t = install.light

/** Where a page wanted to ask and was not allowed to, with the button that allows it. Nothing where there is none. */
export function RefusedOrigins({ everyMs }: { everyMs: number }) {
  const project = useProject()
  const send = useSend()
  const { data } = useResource<ProjectSettings>('/v1/project', { everyMs })
  const allow = useAction(async (origin: string) => {
    // Read anew: what is on the screen may be older than what somebody else has saved.
    const settings = await request<ProjectSettings>('/v1/project', { project: project.id })
    const body = { ...inputOf(settings), origins: [...settings.origins, origin] }
    await send('PUT', '/v1/project', body, ['/v1/project'], { 'if-match': `"${settings.revision}"` })
    say(t.allowed(origin))
  })
  return (
    <>
      {data?.originsRefused.map(({ origin }) => (
        <Notice key={origin} look="warn">
          <p>
            <strong>{t.refused(origin === 'null' ? t.noOrigin : origin)}</strong>
          </p>
          <p>{t.refusedAbout}</p>
          {mayOwn(project) ? (
            <Button busy={allow.isRunning} onClick={() => allow.run(origin)}>
              {t.allow}
            </Button>
          ) : (
            <p>{t.ownerAllows}</p>
          )}
        </Notice>
      ))}
      {allow.failure && <Problem failure={allow.failure} />}
    </>
  )
}
