import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { questionOn, settle } from './question.ts'
import type { Visit } from './visit.ts'

describeInBrowser('What a page pays', () => {
  const { visit, tyck } = browsing()

  /** Collects what moves, from the first paint on; also what follows a tap, which browsers leave out of their score. */
  const watchShifts = ({ context }: Visit) =>
    context.addInitScript(() => {
      const shifts: string[] = []
      const observer = new PerformanceObserver(list => list.getEntries().forEach(note))
      const note = (entry: PerformanceEntry) => {
        const { value, sources } = entry as unknown as { value: number; sources: { node: Element | null }[] }
        shifts.push(`${value} of ${sources.map(({ node }) => node?.nodeName)}`)
      }
      observer.observe({ type: 'layout-shift', buffered: true })
      Object.assign(window, {
        [Symbol.for('notes')]: () => {
          observer.takeRecords().forEach(note)
          return shifts
        },
      })
    })

  /**
   * Waits until what was drawn has been laid out, and says what has moved. An observer of intersections first reports
   * from a real frame; animation frames go by the clock of the test, which may be ahead of them.
   */
  const shifts = ({ page }: Visit) =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) {
        await new Promise<void>(resolve => {
          const observer = new IntersectionObserver(() => {
            observer.disconnect()
            resolve()
          })
          observer.observe(document.documentElement)
        })
      }
      return (window as unknown as Record<symbol, () => string[]>)[Symbol.for('notes')]?.()
    })

  test('shows a question after three requests: the loader, then surveys and widget side by side', async () => {
    const { page } = await visit()
    const paths: string[] = []
    page.on('request', request => {
      const { origin, pathname } = new URL(request.url())
      if (origin === tyck().apiUrl) paths.push(pathname)
    })
    await page.goto('/strict/')
    await questionOn(page).options.first().waitFor()
    expect(paths[0]).toBe('/tyck.js')
    expect(paths.slice(1, 3).sort()).toEqual([
      '/v1/projects/pk_demo/surveys',
      expect.stringMatching(/^\/widget-\w+\.js$/),
    ])
    // What comes after the question has been drawn.
    await expect.poll(() => paths.slice(3)).toEqual([expect.stringMatching(/^\/later-\w+\.js$/)])
  })

  test('fetches nothing but the loader where the question is known to stay quiet', async () => {
    const { page } = await visit()
    const question = questionOn(page)
    await page.goto('/strict/')
    await question.close.click()
    await question.panel.waitFor({ state: 'detached' })
    // An answer under way would be a reason to come back.
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual(['tyck:pk_demo'])
    // The first page afterwards learns from the rules how long it is quiet; the next ones know.
    await page.reload()
    await expect.poll(() => page.evaluate(() => localStorage.getItem('tyck:pk_demo'))).toContain('quietUntil')
    const paths: string[] = []
    page.on('request', request => {
      const { origin, pathname } = new URL(request.url())
      if (origin === tyck().apiUrl) paths.push(pathname)
    })
    await page.reload({ waitUntil: 'networkidle' })
    expect(paths).toEqual(['/tyck.js'])
  })

  for (const [device, options] of Object.entries({
    'on a desktop': { viewport: { width: 1280, height: 800 } },
    'on a phone': { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  })) {
    test(`moves nothing in the checkout ${device}: asked, tapped, commented, thanked, and not asked`, async () => {
      const one = await visit(options)
      await watchShifts(one)
      const { page } = one
      const question = questionOn(page)
      await page.goto('/checkout/')
      await page.locator('#pay').click()
      // The page itself moves where its form gives way to its thanks; what counts comes after.
      const before = await shifts(one)
      await question.status.waitFor({ state: 'attached' })
      await question.tap(2)
      await settle(page)
      await question.panel.getByRole('button', { name: 'The price' }).click()
      await question.comment.fill('Too much')
      expect(await shifts(one)).toEqual(before)
      await question.send.click()
      await question.thanks.waitFor()
      expect(await shifts(one)).toEqual(before)
      await page.reload()
      await page.evaluate(() => window.tyck.explain('checkout.payment'))
      expect(await shifts(one)).toEqual([])
    })

    test(`moves nothing on the strict page ${device}: asked, tapped, commented, thanked, and not asked`, async () => {
      const one = await visit(options)
      await watchShifts(one)
      const { page } = one
      const question = questionOn(page)
      await page.goto('/strict/')
      await question.status.waitFor({ state: 'attached' })
      await question.tap(1)
      await settle(page)
      await question.comment.fill('The size')
      await question.send.click()
      await question.thanks.waitFor()
      expect(await shifts(one)).toEqual([])
      await page.reload({ waitUntil: 'networkidle' })
      expect(await shifts(one)).toEqual([])
    })

    test(`moves nothing around the corner ${device}: opened, tapped, commented, thanked, gone`, async () => {
      const one = await visit(options)
      await watchShifts(one)
      const { page } = one
      const question = questionOn(page)
      await page.goto('/corner/')
      await page.waitForFunction(() => 'explain' in window.tyck)
      // A busy machine draws the page before it has all of it, and what comes then moves what is there.
      const before = await shifts(one)
      await expect
        .poll(async () => {
          await page.clock.runFor(1000)
          return question.panel.isVisible()
        })
        .toBe(true)
      await question.status.waitFor({ state: 'attached' })
      await question.tap(0)
      await settle(page)
      await question.comment.fill('Late')
      await question.send.click()
      await question.thanks.waitFor()
      await page.mouse.move(0, 0)
      await page.clock.runFor(7000)
      await question.panel.waitFor({ state: 'detached' })
      expect(await shifts(one)).toEqual(before)
    })

    test(`moves nothing in the single-page app ${device}`, async () => {
      const one = await visit(options)
      await watchShifts(one)
      const { page } = one
      const question = questionOn(page)
      await page.goto('/app/products/dimma')
      await question.status.waitFor({ state: 'attached' })
      await question.tap(1)
      await settle(page)
      await question.send.click()
      await question.thanks.waitFor()
      expect(await shifts(one)).toEqual([])
    })
  }

  test('sees what moves: a planted shift is counted', async () => {
    const one = await visit()
    await watchShifts(one)
    await one.page.goto('/strict/')
    await questionOn(one.page).status.waitFor({ state: 'attached' })
    await one.page.evaluate(() => {
      const wedge = document.createElement('p')
      wedge.textContent = 'A wedge'
      document.querySelector('main')?.prepend(wedge)
    })
    expect(await shifts(one)).not.toEqual([])
  })

  test('adds one global, no cookie, no patch of history, and nothing to any storage before a tap', async () => {
    const one = await visit({ clock: false })
    const { page, context } = one
    await context.addInitScript(() => {
      const names = Object.getOwnPropertyNames(window)
      const { pushState, replaceState } = history
      Object.assign(window, {
        [Symbol.for('notes')]: {
          names: () => Object.getOwnPropertyNames(window).filter(name => !names.includes(name)),
          isOwn: () => history.pushState === pushState && history.replaceState === replaceState,
        },
      })
    })
    const look = () =>
      page.evaluate(async () => {
        const { names, isOwn } = (
          window as unknown as Record<symbol, { names(): string[]; isOwn(): boolean }>
        )[Symbol.for('notes')] as { names(): string[]; isOwn(): boolean }
        return {
          globals: names(),
          historyIsOwn: isOwn(),
          stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
          databases: await indexedDB.databases(),
          caches: await caches.keys(),
        }
      })
    await page.goto('/strict/')
    const question = questionOn(page)
    await question.status.waitFor({ state: 'attached' })
    // Also after the showing has been posted.
    await expect.poll(() => one.posts.length).toBe(1)
    expect(await look()).toEqual({
      globals: ['tyck'],
      historyIsOwn: true,
      stored: [],
      databases: [],
      caches: [],
    })
    await question.tap(4)
    await question.thanks.waitFor()
    expect(await look()).toMatchObject({ globals: ['tyck'], historyIsOwn: true, databases: [], caches: [] })
    expect(await context.cookies()).toEqual([])
  })

  test('leaves no timer behind once it has thanked', async () => {
    const { page, context } = await visit({ clock: false })
    await context.addInitScript(() => {
      const waiting = new Set<unknown>()
      const { setTimeout, clearTimeout, setInterval, clearInterval } = window
      Object.assign(window, {
        [Symbol.for('notes')]: waiting,
        setTimeout: (run: () => void, ms: number) => {
          const timer = setTimeout(() => {
            waiting.delete(timer)
            run()
          }, ms)
          waiting.add(timer)
          return timer
        },
        clearTimeout: (timer: number) => {
          waiting.delete(timer)
          clearTimeout(timer)
        },
        setInterval: (run: () => void, ms: number) => {
          const timer = setInterval(run, ms)
          waiting.add(timer)
          return timer
        },
        clearInterval: (timer: number) => {
          waiting.delete(timer)
          clearInterval(timer)
        },
      })
    })
    const timers = () =>
      page.evaluate(() => (window as unknown as Record<symbol, Set<unknown>>)[Symbol.for('notes')]?.size)
    await page.goto('/strict/')
    const question = questionOn(page)
    // The second that it takes to count as shown.
    await expect.poll(timers).toBe(1)
    await question.tap(4)
    await expect.poll(() => question.thanks.textContent()).toContain('Saved')
    await expect.poll(timers).toBe(0)
  })

  test('leaves nothing behind after 200 changes of view', async () => {
    const { page, context } = await visit({ clock: false })
    const devtools = await context.newCDPSession(page)
    await devtools.send('Performance.enable')
    await page.goto('/app/')
    await page.waitForFunction(() => 'push' in (window.tyck ?? {}))
    const changeViews = async () => {
      const views = Number(await page.locator('#views').textContent())
      await page.locator('#many').click()
      await expect.poll(async () => Number(await page.locator('#views').textContent())).toBe(views + 201)
      await devtools.send('HeapProfiler.collectGarbage')
      const { metrics } = await devtools.send('Performance.getMetrics')
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value])) as Record<string, number>
    }
    const before = await changeViews()
    const after = await changeViews()
    for (const what of ['Nodes', 'JSEventListeners', 'Documents']) {
      expect.soft(after[what], what).toBeLessThanOrEqual((before[what] as number) + 20)
    }
    expect.soft(after.JSHeapUsedSize).toBeLessThan((before.JSHeapUsedSize as number) * 1.1)
    expect(await page.evaluate(() => document.body.lastElementChild?.tagName)).not.toBe('DIV')
  })
})
