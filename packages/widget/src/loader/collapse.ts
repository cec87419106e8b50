/** A slot that was collapsed, with the height that the page had set on it. */
export interface Slot extends HTMLElement {
  ownHeight?: string | undefined
}

/**
 * Gives the space of a slot that asks nothing back to the page where it lies below the view; in view, or above it,
 * the page would jump. What the page put inside stays.
 */
export function collapse(slot: Slot): void {
  if (slot.getBoundingClientRect().top > innerHeight && !slot.firstElementChild) {
    slot.ownHeight ??= slot.style.minBlockSize
    slot.style.minBlockSize = '0'
  }
}
