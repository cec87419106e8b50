import type { Explain } from '../calls/explain.ts'
import type { Settings, Tyck } from '../types.ts'
import type { Memory } from '../widget/memory.ts'
import { collapse } from './collapse.ts'
import { fetchSurveys, type Surveys } from './fetchSurveys.ts'
import { memoryOf, unsentOf } from './keys.ts'
import type { Notice, Page } from './page.ts'
import { openStorage, readFrom } from './storage.ts'

/** What the widget does itself, once it is there. */
type Methods = Pick<Tyck, 'show' | 'dismiss' | 'identify' | 'on'> & { explain: Explain }

/** The rest of the widget, as the loader sees it. */
export interface Widget {
  start(page: Page): Started
}

interface Started extends Methods {
  notice: Notice
  /** Takes questions off the screen and forgets what the page remembers. */
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
  /** Those in the page, so that they can be asked in once consent is given. */
  const slots = new Set<HTMLElement>()
  /** What was called before the widget was there, or may be. */
  const calls: (() => void)[] = []
  let allowed = settings.consent !== 'required'
  let wanted: unknown
  let first: Surveys | undefined
  let started: Started | undefined

  const begin = async () => {
    wanted = true
    if (first || !allowed) return
    first = fetchSurveys(settings)
    try {
      const widget = await load()
      started = widget.start({
        settings,
        local,
        openStorage,
        fetchSurveys,
        first,
        collapse,
        isAllowed: () => allowed,
      })
      if (allowed) goOn()
    } catch {
      // Where the widget cannot be had nobody is asked, and the page is none the worse.
    }
  }

  const catchUp = () => {
    if (started && allowed) for (const call of calls.splice(0)) call()
  }

  const goOn = () => {
    // What the page called comes first: it may say who is there.
    catchUp()
    slots.forEach(notice)
    if (wanted || readFrom(local, unsentOf + key)) begin()
  }

  const notice: Notice = slot => {
    if (!slots[slot.isConnected ? 'add' : 'delete'](slot) || !allowed) return
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
      const before = allowed
      allowed = granted
      if (!granted) {
        started?.withdraw()
        // Also what an earlier visit left, where the widget has not been on this page.
        for (const kept of [local, openStorage('session')])
          kept(storage => {
            for (const name in storage) if (name.match(`^tyck:(.+:)?${key}\\b`)) storage.removeItem(name)
          })
      } else if (!before) goOn()
    },
  } as Partial<Tyck> as Tyck
  // Whoever only listens or says who is there needs nothing yet: only the last two fetch.
  const methods = ['on', 'identify', 'dismiss', 'show', 'explain'] as const
  methods.forEach((name, at) => {
    tyck[name] = (...values: never[]) =>
      new Promise<never>(resolve => {
        calls.push(() => resolve(((started as Started)[name] as (...values: never[]) => never)(...values)))
        if (at > 2) begin()
        catchUp()
      })
  })

  // The script stands in the page twice, or in two versions: the first one serves both.
  const early = window.tyck as Call[] & Partial<Tyck>
  if (early?.consent) return
  window.tyck = tyck
  // Whatever else goes by that name, such as an element of the page, is no queue.
  early?.forEach?.(tyck.push)
  customElements.define(
    'tyck-survey',
    class extends HTMLElement {
      static observedAttributes = ['touchpoint', 'metadata', 'locale']
      connectedCallback() {
        notice(this)
      }
      disconnectedCallback() {
        notice(this)
      }
      attributeChangedCallback() {
        notice(this)
      }
    },
  )
  if (allowed) goOn()
}
