import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { describeInBrowser, launchBrowser } from './browser.ts'
import { questionOn, settle } from './question.ts'
import { type RunningTyck, startTyck } from './tyck.ts'
import { visits } from './visit.ts'

/** What a page had before the script, and what it has now. */
interface Traces {
  shifts: number
  globals: string[]
  cookies: string
  storage: number
  historyIsNative: boolean
}

describeInBrowser('A page with Tyck in it', () => {
  let browser: Browser
  let tyck: RunningTyck
  const { visit, close } = visits(
    () => browser,
    () => tyck,
  )

  beforeAll(async () => {
    ;[browser, tyck] = await Promise.all([launchBrowser(), startTyck()])
  })
  afterEach(close)
  afterAll(async () => {
    await browser?.close()
    await tyck?.stop()
  })

  /** Opens the checkout, and notes from its first moment on what is left in it. */
  async function open() {
    const one = await visit()
    await one.context.addInitScript(() => {
      const before = new Set(Object.getOwnPropertyNames(window))
      const { pushState, replaceState } = history
      let shifts = 0
      new PerformanceObserver(list => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number
          hadRecentInput: boolean
        })[]) {
          if (!entry.hadRecentInput) shifts += entry.value
        }
      }).observe({ type: 'layout-shift', buffered: true })
      Object.assign(window, {
        traces: () => ({
          shifts,
          globals: Object.getOwnPropertyNames(window).filter(name => !before.has(name) && name !== 'traces'),
          cookies: document.cookie,
          storage: localStorage.length + sessionStorage.length,
          historyIsNative: history.pushState === pushState && history.replaceState === replaceState,
        }),
      })
    })
    const requests: string[] = []
    one.context.on('request', request => {
      if (request.url().startsWith(tyck.apiUrl)) requests.push(new URL(request.url()).pathname)
    })
    await one.page.goto('/checkout/')
    return { ...one, requests }
  }

  const traces = (page: Page) => page.evaluate(() => (window as unknown as { traces(): Traces }).traces())

  test('makes three requests until the question shows', async () => {
    const { page, requests } = await open()
    await page.locator('#pay').click()
    await questionOn(page).options.first().waitFor()
    const before = requests.filter(path => !/^\/later-/.test(path))
    expect(before).toEqual([
      '/tyck.js',
      '/v1/projects/pk_demo/surveys',
      expect.stringMatching(/^\/widget-\w+\.js$/),
    ])
  })

  test('never moves, and keeps nothing before a tap, no cookie ever, and one global', async () => {
    const { page, context } = await open()
    await page.locator('#pay').click()
    const question = questionOn(page)
    await question.status.waitFor({ state: 'attached' })
    await page.clock.runFor(1_500)
    expect(await traces(page)).toMatchObject({ storage: 0, shifts: 0 })
    await question.tap(9)
    await question.comment.fill('Fine')
    await settle(page)
    await question.send.click()
    await expect.poll(() => question.thanks.textContent()).toContain('Saved')
    const { globals, ...left } = await traces(page)
    expect(left).toMatchObject({ cookies: '', historyIsNative: true, shifts: 0 })
    expect(globals).toEqual(['tyck'])
    expect(await context.cookies()).toEqual([])
  })

  test('has nothing fetched but the loader where the browser knows that nobody is asked', async () => {
    const one = await open()
    await one.page.locator('#pay').click()
    const question = questionOn(one.page)
    await question.tap(9)
    await question.skip.waitFor()
    await settle(one.page)
    await question.skip.click()
    await question.thanks.waitFor()
    // The first page after it finds out, and the next ones know.
    const again = async () => {
      await one.page.reload()
      one.requests.length = 0
      await one.page.reload()
      await one.page.locator('#pay').click()
      await one.page.waitForLoadState('networkidle')
      return one.requests
    }
    await one.page.reload()
    await one.page.locator('#pay').click()
    await expect
      .poll(() => one.page.evaluate(() => localStorage.getItem('tyck:pk_demo') ?? ''))
      .toContain('quietUntil')
    expect(await again()).toEqual(['/tyck.js'])
  })
})
