/** Loader and widget in one file, for pages that pin every byte they run (subresource integrity). */
import { boot } from './loader/boot.ts'
import { settingsOf } from './loader/scriptTag.ts'
import { start } from './parts.ts'

const settings = settingsOf(document.currentScript as HTMLScriptElement)
if (settings) boot(settings, async () => ({ start }))
