import { init, type Settings } from '@tyck/widget'
import type { ObjectPlugin } from 'vue'

/** `app.use(TyckPlugin, { key, endpoint })` starts Tyck in the browser, once a page. On a server it does nothing. */
export const TyckPlugin: ObjectPlugin<[Settings]> = {
  install(_app, settings) {
    init(settings)
  },
}
