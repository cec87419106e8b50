import { afterEach, beforeEach, vi } from 'vitest'
import type { Entry } from '../src/later/response.ts'
import type { Settings } from '../src/types.ts'
import type { Asked } from '../src/widget/asked.ts'
import { askedAt } from './askedAt.ts'
import { fakeService } from './fakeService.ts'
import { openTab } from './openTab.ts'

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

type Tab = ReturnType<typeof openTab>

export const idOf = (one: Asked) => (one.entry as Entry).id

/** Lets what is under way come to its end; timers stand still. */
export const settle = () => vi.advanceTimersByTimeAsync(0)

/** The responses that wait in storage, by their names there. */
export const outbox = () => Object.keys(localStorage).filter(name => name.startsWith('tyck:out:pk_test:'))

/** Whether the loader is told that something waits. */
export const isNoted = () => localStorage.getItem('tyck:unsent:pk_test') !== null

/** A reply of the network that is none. */
export const lost = () => Promise.reject(new TypeError('Failed to fetch'))

/** Gives each test an empty browser with one tab, and a service that takes what is sent. */
export function tapping() {
  let tabs: Tab[] = []
  const bench = {
    service: undefined as unknown as ReturnType<typeof fakeService>,
    tab: undefined as unknown as Tab,

    open(settings?: Partial<Settings>): Tab {
      const tab = openTab(settings)
      tabs.push(tab)
      return tab
    },

    /** Taps a score in the first tab, and waits for what comes of it. */
    async tap(one = askedAt(), score = 1): Promise<Asked> {
      bench.tab.advance(bench.tab.ask(one), { score })
      await settle()
      return one
    },

    /** The tab is closed, whatever is under way, and another page of the site opened. */
    reload() {
      bench.tab.close()
      vi.clearAllTimers()
      bench.tab = bench.open()
      bench.tab.flush()
      return settle()
    },
  }

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') })
    localStorage.clear()
    sessionStorage.clear()
    tabs = []
    bench.service = fakeService()
    bench.tab = bench.open()
  })

  afterEach(() => {
    for (const tab of tabs) tab.close()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  return bench
}
