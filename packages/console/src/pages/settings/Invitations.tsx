import type { Role } from '@tyck/shared/admin/accounts'
import type { Invitation, NewInvitation } from '@tyck/shared/admin/members'
import { useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Select } from '../../parts/Select.tsx'
import { say } from '../../parts/Status.tsx'
import { Table } from '../../parts/Table.tsx'
import { useMoments } from '../../parts/useMoments.ts'
import { settingsMembers as t } from '../../texts/en/settingsMembers.ts'
import { roleOptions } from './Members.tsx'
import { ShownOnce } from './ShownOnce.tsx'

/** Links that let people in: made here, handed over by hand. */
export function Invitations() {
  const send = useSend()
  const { tell } = useMoments()
  const { data, failure, reload } = useResource<{ invitations: Invitation[] }>('/v1/invitations')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const [made, setMade] = useState<NewInvitation>()
  const invite = useAction(async () => {
    setMade(await send<NewInvitation>('POST', '/v1/invitations', { email, role }))
    setEmail('')
  })
  const withdraw = useAction(async (invitation: Invitation) => {
    await send('DELETE', address`/v1/invitations/${invitation.id}`)
    say(t.withdrawn(invitation.email))
  })
  return (
    <>
      <section class="stack">
        <h2>{t.invite}</h2>
        <Form action={invite} onSubmit={invite.run} label={t.invite}>
          <Field
            label={t.email}
            type="email"
            value={email}
            onValue={setEmail}
            pointer="/email"
            autoComplete="off"
          />
          <Select label={t.role} options={roleOptions} value={role} onValue={value => setRole(value)} />
          <FormProblem failure={invite.failure} shown={['/email']} />
          <div>
            <Button type="submit" look="primary" busy={invite.isRunning}>
              {t.inviteGo}
            </Button>
          </div>
        </Form>
      </section>
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {data && data.invitations.length > 0 && (
        <section class="stack">
          <h2>{t.invitations}</h2>
          {withdraw.failure && <Problem failure={withdraw.failure} />}
          <Table
            caption={t.invitations}
            rows={data.invitations}
            rowKey={({ id }) => id}
            columns={[
              { key: 'email', head: t.invitation, cell: each => <bdi class="target">{each.email}</bdi> },
              { key: 'role', head: t.role, cell: each => t.roles[each.role] },
              { key: 'ends', head: t.ends, cell: ({ expiresAt }) => tell(expiresAt), isWide: true },
              {
                key: 'withdraw',
                head: <span class="heard">{t.actions}</span>,
                cell: each => (
                  <div class="actions">
                    <Button
                      look="plain"
                      aria-label={t.withdrawThis(each.email)}
                      onClick={() => withdraw.run(each)}
                    >
                      {t.withdraw}
                    </Button>
                  </div>
                ),
              },
            ]}
          />
        </section>
      )}
      {made && (
        <ShownOnce
          title={t.invite}
          about={t.inviteAbout(made.email)}
          label={t.link}
          text={made.link}
          done={t.done}
          onClose={() => setMade(undefined)}
        />
      )}
    </>
  )
}
