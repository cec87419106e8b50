import type { Role } from '@tyck/shared/admin/accounts'
import type { Member } from '@tyck/shared/admin/members'
import { useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { mayOwn, useProject } from '../../api/project.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'
import { useAccount } from '../../app/session.tsx'
import { Button } from '../../parts/Button.tsx'
import { Pick } from '../../parts/Filters.tsx'
import { OfZone } from '../../parts/OfZone.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { say } from '../../parts/Status.tsx'
import { Table } from '../../parts/Table.tsx'
import { useMoments } from '../../parts/useMoments.ts'
import { settings } from '../../texts/en/settings.ts'
import { settingsMembers as t } from '../../texts/en/settingsMembers.ts'
import { Invitations } from './Invitations.tsx'
import { LeaveProject } from './LeaveProject.tsx'
import { RemoveMember } from './RemoveMember.tsx'
import { ShownOnce } from './ShownOnce.tsx'

/** Who is in the project, with which role. */
export function Members() {
  const project = useProject()
  const isOwner = mayOwn(project)
  const { account } = useAccount()
  const send = useSend()
  const { tell, timeZone } = useMoments()
  const { data, failure, reload } = useResource<{ members: Member[] }>('/v1/members')
  const [removing, setRemoving] = useState<Member>()
  const [isLeaving, setLeaving] = useState(false)
  const [reset, setReset] = useState<{ name: string; link: string }>()
  const change = useAction(async ({ id, name }: Member, role: Role) => {
    await send('PUT', address`/v1/members/${id}`, { role })
    say(t.roleSaved(name, role))
  })
  const makeReset = useAction(async ({ id, name }: Member) => {
    const { link } = await send<{ link: string }>('POST', address`/v1/members/${id}/reset`)
    setReset({ name, link })
  })
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  if (!data) return <Skeleton label={settings.reading} lines={6} />
  const failed = change.failure ?? makeReset.failure
  const isLastOwner = failed?.code === 'last-owner'
  const mayLeave = data.members.some(({ id, role }) => id !== account.id && (!isOwner || role === 'owner'))
  return (
    <>
      <p class="quiet">{t.about}</p>
      <p class="quiet">{t.rolesAbout}</p>
      {failed && (
        <Problem
          failure={failed}
          title={isLastOwner ? t.lastOwner : undefined}
          advice={isLastOwner ? t.lastOwnerAdvice : undefined}
        />
      )}
      <Table
        caption={t.title}
        rows={data.members}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            head: t.name,
            cell: ({ id, name, email }) => (
              <>
                <span dir="auto">{name}</span> {id === account.id && <span class="quiet">({t.you})</span>}
                <br />
                <span class="quiet">{email}</span>
              </>
            ),
          },
          { key: 'since', head: t.since, cell: ({ since }) => tell(since, 'day'), isWide: true },
          {
            key: 'role',
            head: t.role,
            cell: member =>
              isOwner ? (
                <Pick
                  label={t.roleOf(member.name)}
                  options={roleOptions}
                  value={member.role}
                  onValue={role => void change.run(member, role)}
                />
              ) : (
                t.roles[member.role]
              ),
          },
          ...(isOwner || mayLeave
            ? [
                {
                  key: 'actions',
                  head: <span class="heard">{t.actions}</span>,
                  cell: (member: Member) =>
                    member.id === account.id ? (
                      mayLeave && (
                        <div class="actions">
                          <Button look="plain" onClick={() => setLeaving(true)}>
                            {t.leave}
                          </Button>
                        </div>
                      )
                    ) : isOwner ? (
                      <div class="actions">
                        <Button
                          look="plain"
                          aria-label={t.resetThis(member.name)}
                          onClick={() => makeReset.run(member)}
                        >
                          {t.reset}
                        </Button>
                        <Button
                          look="plain"
                          aria-label={t.removeThis(member.name)}
                          onClick={() => setRemoving(member)}
                        >
                          {t.remove}
                        </Button>
                      </div>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      {isOwner && <Invitations />}
      <OfZone timeZone={timeZone} />
      {removing && <RemoveMember member={removing} onClose={() => setRemoving(undefined)} />}
      {isLeaving && <LeaveProject project={project} onClose={() => setLeaving(false)} />}
      {reset && (
        <ShownOnce
          title={t.resetTitle(reset.name)}
          about={t.resetAbout}
          label={t.link}
          text={reset.link}
          done={t.done}
          onClose={() => setReset(undefined)}
        />
      )}
    </>
  )
}

export const roleOptions = (['viewer', 'editor', 'owner'] as const).map(value => ({
  value,
  label: t.roles[value],
}))
