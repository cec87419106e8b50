import { type Browser, chromium } from 'playwright-core'
import { describe, inject } from 'vitest'
import { launchFlags } from './findBrowser.ts'

const program = inject('browser')

/** Like `describe`, for tests that need a browser: skipped where none runs, except in CI, where they fail. */
export const describeInBrowser = describe.skipIf('reasons' in program && !process.env.CI)

/** How a browser differs from the usual one. */
export interface BrowserChanges {
  /** Flags that it gets besides. */
  args?: string[]
  /** Flags of the test library that it does without. */
  ignoreDefaultArgs?: string[]
}

/** Starts a browser with a profile of its own. Close it. */
export async function launchBrowser({ args = [], ...changes }: BrowserChanges = {}): Promise<Browser> {
  if ('reasons' in program)
    throw new Error(['No browser runs on this machine.', ...program.reasons].join('\n'))
  return chromium.launch({
    executablePath: program.executablePath,
    args: [...launchFlags, ...args],
    ...changes,
    env: { ...process.env, ...program.env },
  })
}
