import type { ToFrame } from '../messages.ts'

/** The element that the question is drawn in, as a page would write it. */
export function slotOf({ touchpoint, locale, scheme, metadata }: ToFrame): HTMLElement {
  const slot = document.createElement('tyck-survey')
  slot.setAttribute('touchpoint', touchpoint)
  slot.setAttribute('locale', locale)
  slot.setAttribute('scheme', scheme)
  if (metadata) slot.setAttribute('metadata', JSON.stringify(metadata))
  return slot
}
