/** Loader and widget in one file, for pages that pin every byte they run (subresource integrity). */
import { boot } from './loader/boot.ts'
import { scriptTag, settingsOf } from './loader/scriptTag.ts'
import { start } from './parts.ts'

const settings = settingsOf(scriptTag())
if (settings) boot(settings, async () => ({ start }))
