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
  start(page: Page): {
    methods: Methods
    notice: Notice
    /** Takes questions off the screen and forgets what the browser stored. */
    withdraw(): void
  }
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
  const slots = new Set<HTMLElement>()
  let allowed = settings.consent !== 'required'
  let wanted: unknown
  let first: Surveys | undefined
  let started: ReturnType<Widget['start']> | undefined
  let ready: () => void
  const whenReady = new Promise<void>(resolve => {
    ready = resolve
  })

  const begin = () => {
    wanted = true
    if (first || !allowed) return
    const surveys = fetchSurveys(addressOf())
    first = surveys
    load()
      .then(widget => {
        started = widget.start({
          settings,
          local,
          openStorage,
          addressOf,
          fetchSurveys,
          first: surveys,
          collapse,
        })
        Object.assign(tyck, started.methods)
        // What the page called comes first: it may say who is there.
        ready()
      })
      .then(() => slots.forEach(notice))
      // Where the widget cannot be had nobody is asked, and the page is none the worse.
      .catch(() => {})
  }

  const notice: Notice = slot => {
    if (allowed && started) return started.notice(slot)
    const memory = (allowed && readFrom(local, memoryOf + key)) as Memory | undefined
    const visits = memory?.touchpoints?.[slot.getAttribute('touchpoint') as string]
    const quietMs = (visits?.quietUntil as number) - Date.now()
    // After a clock was set back it must not stay quiet for longer than it ever does. A quiet slot is not held, for an
    // app may mount thousands.
    if (!settings.test && quietMs > 0 && quietMs < 86_400_000) collapse(slot)
    else {
      slots.add(slot)
      begin()
    }
  }

  const tyck = {
    push(call: Call) {
      try {
        call(tyck)
      } catch (error) {
        console.error(error)
      }
    },
    consent(granted) {
      allowed = granted
      if (!granted) started?.withdraw()
      else {
        slots.forEach(notice)
        if (wanted || readFrom(local, unsentOf + key)) begin()
      }
    },
  } as Tyck
  for (const name of ['on', 'identify', 'dismiss', 'show', 'explain'] as const) {
    tyck[name] = (...values: never[]) => {
      // Whoever only listens or says who is there needs nothing yet.
      if (/show|explain/.test(name)) begin()
      return whenReady.then(() => (tyck[name] as (...values: never[]) => never)(...values)) as never
    }
  }

  // The script stands in the page twice, or in two versions: the first one serves both.
  if (customElements.get('tyck-survey')) return
  const early = window.tyck as Call[] | undefined
  window.tyck = tyck
  // Whatever else goes by that name, such as an element of the page, is no queue.
  early?.forEach?.(tyck.push)
  defineElement(notice)
  if (allowed) tyck.consent(true)
}
