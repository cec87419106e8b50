import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cornerWith } from '../src/calls/corner.ts'
import type { Asked, Kit } from '../src/widget/asked.ts'
import { askedAt } from './askedAt.ts'

let visibility: DocumentVisibilityState
let navigation: EventTarget | undefined
let shown: Asked[]
let opened: Asked[]
const ended = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  opened = []
  visibility = 'visible'
  navigation = undefined
  shown = []
  ended.mockReset()
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})
afterEach(() => {
  for (const one of opened) one.end()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
  document.body.replaceChildren()
  history.replaceState(null, '', '/')
})

/** A corner that has been asked for, and draws nothing but itself. */
function openCorner(change: Partial<Asked> = {}, isThere = true): Asked {
  const asked = new Map<string, Asked>()
  const kit = {
    asked,
    page: { settings: {} },
    show(one: Asked) {
      shown.push(one)
      one.root = one.host.attachShadow({ mode: 'open' })
      document.body.append(one.host)
    },
    place() {},
    dress() {},
  } as unknown as Kit
  const one: Asked = {
    ...askedAt('checkout.payment', { delaySeconds: 3 }),
    entry: undefined,
    end() {
      ended(one)
      for (const stop of one.stops) stop()
      one.host.remove()
    },
    ...change,
  }
  if (isThere) asked.set(one.touchpoint, one)
  cornerWith(kit)(one)
  opened.push(one)
  return one
}

function focusOn(html: string): HTMLElement {
  document.body.innerHTML = html
  const field = document.body.firstElementChild as HTMLElement
  field.focus()
  expect(document.activeElement).toBe(field)
  return field
}

