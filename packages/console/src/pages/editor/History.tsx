import type { Change } from '@tyck/shared/admin/difference'
import type { TouchpointHistory } from '@tyck/shared/admin/touchpoints'
import { useState } from 'preact/hooks'
import { address, withQuery } from '../../api/address.ts'
import { useResource } from '../../api/useResource.ts'
import { Button } from '../../parts/Button.tsx'
import { OfZone } from '../../parts/OfZone.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { useMoments } from '../../parts/useMoments.ts'
import { editor as t } from '../../texts/en/editor.ts'
import { Changes } from './Changes.tsx'
import { nameOf } from './nameOf.ts'
import { RestoreDialog } from './RestoreDialog.tsx'
import type { Draft } from './useDraft.ts'
import type { Version } from './version.ts'
import { versionsOf } from './versionsOf.ts'

/** Every version of what was asked and how, with who published it, when and why; each can be put in force again. */
export function History({ draft }: { draft: Draft }) {
  const path = address`/v1/touchpoints/${draft.key}/history`
  const { data, failure, reload } = useResource<TouchpointHistory>(path)
  const { timeZone } = useMoments()
  const [restoring, setRestoring] = useState<Version>()
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  if (!data) return <Skeleton label={t.reading} lines={8} />
  const mayRestore = draft.canEdit && draft.known?.touchpoint.state !== 'archived'
  return (
    <>
      <ol class="versions" aria-label={t.versions}>
        {versionsOf(data).map(version => (
          <li key={version.id}>
            <VersionRow touchpoint={draft.key} version={version} />
            {mayRestore && !version.inForce && (
              <Button
                aria-label={`${t.restore} ${t.version(version.part, version.number)}`}
                onClick={() => setRestoring(version)}
              >
                {t.restore}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <OfZone timeZone={timeZone} />
      {restoring && (
        <RestoreDialog draft={draft} version={restoring} onClose={() => setRestoring(undefined)} />
      )}
    </>
  )
}

function VersionRow({ touchpoint, version }: { touchpoint: string; version: Version }) {
  const { part, number, publishedAt, note, by, inForce, isNewSeries, restoredFrom, before } = version
  const [isOpen, setOpen] = useState(false)
  const { tell } = useMoments()
  return (
    <div class="version">
      <p>
        <b>{t.version(part, number)}</b> {inForce && <span class="tag">{t.inForce}</span>}{' '}
        {isNewSeries && <span class="tag">{t.newSeries}</span>}
        {restoredFrom !== undefined && (
          <span class="tag">{t.restoredFrom(t.version(part, restoredFrom))}</span>
        )}
      </p>
      <p class="quiet">
        <time dateTime={publishedAt}>{t.by(tell(publishedAt), nameOf(by))}</time>
      </p>
      {note && <p dir="auto">{note}</p>}
      {before ? (
        <details onToggle={event => setOpen(event.currentTarget.open)}>
          <summary class="what">
            {t.what}
            <span class="heard">: {t.version(part, number)}</span>
          </summary>
          {isOpen && <Difference touchpoint={touchpoint} from={before} to={version.id} />}
        </details>
      ) : (
        <p class="quiet">{t.first}</p>
      )}
    </div>
  )
}

function Difference({ touchpoint, from, to }: { touchpoint: string; from: string; to: string }) {
  const path = withQuery(address`/v1/touchpoints/${touchpoint}/difference`, { from, to })
  const { data, failure, reload } = useResource<{ changes: Change[] }>(path)
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  if (!data) return <Skeleton label={t.reading} lines={2} />
  return data.changes.length === 0 ? <p class="quiet">{t.noChange}</p> : <Changes changes={data.changes} />
}
