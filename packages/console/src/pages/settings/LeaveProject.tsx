import type { Membership } from '../../api/account.ts'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { navigate } from '../../app/navigation.ts'
import { useSession } from '../../app/session.tsx'
import { ConfirmByName } from '../../parts/ConfirmByName.tsx'
import { say } from '../../parts/Status.tsx'
import { settingsMembers as t } from '../../texts/en/settingsMembers.ts'

/** Asks for the project's name before one leaves it: only somebody else can take that back. */
export function LeaveProject({ project: { id, name }, onClose }: { project: Membership; onClose(): void }) {
  const { refresh } = useSession()
  const leave = useAction(async () => {
    await request('/v1/members/me', { method: 'DELETE', project: id })
    say(t.left(name))
    navigate('/projects', { replace: true })
    await refresh()
  })
  return (
    <ConfirmByName title={t.leaveTitle(name)} name={name} go={t.leave} action={leave} onClose={onClose}>
      <p>{t.leaveGone}</p>
    </ConfirmByName>
  )
}
