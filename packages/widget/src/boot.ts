import { collapse } from './collapse.ts'
import { defineElement, type Notice } from './element.ts'
import { memoryKey, unsentKey } from './keys.ts'
import type { Memory } from './memory.ts'
import type { Page } from './page.ts'
import { openStore } from './storage.ts'
import { surveysOf } from './surveys.ts'
import type { Settings, Tyck } from './types.ts'

/** The rest of the widget, as the loader sees it. */
export interface Widget {
  start(page: Page): { tyck: Tyck; notice: Notice }
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
 * where somebody may be asked, something is called, or an answer has not arrived yet.
 */
export function boot(settings: Settings, load: () => Promise<Widget>): void {
  const { key, storage } = settings
  const store = openStore(storage)
  const session = openStore(storage === 'none' ? 'none' : 'session')
  const surveysFor = surveysOf(settings)
  const slots = new Set<HTMLElement>()
  const calls: Call[] = Array.isArray(window.tyck) ? window.tyck : []
  let started: ReturnType<Widget['start']> | undefined
  let begun: unknown

  const begin = () => {
    if (begun) return
    begun = surveysFor()
    // Where the widget cannot be had nobody is asked, and the page is none the worse.
    load()
      .then(widget => {
        started = widget.start({ settings, store, session, surveysFor, collapse })
        window.tyck = started.tyck
        slots.forEach(started.notice)
        calls.forEach(started.tyck.push)
      })
      .catch(() => {})
  }

  const isFirst = defineElement(slot => {
    if (started) return started.notice(slot)
    const memory = store.read(memoryKey(key)) as Memory | null
    const visits = memory?.touchpoints?.[slot.getAttribute('touchpoint') as string]
    const quietMs = (visits?.quietUntil as number) - Date.now()
    // After a clock was set back it must not stay quiet for longer than it ever does. A quiet slot is not held, for an
    // app may mount thousands.
    if (!settings.test && quietMs > 0 && quietMs < 86_400_000) collapse(slot)
    else {
      slots.add(slot)
      begin()
    }
  })
  // The script stands in the page twice, or in two versions: the first one serves both.
  if (!isFirst) return

  const push = (call: Call) => {
    if (started) return started.tyck.push(call)
    calls.push(call)
    begin()
  }
  const explain: Tyck['explain'] = (...values) =>
    new Promise(resolve => {
      push(tyck => resolve(tyck.explain(...values)))
    })
  if (calls[0] || store.read(unsentKey(key))) begin()
  window.tyck = { push, explain } as Tyck
}
