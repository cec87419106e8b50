/**
 * Gives the space of a slot that asks nothing back to the page where it lies below the view; in view, or above it,
 * the page would jump. What the page put inside stays.
 */
export function collapse(slot: HTMLElement): void {
  if (slot.getBoundingClientRect().top > innerHeight && !slot.firstElementChild) slot.style.minBlockSize = '0'
}
