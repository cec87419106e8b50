import { useLayoutEffect, useRef } from 'preact/hooks'
import { preview as t } from '../../texts/en/preview.ts'
import type { FromFrame, Room, ToFrame } from './messages.ts'

/**
 * Finds out how much room a question needs with all that follows it, in a slot `width` px wide: the real widget is drawn
 * out of sight, answered once for each segment, and thanked for. Draw it with another `key` to measure something else.
 */
export function Measure({
  wanted,
  width,
  onRoom,
}: {
  wanted: ToFrame
  width: number
  onRoom(room: Room): void
}) {
  const frame = useRef<HTMLIFrameElement>(null)
  // Before the frame can say that it is ready, as in `Preview`.
  useLayoutEffect(() => {
    const hear = ({ data, origin, source }: MessageEvent<FromFrame>) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return
      if (data.tyck === 'ready') (source as Window).postMessage({ ...wanted, only: 'room' }, location.origin)
      if (data.tyck === 'room') onRoom(data)
    }
    addEventListener('message', hear)
    return () => removeEventListener('message', hear)
  }, [wanted, onRoom])
  return (
    <iframe
      ref={frame}
      class="preview-measure"
      aria-hidden="true"
      tabIndex={-1}
      title={t.measuring}
      src="/preview"
      // 12 px of the page at each side.
      style={{ inlineSize: `${width + 24}px` }}
    />
  )
}
