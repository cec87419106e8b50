import type { Explain } from './calls/explain.ts'
import type { QueuedTyck, Tyck } from './types.ts'

/** `window.tyck` for code that imports: each call waits for the widget. On a server none of them does anything. */
export const tyck: QueuedTyck = {
  show: (...call) => queue(tyck => tyck.show(...call)),
  dismiss: touchpoint => queue(tyck => tyck.dismiss(touchpoint)),
  explain: ((...call: Parameters<Explain>) => queue(tyck => (tyck.explain as Explain)(...call))) as Explain,
  identify(...call) {
    queue(tyck => tyck.identify(...call))
  },
  consent(granted) {
    queue(tyck => tyck.consent(granted))
  },
  on(event, listener) {
    queue(tyck => tyck.on(event, listener))
  },
}

/** What `use` gives, once the widget is there. */
function queue<Given>(use: (tyck: Tyck) => Given | Promise<Given>): Promise<Given> {
  return new Promise(resolve => {
    if (typeof window === 'undefined') return
    window.tyck ??= []
    window.tyck.push(tyck => resolve(use(tyck)))
  })
}
