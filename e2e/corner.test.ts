import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { publish } from './publish.ts'
import { questionOn, settle } from './question.ts'
import { pageOf, site } from './site.ts'
import type { Visit, VisitOptions } from './visit.ts'

describeInBrowser('The corner', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  /** Opens a page that asks in the corner, with its clock standing still from the call on. */
  async function open(body = '', options: VisitOptions = {}) {
    const one = await visit(options)
    const { page: tab } = one
    const calls = `<script>
      window.tyck = window.tyck || []
      function ask() {
        tyck.push(function (t) {
          t.show('order.delivered').then(function (outcome) { document.body.dataset.outcome = JSON.stringify(outcome) })
        })
      }
    </script>`
    await tab.goto(page(pageOf(`<main><h1>Delivered</h1>${body}</main>${calls}`)))
    // All parts have come, so that nothing but the clock is waited for.
    await tab.evaluate(async () => {
      await new Promise<void>(ready => window.tyck.push(() => ready()))
      await window.tyck.explain('order.delivered')
    })
    await tab.clock.pauseAt(Date.now() + 60_000)
    await tab.evaluate(() => (window as unknown as { ask(): void }).ask())
    // What is asked is decided in promises; once explained again, this is too.
    await expect
      .poll(() => tab.evaluate(async () => (await window.tyck.explain('order.delivered')).reason))
      .toBe('already-open')
    return { ...one, question: questionOn(tab) }
  }

  const outcome = ({ page: tab }: Visit) =>
    expect.poll(async () => JSON.parse((await tab.locator('body').getAttribute('data-outcome')) ?? 'null'))

  /** Opens it and lets the delay pass. */
  async function asked(options: VisitOptions = {}) {
    const one = await open('', options)
    await one.page.clock.runFor(3_100)
    await one.question.status.waitFor({ state: 'attached' })
    return one
  }

  /** Answers and sends, by pointer. */
  async function thank({ page: tab, question }: Awaited<ReturnType<typeof open>>) {
    await question.tap(4)
    await settle(tab)
    await question.send.click()
    await question.thanks.waitFor()
    await tab.mouse.move(1, 1)
  }

  test('waits as long as its rules say', async () => {
    const { page: tab, question } = await open()
    await tab.clock.runFor(2_900)
    expect(await question.panel.count()).toBe(0)
    await tab.clock.runFor(200)
    await question.panel.waitFor()
  })

  test('waits until no field is focused, and takes neither focus nor caret', async () => {
    const { page: tab, question } = await open('<input id="card" value="4242 4242">')
    const card = tab.locator('#card')
    await card.focus()
    await card.evaluate(input => (input as HTMLInputElement).setSelectionRange(2, 4))
    await tab.clock.runFor(10_000)
    expect(await question.panel.count()).toBe(0)
    expect(
      await card.evaluate(input => {
        const { selectionStart, selectionEnd } = input as HTMLInputElement
        return [document.activeElement === input, selectionStart, selectionEnd]
      }),
    ).toEqual([true, 2, 4])
    await card.blur()
    await tab.clock.runFor(1_100)
    await question.panel.waitFor()
    expect(await tab.evaluate(() => document.activeElement?.localName)).toBe('body')
  })

  test('waits until no dialog is open', async () => {
    const { page: tab, question } = await open(
      '<dialog><form method="dialog"><button>Close</button></form></dialog>',
    )
    await tab.evaluate(() => document.querySelector('dialog')?.showModal())
    await tab.clock.runFor(10_000)
    expect(await question.panel.count()).toBe(0)
    await tab.locator('dialog button').click()
    await tab.clock.runFor(1_100)
    await question.panel.waitFor()
  })

  test('is a labelled region that says once, politely, that it is there', async () => {
    const { page: tab, question } = await asked()
    expect(await question.panel.getAttribute('aria-label')).toBe('A short question')
    await tab.clock.runFor(200)
    expect(await question.status.textContent()).toBe('How satisfied are you with your delivery?')
    expect(await tab.evaluate(() => document.activeElement?.localName)).toBe('body')
  })

  test.each([
    { width: 320, height: 568, hasTouch: true },
    { width: 360, height: 480, hasTouch: true },
    { width: 1280, height: 800, hasTouch: false },
  ])(
    'takes at most half of a window of $width × $height, in every state',
    async ({ hasTouch, ...viewport }) => {
      const { page: tab, question } = await asked({ viewport, hasTouch, isMobile: hasTouch })
      const corner = tab.locator('[data-corner]')
      const fits = async () => {
        const box = await corner.boundingBox()
        if (!box) throw new Error('There is no corner')
        expect(box.height).toBeLessThanOrEqual(viewport.height / 2)
        expect(box.x).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(viewport.width)
        expect(box.y + box.height).toBeLessThanOrEqual(viewport.height)
        const { scrollWidth, clientWidth } = await corner.evaluate(({ scrollWidth, clientWidth }) => ({
          scrollWidth,
          clientWidth,
        }))
        expect(scrollWidth).toBe(clientWidth)
      }
      await fits()
      await question.tap(0)
      await question.comment.waitFor()
      await fits()
      await expect.poll(() => corner.locator('.note').textContent()).toBe('Saved')
      const status = await corner.locator('.note').evaluate(note => {
        const text = document.createRange()
        text.selectNodeContents(note)
        return text.getBoundingClientRect().top
      })
      // Where it is folded away, the button beneath says it.
      const close = await question.close.boundingBox()
      if (status) expect(status).toBeGreaterThanOrEqual((close?.y ?? 0) + (close?.height ?? 0))
      await settle(tab)
      await question.send.click()
      await question.thanks.waitFor()
      await fits()
    },
  )

  test('goes six seconds after thanks', async () => {
    const one = await asked()
    await thank(one)
    await one.page.clock.runFor(5_800)
    expect(await one.question.thanks.isVisible()).toBe(true)
    await one.page.clock.runFor(400)
    await one.question.panel.waitFor({ state: 'detached' })
    expect(await one.page.locator('[data-corner]').count()).toBe(0)
    await outcome(one).toEqual({ outcome: 'answered', score: 5 })
  })

  test('goes six seconds after thanks from under a finger that tapped', async () => {
    const one = await asked({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    await one.question.options.nth(4).tap()
    await settle(one.page)
    await one.question.send.tap()
    await one.question.thanks.waitFor()
    await one.page.clock.runFor(6_200)
    await one.question.panel.waitFor({ state: 'detached' })
  })

  test('stays while a pointer rests on it, and for those who came by keyboard', async () => {
    const one = await asked()
    const { page: tab, question } = one
    await thank(one)
    await question.thanks.hover()
    await tab.clock.runFor(20_000)
    expect(await question.thanks.isVisible()).toBe(true)
    await question.options.first().focus()
    await tab.keyboard.press('Tab')
    await tab.mouse.move(1, 1)
    await tab.clock.runFor(20_000)
    expect(await question.thanks.isVisible()).toBe(true)
    await tab.evaluate(() => (document.activeElement as HTMLElement).blur())
    await tab.clock.runFor(6_200)
    await question.panel.waitFor({ state: 'detached' })
  })

  test('goes with the page’s address, as ignored', async () => {
    const one = await asked()
    await one.page.evaluate(() => history.pushState(null, '', '#elsewhere'))
    await one.question.panel.waitFor({ state: 'detached' })
    await outcome(one).toEqual({ outcome: 'ignored' })
  })

  test('never comes where the address changed before its time', async () => {
    const one = await open()
    await one.page.evaluate(() => history.pushState(null, '', '#elsewhere'))
    await outcome(one).toEqual({ outcome: 'ignored' })
    await one.page.clock.runFor(10_000)
    expect(await one.question.panel.count()).toBe(0)
  })

  test('leaves room for one unanswered question at a time', async () => {
    const { page: tab, question } = await asked()
    expect(await tab.evaluate(() => window.tyck.show('support.closed'))).toEqual({
      outcome: 'skipped',
      reason: 'already-open',
    })
    expect(await question.panel.count()).toBe(1)
  })

  test('stays away where a question was drawn in the page while it waited', async () => {
    await publish(tyck(), 'corner.meanwhile')
    const one = await open()
    await one.page.evaluate(() => {
      const slot = document.createElement('tyck-survey')
      slot.setAttribute('touchpoint', 'corner.meanwhile')
      document.body.append(slot)
    })
    await questionOn(one.page, '[touchpoint]').panel.waitFor()
    await one.page.clock.runFor(5_000)
    await outcome(one).toEqual({ outcome: 'skipped', reason: 'already-open' })
    expect(await one.page.locator('[data-corner]').count()).toBe(0)
  })

  test('stays away where it was answered in another tab while it waited', async () => {
    const one = await open()
    const other = await one.context.newPage()
    await other.goto(page(pageOf('')))
    await other.evaluate(() => {
      const touchpoints = { 'order.delivered': { answered: Date.now() } }
      localStorage.setItem('tyck:pk_demo', JSON.stringify({ touchpoints }))
    })
    await one.page.clock.runFor(5_000)
    await outcome(one).toEqual({ outcome: 'skipped', reason: 'answered-recently' })
    expect(await one.page.locator('[data-corner]').count()).toBe(0)
  })

  test.each([undefined, 'order.delivered'])(
    'never comes where it is dismissed at once (%s)',
    async touchpoint => {
      const one = await visit()
      await one.page.goto(page(pageOf('<main><h1>Delivered</h1></main>')))
      const ended = await one.page.evaluate(async touchpoint => {
        const shown = new Promise<unknown>(tell => {
          window.tyck.push(t => t.show('order.delivered').then(tell))
        })
        window.tyck.push(t => t.dismiss(touchpoint))
        return shown
      }, touchpoint)
      expect(ended).toEqual({ outcome: 'ignored' })
      await one.page.clock.runFor(5_000)
      expect(await one.page.locator('[data-corner]').count()).toBe(0)
    },
  )

  test('is dismissed by its button and by Escape from inside, and stays quiet then', async () => {
    const one = await asked()
    await one.question.options.first().focus()
    await one.page.keyboard.press('Escape')
    await one.question.panel.waitFor({ state: 'detached' })
    await outcome(one).toEqual({ outcome: 'dismissed' })
    await expect.poll(async () => (await one.rows()).map(row => row.dismissed_at !== null)).toEqual([true])
    expect(await one.page.evaluate(() => window.tyck.show('order.delivered'))).toEqual({
      outcome: 'skipped',
      reason: 'dismissed-recently',
    })
  })
})
