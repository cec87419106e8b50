import type { ProjectSettings } from '@tyck/shared/admin/project'
import { useState } from 'preact/hooks'
import { mayOwn, useProject } from '../../api/project.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { ConfirmByName } from '../../parts/ConfirmByName.tsx'
import { OfZone } from '../../parts/OfZone.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { say } from '../../parts/Status.tsx'
import { useMoments } from '../../parts/useMoments.ts'
import { settings } from '../../texts/en/settings.ts'
import { settingsKeys } from '../../texts/en/settingsKeys.ts'
import { settingsPath } from './projectSettings.ts'
import { ShownOnce } from './ShownOnce.tsx'

const t = settings.counting

/** The secret that a site's server signs identities with: made, shown once, revoked. */
export function IdentitySecret() {
  const project = useProject()
  const send = useSend()
  const { tell, timeZone } = useMoments()
  const [secret, setSecret] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  const { data } = useResource<ProjectSettings>(settingsPath)
  const newest = data?.identitySecrets[0]
  const make = useAction(async () => {
    const made = await send<{ secret: string }>('POST', '/v1/project/identity-secret')
    setSecret(made.secret)
  })
  const revoke = useAction(async () => {
    await send('DELETE', '/v1/project/identity-secret')
    say(t.secretRevoked)
  })
  // The form above reads the same, and says why it could not.
  if (!data) return null
  return (
    <section class="stack">
      <h2>{t.secretTitle}</h2>
      <p class="quiet">{newest ? t.secretThere(tell(newest.createdAt, 'day')) : t.secretNone}</p>
      {newest && <OfZone timeZone={timeZone} />}
      {make.failure && <Problem failure={make.failure} />}
      {mayOwn(project) && (
        <div class="row">
          <Button busy={make.isRunning} onClick={() => make.run()}>
            {newest ? t.secretRenew : t.secretMake}
          </Button>
          {newest && (
            <Button look="danger" onClick={() => setAsking(true)}>
              {t.secretRevoke}
            </Button>
          )}
        </div>
      )}
      {secret !== undefined && (
        <ShownOnce
          title={t.secretTitle}
          about={t.secretOnce}
          label={t.secretLabel}
          text={secret}
          done={settingsKeys.done}
          onClose={() => setSecret(undefined)}
        />
      )}
      {isAsking && (
        <ConfirmByName
          title={t.secretRevokeTitle}
          name={project.name}
          go={t.secretRevoke}
          action={revoke}
          onClose={() => setAsking(false)}
        >
          <p>{t.secretRevokeGone}</p>
        </ConfirmByName>
      )}
    </section>
  )
}
