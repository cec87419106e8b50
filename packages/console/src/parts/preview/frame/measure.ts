import type { ToFrame } from '../messages.ts'
import { slotOf } from './slotOf.ts'

/** More than any question needs, so that it is drawn as it would like to be. In px. */
export const plenty = 1_200
const patienceMs = 15_000

/** How high the question would be in a slot of `width`; undefined where none is drawn. Nothing of it is seen. */
export async function measure(wanted: ToFrame, width: string): Promise<number | undefined> {
  const slot = slotOf(wanted)
  slot.classList.add('measured')
  slot.style.inlineSize = width
  slot.style.minBlockSize = `${plenty}px`
  document.body.append(slot)
  try {
    const panel = await fittedPanel(slot)
    if (!panel) return undefined
    panel.style.blockSize = 'auto'
    return Math.ceil(panel.getBoundingClientRect().height)
  } finally {
    slot.remove()
  }
}

/** What the widget has drawn in the slot, once it has given it its height. */
export async function fittedPanel(slot: HTMLElement): Promise<HTMLElement | undefined> {
  for (const start = performance.now(); performance.now() - start < patienceMs; ) {
    const panel = slot.shadowRoot?.querySelector('section')
    if (panel?.style.blockSize) return panel
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  return undefined
}
