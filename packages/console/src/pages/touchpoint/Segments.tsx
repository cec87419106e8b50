import type { ScoresEntry, ScoresReply } from '@tyck/shared/admin/scores'
import type { SlicesReply } from '@tyck/shared/admin/slices'
import { withQuery } from '../../api/address.ts'
import { useResource } from '../../api/useResource.ts'
import { text, useQuery } from '../../app/useQuery.ts'
import { Filters, Pick } from '../../parts/Filters.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Busy } from '../../parts/reading/Busy.tsx'
import { useLatest } from '../../parts/reading/useLatest.ts'
import type { Reading } from '../../parts/reading/useReading.ts'
import { Segmented } from '../../parts/Segmented.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'
import { keysOf } from './keysOf.ts'
import { SegmentsFigure } from './SegmentsFigure.tsx'
import { SplitFigure } from './SplitFigure.tsx'

const t = touchpointFigures.by

/** So many keys stand beside each other; more are a list to choose from. */
const mostInRow = 6
/** So many numbers are told one by one. */
const fewNumbers = 10

/** How parts of the answers differ, by any key of their metadata; and what of the change is theirs. */
export function Segments({ entry, reading }: { entry: ScoresEntry; reading: Reading }) {
  const [{ by }, setQuery] = useQuery({ by: text })
  const slices = useResource<SlicesReply>(withQuery('/v1/slices', { touchpoint: entry.touchpoint }))
  const keys = slices.data && keysOf(slices.data)
  const key = by || keys?.[0]
  const options = [...new Set([...(keys ?? []), ...(by ? [by] : [])])].map(value => ({ value, label: value }))
  const choose = (chosen: string) => setQuery({ by: chosen })
  const groups = useLatest(
    useResource<ScoresReply>(
      key && slices.data
        ? reading.scoresPath({
            touchpoint: entry.touchpoint,
            by: `metadata.${key}`,
            bounds: boundsOf(slices.data, key),
          })
        : null,
    ),
  )
  const { data, isOld, isReading } = groups
  const { failure, reload } = slices.data ? groups : slices
  const told = data?.scores.find(({ seriesId }) => seriesId === entry.seriesId)
  return (
    <section class="segments">
      <h2>{t.heading}</h2>
      {keys && !key && (
        <p class="quiet">
          {t.noKeys} {t.noKeysAbout}
        </p>
      )}
      {key && options.length <= mostInRow && (
        <Segmented label={t.key} options={options} value={key} onValue={choose} />
      )}
      {key && options.length > mostInRow && (
        <Filters label={t.heading}>
          <span aria-hidden="true">{t.by}</span>
          <Pick label={t.key} options={options} value={key} onValue={choose} />
        </Filters>
      )}
      <Busy isReading={isReading} />
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {key && !data && !failure && <Skeleton label={texts.reading} lines={8} />}
      {key && told && (
        <div class="figures">
          <SegmentsFigure entry={told} by={key} isOld={isOld} />
          <SplitFigure entry={told} by={key} isOld={isOld} />
        </div>
      )}
    </section>
  )
}

/** Where a key has many numbers: the ends of four ranges with about as many responses each. */
function boundsOf(slices: SlicesReply | undefined, key: string): string | undefined {
  const { distinct = 0, quartiles = null } = slices?.metadata.find(each => each.key === key) ?? {}
  // The lowest range would be empty.
  const ends = [...new Set(quartiles ?? [])]
  return distinct > fewNumbers && ends.length > 0 ? ends.join(',') : undefined
}
