import type { ProjectSettings } from '@tyck/shared/admin/project'
import { useState } from 'preact/hooks'
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

/**
 * Where a page wanted to ask and was not allowed to, with the button that allows it, and afterwards what is to be done
 * until it asks. Nothing where there is none.
 */
export function RefusedOrigins({ everyMs }: { everyMs: number }) {
  const project = useProject()
  const send = useSend()
  const { data } = useResource<ProjectSettings>('/v1/project', { everyMs })
  const [allowed, setAllowed] = useState<readonly string[]>([])
  const allow = useAction(async (origin: string) => {
    // Read anew: what is on the screen may be older than what somebody else has saved.
    const settings = await request<ProjectSettings>('/v1/project', { project: project.id })
    const body = { ...inputOf(settings), origins: [...settings.origins, origin] }
    await send('PUT', '/v1/project', body, ['/v1/project'], { 'if-match': `"${settings.revision}"` })
    setAllowed(before => [...before, origin])
    say(t.allowed(origin))
  })
  const nameOf = (origin: string) => (origin === 'null' ? t.noOrigin : origin)
  return (
    <>
      {allowed.map(origin => (
        <Notice key={origin} look="good">
          <p>
            <strong>{t.allowed(nameOf(origin))}</strong> {t.allowedAbout}
          </p>
        </Notice>
      ))}
      {data?.originsRefused.map(({ origin }) => (
        <Notice key={origin} look="warn">
          <p>
            <strong>{t.refused(nameOf(origin))}</strong>
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
