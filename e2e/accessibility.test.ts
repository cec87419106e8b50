import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'
import type { VisitOptions } from './visit.ts'

const phone: VisitOptions = { viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true }

describeInBrowser('The question, for everybody', () => {
  const { visit, tyck } = browsing()
  const { page: pageAt } = site({ tyck })

  async function pay(options: VisitOptions = {}) {
    const one = await visit(options)
    await one.page.goto('/checkout/')
    await one.page.locator('#pay').click()
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    return { ...one, question }
  }

  test('is a group named by its question, of radio buttons named with their ends, and one polite status', async () => {
    const { question } = await pay()
    expect(await question.panel.ariaSnapshot()).toBe(
      `- group "How likely are you to recommend us to a friend?":
  - text: How likely are you to recommend us to a friend?
${Array.from({ length: 11 }, (_, score) => {
  const end = { 0: ', Not at all likely', 10: ', Very likely' }[score] ?? ''
  return end ? `  - radio "${score}${end}"` : `  - radio "${score}"`
}).join('\n')}
- status
- button "Close": ×`,
    )
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

  test.each([
    ['a finger', 44, { hasTouch: true, isMobile: true }],
    ['a mouse', 28, {}],
  ] as [string, number, VisitOptions][])(
    'has one row for %s where each of eleven answers gets %i px, else two',
    async (_, least, options) => {
      const { page } = await visit({ viewport: { width: 800, height: 700 }, ...options })
      await page.goto(pageAt(pageOf(slot('checkout.payment'))))
      const { options: answers } = questionOn(page)
      await answers.first().waitFor()
      for (const [columns, rows] of [
        // The scale reaches beyond its slot by half of the gap between its answers.
        [least * 11 - 4, 1],
        [least * 11 - 5, 2],
      ] as const) {
        await page.locator('tyck-survey').evaluate((slot, columns) => {
          slot.style.inlineSize = `${columns}px`
        }, columns)
        const tops = await answers.evaluateAll(all => all.map(one => one.getBoundingClientRect().top))
        expect(new Set(tops).size).toBe(rows)
        const box = await answers.first().boundingBox()
        expect(Math.round(box?.width ?? 0)).toBeGreaterThanOrEqual(least)
      }
    },
  )

  test('is reached by one Tab and left by the next', async () => {
    const { page, question } = await pay()
    const focused = () =>
      question.panel.evaluate(panel => {
        const { activeElement } = panel.getRootNode() as ShadowRoot
        return activeElement?.getAttribute('aria-label') ?? activeElement?.localName
      })
    await page.locator('#thanks').focus()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('0, Not at all likely')
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('1')
    await page.keyboard.press('Tab')
    // Send, between the ends.
    expect(await focused()).toBe('button')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Close')
    await page.keyboard.press('Tab')
    expect(await focused()).toBeUndefined()
  })

  test('moves the focus to what follows where its place goes, and speaks of nothing but the state', async () => {
    const { page, question } = await pay(phone)
    const focused = () =>
      question.panel.evaluate(panel => (panel.getRootNode() as ShadowRoot).activeElement?.className)
    await question.options.first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await question.comment.waitFor()
    expect(await focused()).toBe('prompt')
    await settle(page)
    await question.send.focus()
    await page.keyboard.press('Enter')
    await question.thanks.waitFor()
    expect(await focused()).toBe('thanks')
    await expect.poll(() => question.status.textContent()).toBe('Saved')
    expect(await question.status.count()).toBe(1)
  })

  test('leaves focus, caret and scroll alone when it appears', async () => {
    const { page } = await visit()
    await page.goto(
      pageAt(
        pageOf(`<input id="card" value="4242 4242"><div id="here" style="min-block-size:11rem"></div>
      <p style="block-size:200vh">Below</p>`),
      ),
    )
    const state = () =>
      page.evaluate(() => {
        const card = document.querySelector('input') as HTMLInputElement
        return [document.activeElement?.id, card.selectionStart, card.selectionEnd, scrollY]
      })
    await page.locator('#card').focus()
    await page.evaluate(() => {
      document.querySelector('input')?.setSelectionRange(3, 5)
      scrollTo(0, 40)
    })
    const before = await state()
    await page.evaluate(() => {
      const slot = document.createElement('tyck-survey')
      slot.setAttribute('touchpoint', 'checkout.payment')
      document.querySelector('#here')?.append(slot)
    })
    await questionOn(page).status.waitFor({ state: 'attached' })
    expect(await state()).toEqual(before)
    expect(before).toEqual(['card', 3, 5, 40])
  })

  test('sends a comment on Ctrl and Enter, and breaks the line on Enter', async () => {
    const { page, question, rows } = await pay()
    await question.tap(9)
    await settle(page)
    await question.comment.pressSequentially('One')
    await page.keyboard.press('Enter')
    await question.comment.pressSequentially('Two')
    await page.keyboard.press('Control+Enter')
    await question.thanks.waitFor()
    await expect.poll(async () => (await rows())[0]?.comment).toBe('One\nTwo')
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
  })
})
