import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { questionOn, settle } from './question.ts'
import type { Visit } from './visit.ts'

describeInBrowser('The demo checkout', () => {
  const { visit, tyck } = browsing()

  /** Pays, and waits for the question. */
  async function pay({ page }: Visit) {
    await page.goto('/checkout/')
    await page.locator('#pay').click()
    const question = questionOn(page)
    await question.options.first().waitFor()
    return question
  }

  const stored = (one: Visit) => expect.poll(() => one.rows())

  test('keeps a score and a comment as one row, with what the page knows of the cart', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.tap(9)
    await question.comment.fill('Swish was one tap. Tack!')
    await settle(one.page)
    await question.send.click()
    await question.thanks.waitFor()
    await expect.poll(() => question.thanks.textContent()).toBe('Thank you. We read every answer. Saved')

    expect(await tyck().sql('select score, comment, metadata from tyck.answers')).toEqual([
      {
        score: 9,
        comment: 'Swish was one tap. Tack!',
        metadata: {
          orderId: expect.stringMatching(/^A\d{4}$/),
          orderValue: 1240,
          paymentMethod: 'card',
          items: 3,
          currency: 'SEK',
        },
      },
    ])
    expect(await one.rows()).toMatchObject([
      { touchpoint: 'checkout.payment', locale: 'en', page: `${tyck().examplesUrl}/checkout/`, test: false },
    ])
    await expect.poll(() => one.page.locator('[data-column=comment]').textContent()).toContain('Swish')
  })

  test('posts the score in the click itself, so that no tab can close in between', async () => {
    const one = await visit()
    const question = await pay(one)
    // The later part has come by now, as it has for anybody who reads before tapping.
    await question.status.waitFor({ state: 'attached' })
    await one.page.evaluate(() => {
      let posts = 0
      const sent = window.fetch
      window.fetch = (address, options) => {
        // Without keepalive it would end with the page.
        if (options?.method === 'POST' && options.keepalive) posts++
        return sent(address, options)
      }
      document.addEventListener('click', () => {
        document.body.dataset.postedInClick = `${posts}`
      })
    })
    await question.tap(9)
    expect(await one.page.locator('body').getAttribute('data-posted-in-click')).toBe('1')
    await stored(one).toMatchObject([{ score: 9, comment: null }])
  })

  test('counts a showing once half of it was visible for a second, and not before', async () => {
    const one = await visit()
    await one.page.goto('/checkout/')
    await one.page.clock.pauseAt(Date.now() + 60_000)
    await one.page.locator('#pay').click()
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    // The browser tells of what is in view once a frame.
    await one.page.evaluate(
      () =>
        new Promise(seen => {
          new IntersectionObserver(seen).observe(document.querySelector('tyck-survey') as Element)
        }),
    )
    await one.page.clock.runFor(900)
    expect(one.posts).toEqual([])
    await one.page.clock.runFor(200)
    await stored(one).toMatchObject([{ score: null, answered_at: null, dismissed_at: null }])
    // It began when it came into view: an answer right after this second was not given in no time.
    expect(one.posts[0]?.shownAgoMs).toBeGreaterThanOrEqual(1_000)
  })

  test('does not ask again after an answer, and says why', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.tap(10)
    await settle(one.page)
    await question.skip.click()
    await question.thanks.waitFor()
    await one.page.reload()
    // What the page put into the slot shows in the question's place.
    await one.page.getByText('While you wait.').waitFor()
    const explained = await one.page.evaluate(() => window.tyck.explain('checkout.payment'))
    expect(explained).toMatchObject({ show: false, reason: 'answered-recently', test: false })
    expect(await question.options.count()).toBe(0)
  })

  test('changes its one row where a slip of the finger is put right', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.tap(7)
    await stored(one).toMatchObject([{ score: 7 }])
    await question.tap(9)
    await settle(one.page)
    await question.send.click()
    await question.thanks.waitFor()
    await stored(one).toMatchObject([{ score: 9 }])
    expect(new Set(one.posts.map(({ id }) => id)).size).toBe(1)
  })

  test('stays paid when it is loaded again, and Back does not lead to paying twice', async () => {
    const one = await visit()
    await one.page.goto('/')
    const question = await pay(one)
    await question.tap(8)
    await stored(one).toMatchObject([{ score: 8 }])
    const order = await one.page.locator('#order-id').textContent()
    await one.page.reload()
    await question.comment.waitFor()
    expect(await one.page.locator('#order-id').textContent()).toBe(order)
    expect(await one.page.locator('#payment').isVisible()).toBe(false)
    await one.page.goBack()
    expect(new URL(one.page.url()).pathname).toBe('/')
    await one.page.goForward()
    await one.page.locator('#thanks').waitFor()
    expect(await one.page.locator('#payment').isVisible()).toBe(false)
  })

  test('shows in its panel what stands in the row, reasons too', async () => {
    const one = await visit()
    const question = await pay(one)
    const column = (name: string) =>
      expect.poll(() => one.page.locator(`[data-column=${name}]`).textContent())
    await question.tap(2)
    await column('score').toBe('2')
    await column('reasons').toBe('none')
    await settle(one.page)
    await question.panel.getByRole('button', { name: 'The price' }).click()
    await column('reasons').toBe('price')
  })

  test('changes its language where it stands, and keeps what was answered', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.tap(2)
    await stored(one).toMatchObject([{ score: 2 }])
    await one.page.locator('#language').selectOption('ar')
    await expect.poll(() => question.panel.getAttribute('dir')).toBe('rtl')
    await question.panel.getByText('ما الذي ينبغي أن نحسّنه؟').waitFor()
    expect(await question.options.nth(2).isChecked()).toBe(true)
    await one.page.reload()
    await question.panel.getByText('ما الذي ينبغي أن نحسّنه؟').waitFor()
  })

  test('brings the scale back where it folded away, and drops the reasons that the new score lacks', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.tap(2)
    const reason = question.panel.getByRole('button', { name: 'The price' })
    await reason.waitFor()
    await settle(one.page)
    await reason.click()
    await question.comment.fill('It costs')
    await stored(one).toMatchObject([{ score: 2, reasons: ['price'] }])
    await question.change.click()
    await question.tap(9)
    await stored(one).toMatchObject([{ score: 9, reasons: [], comment: null }])
    expect(await question.comment.inputValue()).toBe('It costs')
  })

  test('takes no change of mind half an hour later', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.tap(7)
    await stored(one).toMatchObject([{ score: 7 }])
    await one.page.clock.fastForward('31:00')
    await question.tap(9)
    await expect.poll(() => question.options.nth(7).isChecked()).toBe(true)
    expect(one.posts.map(({ score }) => score)).not.toContain(9)
    await stored(one).toMatchObject([{ score: 7 }])
  })

  test('makes one row of ten taps in a tenth of a second, none of which hits what comes under the finger', async () => {
    const one = await visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    const question = await pay(one)
    await question.status.waitFor({ state: 'attached' })
    const box = await question.options.nth(10).boundingBox()
    if (!box) throw new Error('The answer has no box')
    // Where Send will stand.
    const [x, y] = [box.x + box.width / 2, box.y + box.height - 2]
    await one.page.clock.pauseAt(Date.now() + 60_000)
    for (let taps = 0; taps < 10; taps++) await one.page.touchscreen.tap(x, y)
    await stored(one).toMatchObject([{ score: 10, comment: null }])
    expect(await question.comment.isVisible()).toBe(true)
    expect(one.posts.filter(({ score }) => score !== undefined)).toHaveLength(1)
    // Later it does.
    await settle(one.page)
    await one.page.touchscreen.tap(x, y)
    await question.thanks.waitFor()
  })

  test('loses nothing where the tab is closed right after the tap', async () => {
    const one = await visit()
    await one.page.goto('/checkout/')
    await one.page.getByText('Invoice, 30 days').click()
    await one.page.locator('#pay').click()
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    await question.tap(7)
    await one.page.close()
    const invoiced = `select score from tyck.responses where metadata ->> 'paymentMethod' = 'invoice'`
    await expect.poll(() => tyck().sql(invoiced)).toEqual([{ score: 7 }])
  })

  test('loses nothing where another page is opened right after the tap', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.status.waitFor({ state: 'attached' })
    await question.tap(7)
    await one.page.goto('/')
    await stored(one).toMatchObject([{ score: 7 }])
  })

  test('restores a comment that was not sent, and never posts it', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.tap(4)
    await question.comment.fill('I was about to sa')
    await stored(one).toMatchObject([{ score: 4 }])
    await one.page.reload()
    await question.comment.waitFor()
    expect(await question.comment.inputValue()).toBe('I was about to sa')
    expect(await question.options.nth(4).isChecked()).toBe(true)
    expect(one.posts.map(({ comment }) => comment)).not.toContain('I was about to sa')

    await question.comment.fill('I was about to say: fine.')
    await settle(one.page)
    await question.send.click()
    await stored(one).toMatchObject([{ score: 4, comment: 'I was about to say: fine.' }])
  })

  test('keeps a dismissal and stays quiet after it', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.close.click()
    await question.panel.waitFor({ state: 'detached' })
    await one.page.getByText('While you wait.').waitFor()
    await expect.poll(async () => (await one.rows()).map(row => row.dismissed_at !== null)).toEqual([true])
    await one.page.reload()
    await one.page.getByText('While you wait.').waitFor()
    const explained = await one.page.evaluate(() => window.tyck.explain('checkout.payment'))
    expect(explained).toMatchObject({ show: false, reason: 'dismissed-recently' })
  })
  test('says that an answer will be sent while the service is away, and sends it once when it is back', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.status.waitFor({ state: 'attached' })
    await tyck().kill()
    await question.tap(8)
    await expect.poll(() => question.status.textContent()).toBe('Will be sent')
    await question.comment.fill('While you were out')
    await settle(one.page)
    await question.send.click()
    await expect.poll(() => question.thanks.textContent()).toContain('Will be sent')
    await tyck().restart()
    await one.page.clock.runFor(15_000)
    await expect.poll(() => question.status.textContent()).toBe('Saved')
    expect(await one.rows()).toMatchObject([{ score: 8, comment: 'While you were out' }])
    // Nothing is kept of what has arrived.
    expect(await one.page.evaluate(() => Object.keys(localStorage))).toEqual(['tyck:pk_demo'])
  })

  test('sends an answer that never got through at the next visit, once and at the right time', async () => {
    const one = await visit()
    const question = await pay(one)
    await question.status.waitFor({ state: 'attached' })
    await tyck().kill()
    await question.tap(5)
    await expect.poll(() => question.status.textContent()).toBe('Will be sent')
    await one.page.close()
    await tyck().restart()

    const next = await one.context.newPage()
    await one.context.clock.fastForward('01:00:00')
    await next.goto('/checkout/')
    await stored(one).toMatchObject([{ score: 5 }])
    const minutesAgo = `select extract(epoch from now() - answered_at) / 60 as minutes from tyck.responses
      where response_id = '${one.posts[0]?.id}'`
    const [row] = await tyck().sql<{ minutes: string }>(minutesAgo)
    expect(Math.round(Number(row?.minutes))).toBe(60)
    await expect
      .poll(() => next.evaluate(() => Object.keys(localStorage).filter(name => /out|unsent/.test(name))))
      .toEqual([])
  })

  test('takes the page of a captive portal for no acknowledgement', async () => {
    const one = await visit()
    const question = await pay(one)
    const portal = (url: URL) => url.pathname === '/v1/responses'
    await one.context.route(portal, route =>
      route.fulfill({
        contentType: 'text/html',
        headers: { 'access-control-allow-origin': '*' },
        body: '<h1>Welcome to Hotel Wi-Fi</h1>',
      }),
    )
    await question.tap(6)
    await expect.poll(() => question.status.textContent()).toBe('Will be sent')
    await one.context.unroute(portal)
    await one.page.clock.runFor(10_000)
    await expect.poll(() => question.status.textContent()).toBe('Saved')
    expect(await one.rows()).toMatchObject([{ score: 6 }])
  })

  test.each([
    [503, 'overloaded'],
    [429, 'rate-limited'],
  ])('waits as long as a service asks that says %i %s, also on the next page', async (status, code) => {
    const one = await visit()
    const question = await pay(one)
    const busy = (url: URL) => url.pathname === '/v1/responses'
    await one.context.route(busy, route =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        headers: {
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'Retry-After',
          'retry-after': '120',
        },
        body: JSON.stringify({ status, code, retryable: true }),
      }),
    )
    await question.tap(6)
    await expect.poll(() => question.status.textContent()).toBe('Will be sent')
    await one.context.unroute(busy)
    await one.page.clock.runFor(60_000)
    expect(one.posts).toHaveLength(1)
    await one.page.reload()
    await question.comment.waitFor()
    await one.page.clock.runFor(40_000)
    expect(one.posts).toHaveLength(1)
    await one.page.clock.runFor(40_000)
    await stored(one).toMatchObject([{ score: 6 }])
    expect(new Set(one.posts.map(({ id }) => id)).size).toBe(1)
  })

  test('drops what the service refuses, and does not claim that it was saved', async () => {
    const one = await visit()
    const question = await pay(one)
    await one.context.route(
      url => url.pathname === '/v1/responses',
      route =>
        route.fulfill({
          status: 400,
          contentType: 'application/problem+json',
          headers: { 'access-control-allow-origin': '*' },
          body: JSON.stringify({ status: 400, code: 'validation-failed', retryable: false }),
        }),
    )
    await question.tap(6)
    await expect.poll(() => question.status.textContent()).toBe('Not saved')
    await one.page.clock.runFor(600_000)
    expect(one.posts).toHaveLength(1)
    expect(await one.page.evaluate(() => Object.keys(localStorage))).toEqual(['tyck:pk_demo'])
  })

  test('asks about a new order with what the page knows of that one', async () => {
    const one = await visit()
    const question = await pay(one)
    // Seen, and left without an answer.
    await stored(one).toMatchObject([{ score: null, metadata: { paymentMethod: 'card' } }])
    const first = await one.page.locator('#order-id').textContent()
    await one.page.clock.runFor(5_000)
    await one.page.locator('#start-over').click()
    await one.page.getByText('Invoice, 30 days').click()
    await one.page.locator('#pay').click()
    await question.tap(6)
    const second = await one.page.locator('#order-id').textContent()
    await stored(one).toMatchObject([
      { score: null, metadata: { orderId: first, paymentMethod: 'card' } },
      { score: 6, metadata: { orderId: second, paymentMethod: 'invoice' } },
    ])
    expect(second).not.toBe(first)
  })
})
