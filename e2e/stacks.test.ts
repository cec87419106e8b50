import type { Server } from 'node:http'
import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { serveDevelopmentStacks } from './developmentStacks.ts'
import { questionOn, settle } from './question.ts'

const metadata = { orderValue: 1240, paymentMethod: 'card', items: 3, currency: 'SEK' }
const stacks = [
  { name: 'React', paid: '/react/paid', metadata },
  { name: 'React from a server', paid: '/react-ssr/', metadata: { orderValue: 1240, items: 3 } },
  { name: 'Vue', paid: '/vue/paid', metadata },
]

describeInBrowser.each(['production', 'development'])('Built for %s', mode => {
  /** What differs only where React and Vue look closely. */
  const testClosely = test.runIf(mode === 'development')
  const { visit, tyck } = browsing()
  let development: (Server & { url: string }) | undefined

  beforeAll(async () => {
    if (mode === 'development') development = await serveDevelopmentStacks(tyck())
  })
  afterAll(() => {
    development?.closeAllConnections()
    development?.close()
  })

  /** Opens an example, and notes how often it asks the service what to ask. */
  async function open(path: string, options: { javaScriptEnabled?: boolean } = {}) {
    const one = await visit({ baseURL: development?.url ?? tyck().examplesUrl, ...options })
    const fetches: string[] = []
    one.page.on('request', (request: Request) => {
      if (/\/surveys\?/.test(request.url())) fetches.push(request.url())
    })
    await one.page.goto(path)
    return { ...one, fetches, question: questionOn(one.page) }
  }

  const heard = (page: Page) => page.locator('output').textContent()

  test.each(stacks)('$name asks once, stores the answer, and nothing warns', async ({ paid, metadata }) => {
    const { page, question, posts, rows, fetches, complaints } = await open(paid)
    await question.status.waitFor({ state: 'attached' })
    expect(await page.locator('tyck-survey').count()).toBe(1)
    await question.tap(9)
    await question.comment.fill('Quick')
    await settle(page)
    await question.send.click()
    await expect.poll(() => question.thanks.textContent()).toContain('Saved')
    expect(await rows()).toMatchObject([
      { touchpoint: 'checkout.payment', score: 9, comment: 'Quick', metadata, test: false },
    ])
    expect(await heard(page)).toContain('answered 9')
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1)
    expect(fetches.length).toBe(1)
    expect(complaints).toEqual([])
  })

  testClosely.each([
    { name: 'React', app: '/react' },
    { name: 'Vue', app: '/vue' },
  ])('$name goes on with the same response where its view went away and came back', async ({ app }) => {
    const { page, question, posts, rows, complaints } = await open(`${app}/`)
    await page.getByRole('button', { name: /Pay/ }).click()
    await question.status.waitFor({ state: 'attached' })
    await question.tap(9)
    await expect.poll(rows).toMatchObject([{ score: 9 }])

    await page.getByRole('link', { name: 'Orders' }).click()
    await question.panel.waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe(`${app}/orders`)
    await page.goBack()
    await question.status.waitFor({ state: 'attached' })
    await settle(page)
    await question.tap(3)
    await expect.poll(rows).toMatchObject([{ score: 3 }])
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1)

    await settle(page)
    await question.skip.click()
    await question.thanks.waitFor()
    await page.getByRole('link', { name: 'Orders' }).click()
    await page.goBack()
    // Mounted when everything is known already, it says so at once, and the component hears it.
    await expect.poll(() => heard(page)).toContain('skipped answered-recently')
    expect(await page.locator('tyck-survey .instead').isVisible()).toBe(true)
    expect(complaints).toEqual([])
  })

  test('a server sends the slot and what shows without a question', async () => {
    const { page } = await open('/react-ssr/', { javaScriptEnabled: false })
    const slot = page.locator('tyck-survey')
    expect(await slot.getAttribute('metadata')).toBe('{"orderValue":1240,"items":3}')
    expect(await slot.textContent()).toContain('Wool likes air')
  })

  testClosely('React takes the slot over with a question that is in it already', async () => {
    const one = await visit({ baseURL: development?.url ?? tyck().examplesUrl })
    const { page, complaints } = one
    let release = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    await page.route(/\/Afterwards[^/]*\.js/, async route => {
      await held
      await route.continue()
    })
    await page.goto('/react-ssr/')
    const question = questionOn(page)
    await question.status.waitFor({ state: 'attached' })
    await question.panel.evaluate(panel => panel.setAttribute('data-kept', ''))
    const taken = page.waitForResponse(/\/Afterwards[^/]*\.js/)
    release()
    await taken
    // It hears what is answered once React has come to it.
    await expect
      .poll(async () => {
        await question.tap(8)
        await settle(page)
        return heard(page)
      })
      .toBe('answered 8')
    expect(await question.panel.getAttribute('data-kept')).toBe('')
    expect(complaints).toEqual([])
  })
})
