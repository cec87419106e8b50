import type { Key, NewKey } from '@tyck/shared/admin/keys'
import { useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { mayOwn, useProject } from '../../api/project.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { ConfirmByName } from '../../parts/ConfirmByName.tsx'
import { CopyCode } from '../../parts/CopyCode.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { OfZone } from '../../parts/OfZone.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { say } from '../../parts/Status.tsx'
import { Table } from '../../parts/Table.tsx'
import { useMoments } from '../../parts/useMoments.ts'
import { settings } from '../../texts/en/settings.ts'
import { settingsKeys as t } from '../../texts/en/settingsKeys.ts'
import { MakeKey } from './MakeKey.tsx'
import { ReplaceKey } from './ReplaceKey.tsx'
import { ShownOnce } from './ShownOnce.tsx'

const nameOf = ({ kind, name, expiresAt }: Pick<Key, 'kind' | 'name' | 'expiresAt'>) =>
  kind === 'secret' ? (name ?? '') : expiresAt === null ? t.publishable : t.former

/** The keys of the project: those of pages, and those of servers. */
export function Keys() {
  if (!mayOwn(useProject())) return <Notice>{settings.onlyOwners}</Notice>
  return <OwnersKeys />
}

function OwnersKeys() {
  const { demo: isDemo } = useProject()
  const { timeZone } = useMoments()
  const { data, failure, reload } = useResource<{ keys: Key[] }>('/v1/keys')
  const [making, setMaking] = useState(false)
  const [replacing, setReplacing] = useState<Key>()
  const [revoking, setRevoking] = useState<Key>()
  const [made, setMade] = useState<NewKey>()
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  if (!data) return <Skeleton label={settings.reading} lines={8} />
  const secret = data.keys.filter(({ kind }) => kind === 'secret')
  const present = data.keys.find(({ kind, expiresAt }) => kind === 'publishable' && expiresAt === null)
  const former = data.keys.filter(({ kind, expiresAt }) => kind === 'publishable' && expiresAt !== null)
  const shown = { onReplace: setReplacing, onRevoke: setRevoking }
  return (
    <>
      <section class="stack">
        <h2>{t.publishable}</h2>
        <p class="quiet">{t.publishableAbout}</p>
        {present && (
          <>
            <CopyCode look="usual" code={present.id} label={t.publishableLabel} />
            {!isDemo && <Button onClick={() => setReplacing(present)}>{t.replacePublishableKey}</Button>}
          </>
        )}
        {former.length > 0 && <KeyTable caption={t.former} keys={former} {...shown} />}
      </section>
      <section class="stack">
        <h2>{t.secret}</h2>
        <p class="quiet">{t.secretAbout}</p>
        {isDemo ? (
          <Notice>{t.demo}</Notice>
        ) : (
          <>
            {secret.length > 0 ? (
              <KeyTable caption={t.secret} keys={secret} {...shown} />
            ) : (
              <p>{t.noSecret}</p>
            )}
            <Button look="primary" onClick={() => setMaking(true)}>
              {t.make}
            </Button>
          </>
        )}
      </section>
      {(secret.length > 0 || former.length > 0) && <OfZone timeZone={timeZone} />}
      {making && <MakeKey onMade={setMade} onClose={() => setMaking(false)} />}
      {replacing && (
        <ReplaceKey
          replaced={replacing}
          name={nameOf(replacing)}
          onMade={setMade}
          onClose={() => setReplacing(undefined)}
        />
      )}
      {revoking && (
        <RevokeKey revoked={revoking} name={nameOf(revoking)} onClose={() => setRevoking(undefined)} />
      )}
      {made && (
        <ShownOnce
          title={nameOf(made)}
          about={made.kind === 'secret' ? t.shownOnce : t.publishableAbout}
          label={t.theKey}
          text={made.key}
          done={t.done}
          onClose={() => setMade(undefined)}
        />
      )}
    </>
  )
}

function KeyTable({
  caption,
  keys,
  onReplace,
  onRevoke,
}: {
  caption: string
  keys: readonly Key[]
  onReplace(key: Key): void
  onRevoke(key: Key): void
}) {
  const { tell } = useMoments()
  const isSecret = keys[0]?.kind === 'secret'
  // One that does not end stays of each kind.
  const lasting = keys.filter(({ expiresAt }) => expiresAt === null).length
  return (
    <Table
      caption={caption}
      rows={keys}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', head: t.name, cell: key => <span dir="auto">{nameOf(key)}</span> },
        {
          key: 'made',
          head: t.made,
          cell: ({ createdAt, by }) => (
            <>
              <span class="nowrap">{tell(createdAt, 'day')}</span>
              {by?.name && (
                <div class="quiet" dir="auto">
                  {t.madeBy(by.name)}
                </div>
              )}
            </>
          ),
          isWide: true,
        },
        ...(isSecret
          ? [
              {
                key: 'used',
                head: t.used,
                cell: ({ lastUsedAt }: Key) => (lastUsedAt ? tell(lastUsedAt) : t.never),
              },
            ]
          : []),
        {
          key: 'ends',
          head: t.ends,
          cell: ({ expiresAt }) => (expiresAt ? tell(expiresAt) : <span class="nowrap">{t.noEnd}</span>),
        },
        {
          key: 'actions',
          head: <span class="heard">{t.actions}</span>,
          cell: key => (
            <div class="actions">
              {(isSecret || key.expiresAt === null) && (
                <Button look="plain" aria-label={t.replaceThis(nameOf(key))} onClick={() => onReplace(key)}>
                  {t.replace}
                </Button>
              )}
              {(lasting > 1 || key.expiresAt !== null) && (
                <Button look="plain" aria-label={t.revokeThis(nameOf(key))} onClick={() => onRevoke(key)}>
                  {t.revoke}
                </Button>
              )}
            </div>
          ),
        },
      ]}
    />
  )
}

function RevokeKey({ revoked, name, onClose }: { revoked: Key; name: string; onClose(): void }) {
  const { tell } = useMoments()
  const send = useSend()
  const revoke = useAction(async () => {
    await send('DELETE', address`/v1/keys/${revoked.id}`)
    say(t.revoked(name))
  })
  return (
    <ConfirmByName title={t.revokeTitle(name)} name={name} go={t.revoke} action={revoke} onClose={onClose}>
      <p>{t.revokeWhich(tell(revoked.createdAt, 'day'), revoked.lastUsedAt && tell(revoked.lastUsedAt))}</p>
      <p>{t.revokeGone}</p>
    </ConfirmByName>
  )
}
