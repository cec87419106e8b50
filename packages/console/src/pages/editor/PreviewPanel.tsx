import type { DraftInput } from '@tyck/shared/admin/drafts'
import { Notice } from '../../parts/Notice.tsx'
import type { Room as RoomNeeded } from '../../parts/preview/messages.ts'
import { Preview } from '../../parts/preview/Preview.tsx'
import { slotRem, usualSlotPx } from '../../parts/preview/slotHeight.ts'
import { toFrame, usePreview } from '../../parts/preview/usePreview.ts'
import { localeName } from '../../parts/reading/localeName.ts'
import { Segmented } from '../../parts/Segmented.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { editor as t } from '../../texts/en/editor.ts'

/** Widths of slots, in px: what a phone of 320 px leaves, a column, a page. */
export const widths = { phone: 288, tablet: 480, wide: 640 }
/** As much of a page as a corner takes half of. */
const cornerPx = 440

export type Width = keyof typeof widths
export type Scheme = 'light' | 'dark'

/** The real widget beside the form, in the language that is written, and how much room it needs. */
export function PreviewPanel({
  touchpoint,
  draft: { survey, rules },
  locale,
  width,
  scheme,
  onLook,
  room,
}: {
  touchpoint: string
  draft: DraftInput
  locale: string
  width: Width
  scheme: Scheme
  onLook(look: { width?: Width; scheme?: Scheme }): void
  room: { byLocale: ReadonlyMap<string, RoomNeeded>; isMeasuring: boolean }
}) {
  const { surveys, failure } = usePreview(
    touchpoint,
    survey && { survey, placement: rules.placement, locale },
  )
  const { byLocale, isMeasuring } = room
  const isInline = rules.placement === 'inline'
  const needed = byLocale.get(locale)?.px ?? usualSlotPx
  return (
    <section class="preview-panel" aria-label={t.preview}>
      <h2>{t.preview}</h2>
      <div class="row">
        <Segmented
          label={t.width}
          value={width}
          onValue={next => onLook({ width: next })}
          options={(Object.keys(widths) as Width[]).map(value => ({ value, label: t.widths[value] }))}
        />
        <Segmented
          label={t.scheme}
          value={scheme}
          onValue={next => onLook({ scheme: next })}
          options={(['light', 'dark'] as const).map(value => ({ value, label: t.schemes[value] }))}
        />
      </div>
      {!surveys && !failure && <Skeleton label={t.reading} lines={5} />}
      {!surveys && failure && <Notice look="warn">{t.previewFailed}</Notice>}
      {surveys && (
        <Preview
          wanted={toFrame(surveys, scheme, isInline ? Math.max(usualSlotPx, needed) : cornerPx)}
          width={widths[width] + 24}
        />
      )}
      <p class="quiet">{t.previewAbout}</p>
      {isInline && <Room byLocale={byLocale} isMeasuring={isMeasuring} />}
    </section>
  )
}

/** Whether every language fits the usual slot, and the height to reserve where one does not. */
function Room({
  byLocale,
  isMeasuring,
}: {
  byLocale: ReadonlyMap<string, RoomNeeded>
  isMeasuring: boolean
}) {
  const all = [...byLocale]
  const over = all.filter(([, { leastPx }]) => leastPx > usualSlotPx)
  const highest = Math.max(0, ...all.map(([, { px }]) => px))
  const wide = all.flatMap(([tag, { tooWide }]) => tooWide.map(text => [tag, text] as const))
  return (
    <div class="room" role="status">
      {over.map(([tag, { leastPx, px }]) => (
        <Notice key={tag} look="warn">
          {t.overflows(localeName(tag), leastPx, slotRem(px))}
        </Notice>
      ))}
      {wide.map(([tag, text]) => (
        <Notice key={tag + text} look="warn">
          {t.tooWide(localeName(tag), text)}
        </Notice>
      ))}
      {isMeasuring && <p class="quiet">{t.measuring}</p>}
      {!isMeasuring && over.length === 0 && (
        <p class="quiet">{highest > usualSlotPx ? t.fitsTight(slotRem(highest)) : t.fits}</p>
      )}
    </div>
  )
}
