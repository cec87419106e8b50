import { chromium } from 'playwright-core'
import { importSource } from './importSource.mjs'

/** Starts the Chromium that the tests would use, found the same way. Close it. */
export async function launchBrowser() {
  /** @type {typeof import('../e2e/findBrowser.ts')} */
  const { findBrowser, launchFlags } = await importSource('e2e/findBrowser.ts')
  const program = await findBrowser()
  if ('reasons' in program) throw new Error(['No browser runs here.', ...program.reasons].join('\n'))
  const { executablePath, env } = program
  return chromium.launch({ executablePath, args: launchFlags, env: { ...process.env, ...env } })
}
