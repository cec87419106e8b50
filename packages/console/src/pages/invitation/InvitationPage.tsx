import type { Accepted, InvitationSeen } from '@tyck/shared/admin/members'
import { useEffect, useState } from 'preact/hooks'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { navigate } from '../../app/navigation.ts'
import { useSession } from '../../app/session.tsx'
import { ButtonLink } from '../../parts/Button.tsx'
import { Lonely } from '../../parts/Lonely.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { useToken } from '../../parts/useToken.ts'
import { entering } from '../../texts/en/entering.ts'
import { shell } from '../../texts/en/shell.ts'
import { JoinForm } from './JoinForm.tsx'

const t = entering.invitation

/** `/invitation#token`: joins a project, with a new account or one's own. */
export function InvitationPage() {
  const token = useToken()
  const { enter } = useSession()
  const [invitation, setInvitation] = useState<InvitationSeen>()
  const look = useAction(async () => {
    setInvitation(
      await request<InvitationSeen>('/v1/invitations/look', {
        method: 'POST',
        body: { token },
        anonymous: true,
      }),
    )
  })
  useEffect(() => {
    if (token) void look.run()
  }, [token])
  const join = useAction(async (given: { name?: string; password: string }) => {
    const { projectId, ...session } = await request<Accepted>('/v1/invitations/accept', {
      method: 'POST',
      body: { token, ...given },
      anonymous: true,
    })
    enter(session)
    navigate(`/p/${projectId}`, { replace: true })
  })
  if (!token) {
    return (
      <Lonely title={entering.noToken} about={entering.noTokenAdvice}>
        <div>
          <ButtonLink href="/sign-in">{entering.signIn.title}</ButtonLink>
        </div>
      </Lonely>
    )
  }
  const isOver = [404, 410].includes(look.failure?.status ?? join.failure?.status ?? 0)
  if (isOver) {
    return (
      <Lonely title={t.ended} about={t.endedAdvice}>
        <div>
          <ButtonLink href="/sign-in">{entering.signIn.title}</ButtonLink>
        </div>
      </Lonely>
    )
  }
  return (
    <Lonely
      title={invitation ? t.title(invitation.project.name) : t.waiting}
      about={invitation && t.as[invitation.role]}
    >
      {look.failure && <Problem failure={look.failure} retry={() => look.run()} />}
      {!invitation && !look.failure && <Skeleton label={shell.reading} />}
      {invitation && <JoinForm invitation={invitation} join={join} />}
    </Lonely>
  )
}
