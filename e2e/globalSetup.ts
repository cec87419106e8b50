import type { TestProject } from 'vitest/node'
import { type BrowserProgram, findBrowser } from './findBrowser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browser: BrowserProgram | { reasons: string[] }
  }
}

/** Looks for a browser, once for all tests. */
export default async function setup(project: TestProject): Promise<void> {
  const found = await findBrowser()
  project.provide('browser', found)
  if ('reasons' in found && !process.env.CI) {
    const reasons = ['No browser runs on this machine.', ...found.reasons].join('\n')
    console.error(
      `\n${reasons}\nTHE TESTS IN A BROWSER ARE SKIPPED. Install Chromium, or name one in TYCK_CHROMIUM.\n`,
    )
  }
}
