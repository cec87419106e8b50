/** Loader and widget in one file, for pages that pin every byte they run (subresource integrity). */
import { boot } from './boot.ts'
import { start } from './parts.ts'
import { settingsOf } from './scriptTag.ts'

const settings = settingsOf(document.currentScript as HTMLScriptElement)
if (settings) boot(settings, async () => ({ start }))
