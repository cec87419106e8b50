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

/**
 * Call it within `describeInBrowser`: it starts both before the tests and ends them after.
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
    ;[browser, tyck] = await Promise.all([launchBrowser(changes), startTyck(env)])
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      console.error(['What its pages saw:', ...(await stories())].join('\n  '))
    await close()
  })
  afterAll(async () => {
    await browser?.close()
    await tyck?.stop()
  })
  return { visit, tyck: () => tyck }
}
