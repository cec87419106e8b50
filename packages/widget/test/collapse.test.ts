import { expect, test } from 'vitest'
import { collapse } from '../src/loader/collapse.ts'

/** A slot that begins so far below the top of the view, and keeps 200 px. */
function slotAt(top: number, content = ''): HTMLElement {
  const slot = document.createElement('div')
  slot.style.minBlockSize = '200px'
  slot.innerHTML = content
  slot.getBoundingClientRect = () => ({ top }) as DOMRect
  return slot
}
const roomOf = (slot: HTMLElement) => {
  collapse(slot)
  return slot.style.minBlockSize
}

test('a slot below the view gives its space back', () => {
  expect(roomOf(slotAt(innerHeight + 1))).toMatch(/^0(px)?$/)
})

test.each([-300, 0, 100, innerHeight])(
  'a slot at %i, in view or above it, keeps its space: the page would jump',
  top => {
    expect(roomOf(slotAt(top))).toBe('200px')
  },
)

test('a slot in which the page put something keeps its space', () => {
  expect(roomOf(slotAt(innerHeight + 1, '<p>Thank you for your order</p>'))).toBe('200px')
})

test('a slot with nothing but white space and comments gives its space back', () => {
  expect(roomOf(slotAt(innerHeight + 1, ' \n<!-- here -->'))).toMatch(/^0(px)?$/)
})