describe('a corner', () => {
  test('opens after its delay', () => {
    const one = openCorner()
    vi.advanceTimersByTime(2999)
    expect(shown).toEqual([])
    vi.advanceTimersByTime(1)
    expect(shown).toEqual([one])
  })

  test('stays closed where the page went elsewhere before it was fetched', () => {
    const one = openCorner({ address: 'https://shop.example/before' })
    expect(ended).not.toHaveBeenCalled()
    vi.advanceTimersByTime(3000)
    expect(ended).toHaveBeenCalledWith(one)
    expect(shown).toEqual([])
  })

  test('stays closed where something else has come up by the time it would open', () => {
    const isLate = vi.fn(() => true)
    openCorner({ isLate })
    vi.advanceTimersByTime(2999)
    expect(isLate).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(isLate).toHaveBeenCalledOnce()
    expect(shown).toEqual([])
  })

  test('stays closed where its slot went while it was fetched', () => {
    openCorner({}, false)
    vi.advanceTimersByTime(10_000)
    expect(shown).toEqual([])
  })

  test('opens at once where it goes on with a response', () => {
    const { entry } = askedAt()
    openCorner({ entry })
    vi.advanceTimersByTime(0)
    expect(shown).toHaveLength(1)
  })

  test('does not open once it was ended', () => {
    openCorner().end()
    vi.advanceTimersByTime(60_000)
    expect(shown).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a corner waits', () => {
  test.each([
    '<input>',
    '<textarea></textarea>',
    '<select></select>',
    '<div contenteditable tabindex="0"></div>',
  ])('while %s has the focus, and a second more', html => {
    const field = focusOn(html)
    openCorner()
    vi.advanceTimersByTime(60_000)
    expect(shown).toEqual([])
    field.blur()
    field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    vi.advanceTimersByTime(999)
    expect(shown).toEqual([])
    vi.advanceTimersByTime(1)
    expect(shown).toHaveLength(1)
  })

  test('not for a button that has the focus', () => {
    focusOn('<button></button>')
    openCorner()
    vi.advanceTimersByTime(3000)
    expect(shown).toHaveLength(1)
  })

  test('again, where the focus only moved to the next field', () => {
    document.body.innerHTML = '<input id="a"><input id="b">'
    const [first, second] = document.body.querySelectorAll('input')
    first?.focus()
    openCorner()
    vi.advanceTimersByTime(3000)
    second?.focus()
    vi.advanceTimersByTime(60_000)
    expect(shown).toEqual([])
    second?.blur()
    vi.advanceTimersByTime(1000)
    expect(shown).toHaveLength(1)
  })

  test.each(['<dialog open></dialog>', '<div role="dialog" aria-modal="true"></div>'])(
    'while %s is open',
    html => {
      document.body.innerHTML = html
      openCorner()
      vi.advanceTimersByTime(60_000)
      expect(shown).toEqual([])
      const dialog = document.body.firstElementChild as HTMLElement
      dialog.removeAttribute('open')
      dialog.removeAttribute('aria-modal')
      dialog.dispatchEvent(new Event('close'))
      vi.advanceTimersByTime(1000)
      expect(shown).toHaveLength(1)
    },
  )

  test('while the page is hidden', () => {
    visibility = 'hidden'
    openCorner()
    vi.advanceTimersByTime(60_000)
    expect(shown).toEqual([])
    visibility = 'visible'
    document.dispatchEvent(new Event('visibilitychange'))
    vi.advanceTimersByTime(1000)
    expect(shown).toHaveLength(1)
  })

  test('without polling, and opens once however often it is woken', () => {
    visibility = 'hidden'
    openCorner()
    vi.advanceTimersByTime(3000)
    expect(vi.getTimerCount()).toBe(0)
    visibility = 'visible'
    document.body.click()
    document.body.click()
    vi.advanceTimersByTime(60_000)
    document.body.click()
    vi.advanceTimersByTime(60_000)
    expect(shown).toHaveLength(1)
  })

  test('for nothing once it was ended', () => {
    visibility = 'hidden'
    const one = openCorner()
    vi.advanceTimersByTime(3000)
    one.end()
    visibility = 'visible'
    document.body.click()
    vi.advanceTimersByTime(60_000)
    expect(shown).toEqual([])
  })
})

describe('a corner goes', () => {
  test('when the address changes', () => {
    const one = openCorner()
    vi.advanceTimersByTime(3000)
    history.pushState(null, '', '/thanks')
    expect(ended).not.toHaveBeenCalled()
    dispatchEvent(new PopStateEvent('popstate'))
    expect(ended).toHaveBeenCalledExactlyOnceWith(one)
  })

  test('when the app navigates, where the browser tells of it', () => {
    navigation = new EventTarget()
    vi.stubGlobal('navigation', navigation)
    openCorner()
    navigation.dispatchEvent(new Event('currententrychange'))
    expect(ended).not.toHaveBeenCalled()
    history.pushState(null, '', '/thanks')
    navigation.dispatchEvent(new Event('currententrychange'))
    expect(ended).toHaveBeenCalledOnce()
    history.pushState(null, '', '/next')
    navigation.dispatchEvent(new Event('currententrychange'))
    expect(ended).toHaveBeenCalledOnce()
  })

  test('also before it opened', () => {
    openCorner()
    history.pushState(null, '', '/thanks')
    dispatchEvent(new PopStateEvent('popstate'))
    vi.advanceTimersByTime(60_000)
    expect(shown).toEqual([])
  })

  test('six seconds after thanks', () => {
    const one = openCorner()
    vi.advanceTimersByTime(3000)
    one.view.phase = 'thanked'
    one.thanked?.()
    vi.advanceTimersByTime(5999)
    expect(ended).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(ended).toHaveBeenCalledExactlyOnceWith(one)
  })

  test('not while it is hovered or focused, and within six seconds after that', () => {
    const one = openCorner()
    vi.advanceTimersByTime(3000)
    one.view.phase = 'thanked'
    one.thanked?.()
    vi.stubGlobal('matchMedia', () => ({ matches: true }))
    const matches = vi.spyOn(one.host, 'matches').mockReturnValue(true)
    vi.advanceTimersByTime(60_000)
    expect(ended).not.toHaveBeenCalled()
    matches.mockReturnValue(false)
    const focused = vi.spyOn(one.root, 'querySelector').mockReturnValue(one.host)
    vi.advanceTimersByTime(60_000)
    expect(ended).not.toHaveBeenCalled()
    focused.mockReturnValue(null)
    vi.advanceTimersByTime(6000)
    expect(ended).toHaveBeenCalledOnce()
  })

  test('also from under a finger, which leaves behind what counts as a pointer', () => {
    const one = openCorner()
    vi.advanceTimersByTime(3000)
    one.view.phase = 'thanked'
    one.thanked?.()
    vi.stubGlobal('matchMedia', () => ({ matches: false }))
    vi.spyOn(one.host, 'matches').mockReturnValue(true)
    vi.advanceTimersByTime(6000)
    expect(ended).toHaveBeenCalledOnce()
  })

  test('not where the answer is being changed', () => {
    const one = openCorner()
    vi.advanceTimersByTime(3000)
    one.view.phase = 'thanked'
    one.thanked?.()
    one.view.phase = 'asking'
    vi.advanceTimersByTime(60_000)
    expect(ended).not.toHaveBeenCalled()
  })

  test('once: leaving it behind with pointer and focus ends nothing a second time', () => {
    const one = openCorner()
    vi.advanceTimersByTime(3000)
    one.view.phase = 'thanked'
    one.thanked?.()
    one.end()
    // Browsers may tell of a focus that goes with its element.
    one.host.dispatchEvent(new Event('focusout'))
    vi.advanceTimersByTime(60_000)
    expect(ended).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })
})
