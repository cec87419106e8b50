import { boot, type Widget } from './boot.ts'
import { scriptTag, settingsOf } from './scriptTag.ts'

/** The widget's file beside this one, named by the build. */
declare const WIDGET_FILE: string

const script = scriptTag()
const settings = settingsOf(script)
// This script's nonce goes along with import(), so a strict policy needs no second permission.
if (settings)
  boot(settings, () => import(new URL(WIDGET_FILE, script.src) as unknown as string) as Promise<Widget>)
