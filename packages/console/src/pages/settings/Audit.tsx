import type { AuditEntry, AuditPage } from '@tyck/shared/admin/audit'
import type { Destination } from '@tyck/shared/admin/destinations'
import type { Member } from '@tyck/shared/admin/members'
import { usePages } from '../../api/usePages.ts'
import { useResource } from '../../api/useResource.ts'
import { Button } from '../../parts/Button.tsx'
import { OfZone } from '../../parts/OfZone.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { Table } from '../../parts/Table.tsx'
import { useMoments } from '../../parts/useMoments.ts'
import { settingsAudit as t } from '../../texts/en/settingsAudit.ts'

/** Who asked for which change, in plain words. */
export function Audit() {
  const { tell, timeZone } = useMoments()
  const {
    rows: entries,
    failure,
    next,
    isReading,
    more,
    reload,
  } = usePages<AuditPage, AuditEntry>('/v1/audit', page => page.entries)
  const members = useResource<{ members: Member[] }>('/v1/members').data?.members ?? []
  const destinations =
    useResource<{ destinations: Destination[] }>('/v1/destinations').data?.destinations ?? []
  const named = [...members, ...destinations]
  if (failure && !entries) return <Problem failure={failure} retry={reload} />
  if (!entries) return <Skeleton label={t.reading} lines={10} />
  return (
    <>
      <p class="quiet">{t.about}</p>
      {entries.length === 0 && <p>{t.none}</p>}
      {entries.length > 0 && (
        <Table
          caption={t.title}
          rows={entries}
          rowKey={({ id }) => id}
          columns={[
            { key: 'when', head: t.when, cell: ({ at }) => <span class="quiet">{tell(at)}</span> },
            { key: 'who', head: t.who, cell: entry => <span dir="auto">{whoOf(entry)}</span> },
            {
              key: 'what',
              head: t.what,
              cell: entry => (
                <>
                  {whatOf(entry)}
                  <bdi class="narrow quiet">{targetOf(entry, entries, named)}</bdi>
                </>
              ),
            },
            {
              key: 'about',
              head: t.about_,
              isWide: true,
              cell: entry => <bdi class="target">{targetOf(entry, entries, named)}</bdi>,
            },
          ]}
        />
      )}
      {entries.length > 0 && <OfZone timeZone={timeZone} />}
      {failure && <Problem failure={failure} retry={more} />}
      {next !== null && (
        <div>
          <Button busy={isReading} onClick={more}>
            {t.older}
          </Button>
        </div>
      )}
    </>
  )
}

function whoOf({ account, keyId }: AuditEntry): string {
  if (account) return account.name ?? account.email ?? t.somebody
  return keyId === null ? t.demoKey : t.key(keyId)
}

function whatOf({ operation, role }: AuditEntry): string {
  const what = t.operations[operation] ?? operation
  return role === null ? what : (t.as[operation]?.(role) ?? what)
}

/**
 * Of a respondent the log has a hash, which says nothing to anybody; of people and destinations their id, and of an invitation its own, by
 * which who made it and who came in by it find each other.
 */
function targetOf(
  { operation, target }: AuditEntry,
  entries: readonly AuditEntry[],
  named: readonly { id: string; name: string }[],
): string | null {
  if (operation === 'eraseRespondent' || operation === 'eraseFoundRespondent') return t.respondent
  const other = { createInvitation: 'acceptInvitation', acceptInvitation: 'createInvitation' }[operation]
  if (other === undefined) return named.find(({ id }) => id === target)?.name ?? target
  const found = entries.find(entry => entry.operation === other && entry.target === target)
  if (!found) return operation === 'createInvitation' ? t.notCome : target
  return operation === 'createInvitation' ? whoOf(found) : t.invitedBy(whoOf(found))
}
