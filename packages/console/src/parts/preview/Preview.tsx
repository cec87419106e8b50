import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { preview as t } from '../../texts/en/preview.ts'
import { classes } from '../classes.ts'
import type { FromFrame, Heights, ToFrame } from './messages.ts'

interface Showing {
  id: number
  wanted: ToFrame
}

/**
 * The real widget with a survey that need not be published, in a frame of its own from which nothing is sent. When
 * what it shows changes a second frame is drawn behind the first and takes its place once it is measured, so that
 * nothing flashes. Answering it works, and leads to thanks.
 */
export function Preview({
  wanted,
  width,
  onHeights,
  onEvent,
}: {
  /** What to show; undefined keeps the place. Compared by its content. */
  wanted: ToFrame | undefined
  /** Of the page that is pretended, in px; as wide as there is room where it is left out. */
  width?: number | undefined
  onHeights?: (heights: Heights) => void
  onEvent?: (event: Exclude<FromFrame, { tyck: 'ready' | 'measured' }>) => void
}) {
  const [frames, setFrames] = useState<Showing[]>([])
  const [shownId, setShownId] = useState(0)
  const [px, setPx] = useState<number>()
  const elements = useRef(new Map<number, HTMLIFrameElement>())
  const count = useRef(0)
  const widthBefore = useRef(width)
  const described = JSON.stringify([wanted, width])

  useEffect(() => {
    if (!wanted) return
    // The widget takes other texts and the other scheme in its stride, and stays where it is: after the score, or at thanks.
    const shown = frames.find(({ id }) => id === shownId)
    if (
      shown &&
      frames.length === 1 &&
      isOtherwiseSame(shown.wanted, wanted) &&
      width === widthBefore.current
    ) {
      shown.wanted = wanted
      elements.current.get(shownId)?.contentWindow?.postMessage(wanted, location.origin)
      return
    }
    widthBefore.current = width
    count.current += 1
    const next = { id: count.current, wanted }
    // What has not been drawn yet is out of date.
    setFrames(before => [...before.filter(({ id }) => id === shownId), next])
  }, [described])

  // Before the frame can say that it is ready, and not after the page is painted: it may be there by then.
  useLayoutEffect(() => {
    const hear = ({ data, origin, source }: MessageEvent<FromFrame>) => {
      const from = frames.find(({ id }) => elements.current.get(id)?.contentWindow === source)
      if (!from || origin !== location.origin) return
      if (data.tyck === 'ready') {
        ;(source as Window).postMessage(from.wanted, location.origin)
      } else if (data.tyck === 'measured') {
        setShownId(from.id)
        setPx(Math.max(data.here, from.wanted.slotPx))
        setFrames(before => before.filter(({ id }) => id >= from.id))
        onHeights?.({ here: data.here, narrow: data.narrow })
      } else onEvent?.(data)
    }
    addEventListener('message', hear)
    return () => removeEventListener('message', hear)
  }, [frames, onHeights, onEvent])

  return (
    <div class="preview" style={{ blockSize: px === undefined ? '' : `${px + 2 * framePadding}px` }}>
      {frames.map(({ id }) => (
        <iframe
          key={id}
          ref={element => {
            if (element) elements.current.set(id, element)
            else elements.current.delete(id)
          }}
          class={classes(id !== shownId && 'waiting')}
          title={t.title}
          src="/preview"
          // What waits is not there for anybody yet.
          inert={id !== shownId}
          style={{ inlineSize: width === undefined ? '100%' : `${width}px` }}
        />
      ))}
    </div>
  )
}

/** Whether two differ in nothing but texts, and whether it is light. */
function isOtherwiseSame(one: ToFrame, other: ToFrame): boolean {
  const rest = ({ surveys: { project, surveys }, scheme: _, ...wanted }: ToFrame) =>
    JSON.stringify([wanted, project, surveys.map(({ metric, placement }) => [metric, placement])])
  return rest(one) === rest(other)
}

/** As frame.css has it, in px. */
const framePadding = 12
