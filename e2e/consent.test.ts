import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { publish } from './publish.ts'
import { questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'

describeInBrowser('Where a site asks for consent first', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  /** A page whose script waits for consent, with what the page calls before it comes. */
  const waiting = (body: string, calls = '') =>
    page(
      pageOf(`<script>window.tyck = []; ${calls}</script>${body}`).replace(
        '{{SCRIPT}}',
        '<script async src="{{TYCK}}/tyck.js" data-key="pk_demo" data-test="false" data-consent="required"></script>',
      ),
    )

  /** Somebody's browser that notes every request, and in the page every touch of what a browser stores. */
  async function watched() {
    const one = await visit()
    const requests: string[] = []
    one.context.on('request', request => {
      if (!request.url().startsWith('data:')) {
        requests.push(`${request.method()} ${new URL(request.url()).pathname}`)
      }
    })
    await one.context.addInitScript(() => {
      const touched: string[] = []
      Object.assign(window, { touched })
      const watch = (owner: object, name: string) => {
        const found = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor
        Object.defineProperty(owner, name, {
          ...found,
          get() {
            touched.push(name)
            return found.get?.call(this)
          },
        })
      }
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']) {
        if (name in window) watch(window, name)
      }
      watch(Document.prototype, 'cookie')
    })
    const touched = () => one.page.evaluate(() => (window as unknown as { touched: string[] }).touched)
    return { ...one, question: questionOn(one.page), requests, touched }
  }

  const consent = (tab: Page, granted: boolean) =>
    tab.evaluate(granted => window.tyck.consent(granted), granted)

  /** What the browser keeps, of everybody. */
  const stored = (tab: Page) =>
    tab.evaluate(() => [localStorage, sessionStorage].flatMap(storage => Object.keys(storage)).sort())

  test('requests nothing but the loader and touches no storage before, whatever the page calls', async () => {
    await publish(tyck(), 'consent.calls')
    const one = await watched()
    const { page: tab, question, requests } = one
    const address = waiting(
      slot('checkout.payment'),
      `tyck.push(function (t) {
        t.identify('customer-1')
        t.on('shown', function () {})
        t.show('consent.calls').then(function (outcome) { document.title = outcome.outcome })
        t.explain('checkout.payment').then(function (one) { document.body.dataset.reason = one.reason })
        t.dismiss('order.delivered')
      })`,
    )
    await tab.goto(address)
    await tab.clock.runFor(60_000)
    await tab.locator('tyck-survey').evaluate(slot => slot.setAttribute('metadata', '{"orderValue":1}'))
    const { pathname } = new URL(address)
    expect(requests).toEqual([`GET ${pathname}`, 'GET /tyck.js'])
    expect(await one.touched()).toEqual([])
    expect(await question.panel.count()).toBe(0)

    // What was called meanwhile has waited.
    await consent(tab, true)
    await question.panel.first().waitFor()
    await expect.poll(() => tab.locator('body').getAttribute('data-reason')).not.toBeNull()
    expect(requests).toContain('GET /v1/projects/pk_demo/surveys')
    expect(await one.touched()).toContain('localStorage')
  })

  test.each(['before the script came', 'after it came'])('asks once it is given, %s', async when => {
    const one = await watched()
    const before = when.startsWith('before')
    await one.page.goto(
      waiting(slot('checkout.payment'), before ? 'tyck.push(function (t) { t.consent(true) })' : ''),
    )
    if (!before) await consent(one.page, true)
    await one.question.tap(9)
    await expect.poll(() => one.rows()).toMatchObject([{ score: 9 }])
  })

  test('sends nothing that an earlier page left, until it is given', async () => {
    const one = await watched()
    const { page: tab, question } = one
    await one.context.route('**/v1/responses', route => route.abort())
    await tab.goto(page(pageOf(slot('checkout.payment'))))
    await question.tap(9)
    await expect.poll(() => question.status.textContent()).toBe('Will be sent')
    await one.context.unroute('**/v1/responses')
    const sent = one.posts.length
    await tab.goto(waiting(''))
    await tab.clock.runFor(60_000)
    expect(one.posts.length).toBe(sent)
    expect(await one.touched()).toEqual([])
    await consent(tab, true)
    await expect.poll(() => one.rows()).toMatchObject([{ score: 9 }])
  })

  test('withdrawn: the question goes and nothing of it stays, but what others stored', async () => {
    const one = await watched()
    const { page: tab, question } = one
    await tab.goto(waiting(slot('checkout.payment'), 'tyck.push(function (t) { t.consent(true) })'))
    await question.tap(9)
    await question.comment.fill('Half a thought')
    await expect.poll(() => one.rows()).toMatchObject([{ score: 9 }])
    await tab.evaluate(() => {
      localStorage.cart = '2 lamps'
      sessionStorage['tyck:pk_other'] = '{}'
    })
    const before = await stored(tab)
    expect(before).toContain('tyck:pk_demo')
    expect(before).toContain('tyck:draft:pk_demo:checkout.payment')
    expect(before).toContain('tyck:open:pk_demo:checkout.payment')

    await consent(tab, false)
    await question.panel.waitFor({ state: 'detached' })
    expect(await stored(tab)).toEqual(['cart', 'tyck:pk_other'])
    await tab.clock.runFor(60_000)
    expect(await stored(tab)).toEqual(['cart', 'tyck:pk_other'])
    // What was answered before has arrived and stands.
    expect(await one.rows()).toMatchObject([{ score: 9, comment: null }])
  })

  test('withdrawn: nothing more is asked, fetched or stored, whatever the page does', async () => {
    await publish(tyck(), 'consent.withdrawn', {
      sampleRate: 0.99,
      quietDays: { answered: 0, dismissed: 0, shown: 1 },
    })
    const one = await watched()
    const { page: tab, question, requests } = one
    await tab.goto(waiting(slot('checkout.payment'), 'tyck.push(function (t) { t.consent(true) })'))
    await question.status.waitFor({ state: 'attached' })
    await tab.evaluate(() => window.tyck.explain('checkout.payment'))
    await consent(tab, false)
    await question.panel.waitFor({ state: 'detached' })
    const before = requests.length
    await tab.evaluate(() => {
      const slot = document.createElement('tyck-survey')
      slot.setAttribute('touchpoint', 'consent.withdrawn')
      document.body.append(slot)
      document.querySelector('tyck-survey')?.setAttribute('metadata', '{"orderValue":2}')
      window.tyck.show('consent.withdrawn')
      window.tyck.explain('consent.withdrawn')
    })
    await tab.clock.runFor(120_000)
    expect(await question.panel.count()).toBe(0)
    expect(await stored(tab)).toEqual([])
    expect(requests.slice(before)).toEqual([])
  })

  /** Keeps what is routed from going on until it is let go. */
  const hold = () => {
    let release = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    return { held, release: () => release() }
  }

  test('withdrawn while the surveys are on their way: nobody is asked', async () => {
    const one = await watched()
    const { page: tab, question } = one
    const { held, release } = hold()
    await one.context.route('**/surveys?*', async route => {
      await held
      await route.continue()
    })
    await tab.goto(waiting(slot('checkout.payment'), 'tyck.push(function (t) { t.consent(true) })'))
    // Once it has heard this the widget is there, and waits for what it may ask.
    await tab.evaluate(() => window.tyck.dismiss())
    const arrived = tab.waitForResponse('**/surveys?*')
    await consent(tab, false)
    release()
    await (await arrived).finished()
    await tab.clock.runFor(5_000)
    expect(await question.panel.count()).toBe(0)
    expect(await stored(tab)).toEqual([])
    expect(one.posts).toEqual([])
  })

  test('withdrawn while an answer is on its way: it is delivered, and leaves nothing behind', async () => {
    const one = await watched()
    const { page: tab, question } = one
    const { held, release } = hold()
    let attempts = 0
    await one.context.route('**/v1/responses', async route => {
      if (attempts++) return route.continue()
      await held
      await route.fulfill({
        status: 503,
        headers: {
          'retry-after': '2',
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'retry-after',
        },
      })
    })
    await tab.goto(waiting(slot('checkout.payment'), 'tyck.push(function (t) { t.consent(true) })'))
    await question.tap(9)
    await consent(tab, false)
    release()
    await expect
      .poll(async () => {
        await tab.clock.runFor(5_000)
        return one.rows()
      })
      .toMatchObject([{ score: 9 }])
    expect(await stored(tab)).toEqual([])
  })

  test('given anew: asks as if for the first time, also where a slot came meanwhile', async () => {
    const one = await watched()
    const { page: tab, question } = one
    await tab.goto(waiting(slot('checkout.payment'), 'tyck.push(function (t) { t.consent(true) })'))
    await question.tap(9)
    await settle(tab)
    await question.skip.click()
    await question.thanks.waitFor()
    await tab.evaluate(() => {
      const slot = document.createElement('tyck-survey')
      slot.setAttribute('touchpoint', 'product.page')
      document.body.append(slot)
    })
    const later = questionOn(tab, '[touchpoint="product.page"]')
    await later.panel.waitFor()
    await consent(tab, false)
    await later.panel.waitFor({ state: 'detached' })
    await consent(tab, true)
    await questionOn(tab, '[touchpoint="checkout.payment"]').tap(8)
    await expect.poll(async () => (await one.rows()).map(({ score }) => score)).toEqual([9, 8])
    expect(await later.panel.count()).toBe(1)
  })
})
