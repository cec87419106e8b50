import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { whenShown } from '../src/widget/shown.ts'

let look: (...visible: [height: number, of: number][]) => void
let observer: { observe: ReturnType<typeof vi.fn>; disconnect: ReturnType<typeof vi.fn> }
let visibility: DocumentVisibilityState
let stop = () => {}
const report = vi.fn()
const element = document.createElement('div')

beforeEach(() => {
  vi.useFakeTimers()
  report.mockReset()
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe = vi.fn()
      disconnect = vi.fn()
      constructor(callback: (entries: unknown[]) => void) {
        observer = this
        look = (...visible) =>
          callback(
            visible.map(([height, of]) => ({
              intersectionRect: { height },
              boundingClientRect: { height: of },
            })),
          )
      }
    },
  )
})
afterEach(() => {
  stop()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function watch() {
  stop = whenShown(element, report)
}

function turn(state: DocumentVisibilityState) {
  visibility = state
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('an element is shown', () => {
  test('once half of it was visible for one second', () => {
    watch()
    expect(observer.observe).toHaveBeenCalledExactlyOnceWith(element)
    look([100, 200])
    vi.advanceTimersByTime(999)
    expect(report).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(report).toHaveBeenCalledOnce()
  })

  test('once it fills half of a viewport that is smaller', () => {
    watch()
    look([innerHeight / 2, innerHeight * 4])
    vi.advanceTimersByTime(1000)
    expect(report).toHaveBeenCalledOnce()
  })

  test('a full second after it came back, where it had left in between', () => {
    watch()
    look([200, 200])
    vi.advanceTimersByTime(900)
    look([0, 200])
    vi.advanceTimersByTime(5000)
    look([200, 200])
    vi.advanceTimersByTime(999)
    expect(report).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(report).toHaveBeenCalledOnce()
  })

  test('in a second that moving a little does not begin again', () => {
    watch()
    look([120, 200])
    vi.advanceTimersByTime(600)
    look([160, 200])
    vi.advanceTimersByTime(400)
    expect(report).toHaveBeenCalledOnce()
  })

  test('a full second after the page became visible', () => {
    visibility = 'hidden'
    watch()
    look([200, 200])
    vi.advanceTimersByTime(60_000)
    expect(report).not.toHaveBeenCalled()
    turn('visible')
    vi.advanceTimersByTime(500)
    turn('hidden')
    vi.advanceTimersByTime(60_000)
    turn('visible')
    vi.advanceTimersByTime(999)
    expect(report).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(report).toHaveBeenCalledOnce()
  })
})

describe('an element is not shown', () => {
  test.each([
    [0, 200],
    [98, 200],
    [0, 0],
  ])('with %i of its %i pixels in view', (height, of) => {
    watch()
    look([height, of])
    vi.advanceTimersByTime(60_000)
    expect(report).not.toHaveBeenCalled()
  })

  test('because the page becomes visible while it is out of view', () => {
    watch()
    turn('hidden')
    turn('visible')
    look([0, 200])
    turn('visible')
    vi.advanceTimersByTime(60_000)
    expect(report).not.toHaveBeenCalled()
  })

  test('where it had left again before anybody looked', () => {
    watch()
    look([200, 200], [0, 200])
    vi.advanceTimersByTime(60_000)
    expect(report).not.toHaveBeenCalled()
  })

  test('after the watching was stopped, and nothing stays behind', () => {
    watch()
    look([200, 200])
    stop()
    turn('visible')
    vi.advanceTimersByTime(60_000)
    expect(report).not.toHaveBeenCalled()
    expect(observer.disconnect).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })
})
