import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { describeInBrowser, launchBrowser } from './browser.ts'
import { questionOn } from './question.ts'
import { type RunningTyck, startTyck } from './tyck.ts'
import { type VisitOptions, visits } from './visit.ts'

const phone: VisitOptions = { viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true }

describeInBrowser('The question, for everybody', () => {
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

  /** What axe finds within the question, in its open shadow root. */
  async function faults(page: Page, host = 'tyck-survey'): Promise<string[]> {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
    return page.evaluate(async host => {
      const { axe } = window as unknown as {
        axe: { run(context: string): Promise<{ violations: { id: string }[] }> }
      }
      return (await axe.run(host)).violations.map(({ id }) => id)
    }, host)
  }

  async function pay(options: VisitOptions = {}) {
    const one = await visit(options)
    await one.page.goto('/checkout/')
    await one.page.locator('#pay').click()
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    return { ...one, question }
  }

  test.each([
    ['on a desk', {}],
    ['in the dark', { colorScheme: 'dark' }],
    ['on a phone', phone],
  ] as [string, VisitOptions][])('has no fault that axe knows, in any state, %s', async (_, options) => {
    const { page, question } = await pay(options)
    expect(await faults(page)).toEqual([])
    await question.options.first().focus()
    await page.keyboard.press('ArrowRight')
    await question.send.waitFor()
    expect(await faults(page)).toEqual([])
    await question.tap(3)
    await question.comment.waitFor()
    // What fades in has its full contrast afterwards.
    await page.clock.runFor(500)
    expect(await faults(page)).toEqual([])
    await question.send.click()
    await question.thanks.waitFor()
    await page.clock.runFor(500)
    expect(await faults(page)).toEqual([])
  })

  test('has a fault where one is planted', async () => {
    const { page, question } = await pay()
    await question.options.first().evaluate(input => input.removeAttribute('aria-label'))
    expect(await faults(page)).toContain('label')
  })

  test('is one tab stop; arrows move and never post, Enter posts', async () => {
    const { page, question, posts } = await pay()
    await question.options.first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await question.options.nth(2).isChecked()).toBe(true)
    expect(posts.some(({ score }) => score !== undefined)).toBe(false)
    await page.keyboard.press('Enter')
    await expect.poll(() => posts.map(({ score }) => score)).toContain(2)
    await question.comment.waitFor()
    await page.keyboard.press('Tab')
    expect(
      await question.panel.evaluate(panel => (panel.getRootNode() as ShadowRoot).activeElement?.localName),
    ).not.toBe('input')
  })

  test('posts what was picked by keyboard on Send', async () => {
    const { page, question, posts } = await pay()
    await question.options.first().focus()
    await page.keyboard.press('ArrowRight')
    await question.send.click()
    await expect.poll(() => posts.map(({ score }) => score)).toContain(1)
  })

  test('is dismissed by Escape from inside, and gives the focus back', async () => {
    const { page, question, rows } = await pay()
    const startOver = page.locator('#start-over')
    await startOver.focus()
    await question.options.first().focus()
    await page.keyboard.press('Escape')
    await question.panel.waitFor({ state: 'detached' })
    expect(await startOver.evaluate(button => button === document.activeElement)).toBe(true)
    await expect.poll(async () => (await rows())[0]?.dismissed_at).toBeTruthy()
  })

  test('keeps its keys from the page', async () => {
    const { page, question } = await pay()
    await page.evaluate(() => {
      document.addEventListener('keydown', ({ key }) => {
        document.body.dataset.heard = `${document.body.dataset.heard ?? ''}${key}`
      })
    })
    await question.tap(3)
    await question.comment.pressSequentially('jk')
    expect(await page.locator('body').getAttribute('data-heard')).toBeNull()
  })

  test('takes no focus when it appears', async () => {
    const { page } = await pay()
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('tyck-survey')
  })

  test('has targets for fingers at 320 px: 0 to 5 above 6 to 10, 44 px each', async () => {
    const { question } = await pay(phone)
    const boxes = await question.options.evaluateAll(inputs =>
      inputs.map(input => {
        const { x, y, width, height } = input.getBoundingClientRect()
        return { x, y: Math.round(y), width, height }
      }),
    )
    for (const { width, height } of boxes) {
      expect(width).toBeGreaterThanOrEqual(44)
      expect(height).toBeGreaterThanOrEqual(44)
    }
    expect(new Set(boxes.slice(0, 6).map(({ y }) => y)).size).toBe(1)
    expect(new Set(boxes.slice(6).map(({ y }) => y)).size).toBe(1)
    expect(boxes[6]?.y).toBeGreaterThan(boxes[0]?.y ?? 0)
  })

  test('is a labelled region in the corner, half the window high at most', async () => {
    const { page } = await visit()
    await page.goto('/corner/')
    const question = questionOn(page)
    await expect
      .poll(async () => {
        await page.clock.runFor(1_000)
        return question.status.textContent({ timeout: 100 }).catch(() => '')
      })
      .toContain('delivery')
    expect(await question.panel.getAttribute('aria-label')).toBeTruthy()
    const height = await page
      .locator('[data-corner]')
      .evaluate(corner => (corner as HTMLElement).offsetHeight)
    expect(height).toBeLessThanOrEqual((page.viewportSize()?.height ?? 0) / 2)
    expect(await faults(page, '[data-corner]')).toEqual([])
  })
})
