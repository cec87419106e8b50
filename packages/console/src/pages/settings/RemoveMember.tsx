import type { Key } from '@tyck/shared/admin/keys'
import { address } from '../../api/address.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'
import { ConfirmByName } from '../../parts/ConfirmByName.tsx'
import { say } from '../../parts/Status.tsx'
import { settingsMembers as t } from '../../texts/en/settingsMembers.ts'

/** Asks for a member's name before they are taken out, and says which keys go on. For owners. */
export function RemoveMember({
  member: { id, name },
  onClose,
}: {
  member: { id: string; name: string }
  onClose(): void
}) {
  const send = useSend()
  const remove = useAction(async () => {
    await send('DELETE', address`/v1/members/${id}`)
    say(t.removed(name))
  })
  return (
    <ConfirmByName title={t.removeTitle(name)} name={name} go={t.remove} action={remove} onClose={onClose}>
      <p>{t.removeGone}</p>
      <KeysLeft accountId={id} />
    </ConfirmByName>
  )
}

function KeysLeft({ accountId }: { accountId: string }) {
  const { data } = useResource<{ keys: Key[] }>('/v1/keys')
  const secret = data?.keys.filter(({ kind }) => kind === 'secret') ?? []
  const theirs = secret.filter(({ by }) => by?.id === accountId)
  const unknown = secret.filter(({ by }) => by === null)
  return (
    <>
      {theirs.length > 0 && (
        <p>
          {t.keysStay} <Names keys={theirs} />
        </p>
      )}
      {unknown.length > 0 && (
        <p>
          {t.keysUnknown} <Names keys={unknown} />
        </p>
      )}
      {secret.length > 0 && <p>{t.keysRevoke}</p>}
    </>
  )
}

const Names = ({ keys }: { keys: readonly Key[] }) => (
  <>
    {keys.map(({ id, name }, at) => (
      <span key={id}>
        {at > 0 && ', '}
        <b dir="auto">{name}</b>
      </span>
    ))}
  </>
)
