import type { ProjectSettings } from '@tyck/shared/admin/project'
import { useResource } from '../../api/useResource.ts'
import { oneOf, useQuery } from '../../app/useQuery.ts'
import { CopyCode } from '../../parts/CopyCode.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { slotRem } from '../../parts/preview/slotHeight.ts'
import { Segmented } from '../../parts/Segmented.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { install as t } from '../../texts/en/install.ts'
import { shell } from '../../texts/en/shell.ts'
import { kinds, snippets } from './snippets.ts'

/** The lines to paste, for how the page is made, with the height that the question needs. */
export function Snippets({
  touchpoint,
  placement,
  measured,
}: {
  touchpoint: string
  placement: 'inline' | 'corner'
  /** How much room the question needs on a narrow phone, in px; undefined until it is known. */
  measured: number | undefined
}) {
  const { data, failure, reload } = useResource<ProjectSettings>('/v1/project')
  const [{ kind }, setQuery] = useQuery({ kind: oneOf(kinds, placement === 'corner' ? 'tags' : 'html') })
  const rem = slotRem(measured ?? 0)
  return (
    <div class="snippets stack">
      <Segmented
        label={t.kind}
        value={kind}
        onValue={next => setQuery({ kind: next })}
        options={kinds.map(value => ({ value, label: t.kinds[value] }))}
      />
      <p class="quiet">{t.how[kind]}</p>
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {!data && !failure && <Skeleton lines={4} label={shell.reading} />}
      {data && (
        <CopyCode
          label={t.code}
          code={snippets[kind]({ key: data.publishableKey, endpoint: location.origin, touchpoint, rem })}
        />
      )}
      {measured !== undefined && kind !== 'tags' && <p class="quiet">{t.height(measured, rem)}</p>}
    </div>
  )
}
