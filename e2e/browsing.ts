import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type BrowserChanges, launchBrowser } from './browser.ts'
import { type RunningTyck, startTyck } from './tyck.ts'
import { type Visit, type VisitOptions, visits } from './visit.ts'

/** A Tyck and a browser for the tests of one file. */
export interface Browsing {
  tyck(): RunningTyck
  /** Opens a browser of its own, closed after the test. */
  visit(options?: VisitOptions): Promise<Visit>
}

/** The usual browser of this process: files of tests come one after the other, and each visit has its own profile. */
let usual: Promise<Browser> | undefined

async function usualBrowser(): Promise<Browser> {
  if (!usual || !(await usual).isConnected()) usual = launchBrowser()
  return usual
}

/**
 * Call it within `describeInBrowser`: it starts both before the tests and ends them after, but for the usual browser.
 * @param env for the API, over what it needs to run here
 */
export function browsing(changes?: BrowserChanges, env?: Record<string, string>): Browsing {
  let browser: Browser
  let tyck: RunningTyck
  const { visit, stories, close } = visits(
    () => browser,
    () => tyck,
  )
  beforeAll(async () => {
    const launched = changes ? launchBrowser(changes) : usualBrowser()
    ;[browser, tyck] = await Promise.all([launched, startTyck(env)])
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      console.error(['What its pages saw:', ...(await stories())].join('\n  '))
    await close()
  })
  afterAll(async () => {
    if (changes) await browser?.close()
    await tyck?.stop()
  })
  return { visit, tyck: () => tyck }
}
