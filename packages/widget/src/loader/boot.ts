import type { Explain } from '../calls/explain.ts'
import type { Settings, Tyck } from '../types.ts'
import type { Memory } from '../widget/memory.ts'
import { collapse } from './collapse.ts'
import { defineElement, type Notice } from './element.ts'
import { memoryOf, unsentOf } from './keys.ts'
import type { Page } from './page.ts'
import { openStorage, readFrom } from './storage.ts'
import { fetchSurveys, type Surveys, surveysAddress } from './surveysAddress.ts'

/** What the widget does itself, once it is there. */
type Methods = Pick<Tyck, 'show' | 'dismiss' | 'identify' | 'on'> & { explain: Explain }

/** The rest of the widget, as the loader sees it. */
export interface Widget {
  start(page: Page): Started
}

interface Started {
  methods: Methods
  notice: Notice
  /** Takes questions off the screen and forgets what the browser stored. */
  withdraw(): void
}

type Call = (tyck: Tyck) => void

declare global {
  interface Window {
    /** Before the script arrives an array of functions, afterwards the widget. */
    tyck?: Tyck | Call[]
  }
}

/**
 * What a page pays for at every view: the element and the queue. Surveys and widget are fetched, side by side, only
 * where somebody may be asked, something is called, or an answer has not arrived yet; and not before consent, where
 * the site waits for it.
 */
export function boot(settings: Settings, load: () => Promise<Widget>): void {
  const { key } = settings
  const local = openStorage(settings.storage)
  const addressOf = (locale?: string | null) => surveysAddress(settings, locale)
  /** Those in the page, so that they can be asked in once consent is given. */
  const slots = new Set<HTMLElement>()
  /** What was called before the widget was there, or may be. */
  const calls: (() => void)[] = []
  let allowed = settings.consent !== 'required'
  let wanted: unknown
  let first: Surveys | undefined
  let started: Started | undefined

  const begin = () => {
    wanted = true
    if (first || !allowed) return
    first = fetchSurveys(addressOf())
    load()
      .then(widget => {
        started = widget.start({
          settings,
          local,
          openStorage,
          addressOf,
          fetchSurveys,
          first: first as Surveys,
          collapse,
          isAllowed: () => allowed,
        })
        if (allowed) goOn()
      })
      // Where the widget cannot be had nobody is asked, and the page is none the worse.
      .catch(() => {})
  }

  const goOn = () => {
    // What the page called comes first: it may say who is there.
    if (started) {
      calls.splice(0).forEach(call => {
        call()
      })
    }
    slots.forEach(notice)
    if (wanted || readFrom(local, unsentOf + key)) begin()
  }

  const notice: Notice = slot => {
    slots[slot.isConnected ? 'add' : 'delete'](slot)
    if (!allowed) return
    if (started) return started.notice(slot)
    const memory = readFrom(local, memoryOf + key) as Memory | undefined
    const visits = memory?.touchpoints?.[slot.getAttribute('touchpoint') as string]
    const quietMs = (visits?.quietUntil as number) - Date.now()
    // After a clock was set back it must not stay quiet for longer than it ever does.
    if (!settings.test && quietMs > 0 && quietMs < 86_400_000) collapse(slot)
    else begin()
  }

  const tyck = {
    // At once, as far as the page can tell; what it throws is reported as the page's own, and stops nobody else.
    async push(call: Call) {
      call(tyck)
    },
    consent(granted) {
      allowed = granted
      if (granted) goOn()
      else {
        started?.withdraw()
        // Also what an earlier visit left, where the widget has not been on this page.
        local(storage => storage.removeItem(memoryOf + key))
      }
    },
  } as Partial<Tyck> as Tyck
  // Whoever only listens or says who is there needs nothing yet: only the last two fetch.
  const methods = ['on', 'identify', 'dismiss', 'show', 'explain'] as const
  methods.forEach((name, at) => {
    tyck[name] = (...values: never[]) =>
      new Promise<never>(resolve => {
        const call = () =>
          resolve(((started as Started).methods[name] as (...values: never[]) => never)(...values))
        if (started && allowed) return call()
        calls.push(call)
        if (at > 2) begin()
      })
  })

  // The script stands in the page twice, or in two versions: the first one serves both.
  const early = window.tyck as Call[] & Partial<Tyck>
  if (early?.consent) return
  window.tyck = tyck
  // Whatever else goes by that name, such as an element of the page, is no queue.
  early?.forEach?.(tyck.push)
  defineElement(notice)
  if (allowed) goOn()
}
