import type { Change } from '@tyck/shared/admin/difference'
import type { TouchpointHistory } from '@tyck/shared/admin/touchpoints'
import { useEffect, useState } from 'preact/hooks'
import { address, withQuery } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
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
  const { id: project } = useProject()
  const [restoring, setRestoring] = useState<Version>()
  const [older, setOlder] = useState<TouchpointHistory>()
  // A version that was published meanwhile moves the edge: they are read anew when they are wanted.
  const newest = data && `${data.surveys[0]?.id} ${data.rules[0]?.id}`
  useEffect(() => setOlder(undefined), [newest])
  const readOlder = useAction(async (known: TouchpointHistory) => {
    const before = { surveysBefore: lowest(known.surveys), rulesBefore: lowest(known.rules) }
    const page = await request<TouchpointHistory>(withQuery(path, before), { project })
    setOlder({
      surveys: [...(older?.surveys ?? []), ...page.surveys],
      rules: [...(older?.rules ?? []), ...page.rules],
    })
  })
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  if (!data) return <Skeleton label={t.reading} lines={8} />
  const known = {
    surveys: [...data.surveys, ...(older?.surveys ?? [])],
    rules: [...data.rules, ...(older?.rules ?? [])],
  }
  const isWhole = lowest(known.surveys) === 1 && lowest(known.rules) === 1
  const mayRestore = draft.canEdit && draft.known?.touchpoint.state !== 'archived'
  return (
    <>
      <ol class="versions" aria-label={t.versions}>
        {versionsOf(known).map(version => (
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
      {readOlder.failure && <Problem failure={readOlder.failure} />}
      {!isWhole && (
        <div>
          <Button busy={readOlder.isRunning} onClick={() => readOlder.run(known)}>
            {t.older}
          </Button>
        </div>
      )}
      {restoring && (
        <RestoreDialog draft={draft} version={restoring} onClose={() => setRestoring(undefined)} />
      )}
    </>
  )
}

/** The version that the next page comes before; 1 where there is none. */
const lowest = (versions: readonly { version: number }[]) => versions.at(-1)?.version ?? 1

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
        number === 1 && <p class="quiet">{t.first}</p>
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
