import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, inject, onTestFinished, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { launchFlags } from './findBrowser.ts'
import { publish } from './publish.ts'
import { questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'

describeInBrowser('Pages that come, go and come back', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })
  const asks = () => page(pageOf(`<h1>Paid</h1>${slot('checkout.payment')}`))

  async function asked(tab: Page) {
    const question = questionOn(tab)
    await question.status.waitFor({ state: 'attached' })
    return question
  }

  /** Goes back; `load` never comes where the page comes out of the cache. */
  async function back(tab: Page) {
    await tab.goBack({ waitUntil: 'commit' })
    expect(await tab.evaluate(() => (window as { persisted?: boolean }).persisted)).toBe(true)
  }

  describeInBrowser('through the back-forward cache', () => {
    // The test library turns it off.
    const browser = { ignoreDefaultArgs: ['--disable-back-forward-cache'] }
    const notes = `<script>addEventListener('pageshow', function (event) { window.persisted = event.persisted })</script>`
    const noting = () => page(pageOf(slot('checkout.payment') + notes))

    test('a question that is come back to is the same one, and its showing is counted once', async () => {
      const one = await visit({ browser })
      const { page: tab } = one
      await tab.goto(noting())
      await asked(tab)
      await tab.clock.runFor(1_500)
      await expect.poll(() => one.rows()).toHaveLength(1)
      await tab.goto(page(pageOf('<p>Elsewhere</p>')))
      await back(tab)
      const question = await asked(tab)
      await tab.clock.runFor(1_500)
      await question.tap(9)
      await expect.poll(() => question.status.textContent()).toBe('Saved')
      expect(await one.rows()).toMatchObject([{ score: 9 }])
      expect(new Set(one.posts.map(({ id }) => id)).size).toBe(1)
    })

    test('a question that was answered on a later page is gone', async () => {
      const one = await visit({ browser })
      const { page: tab } = one
      await tab.goto(noting())
      await asked(tab)
      await tab.goto(asks())
      await (await asked(tab)).tap(9)
      await expect.poll(async () => (await one.rows()).map(({ score }) => score)).toContain(9)
      await back(tab)
      await questionOn(tab).panel.waitFor({ state: 'detached' })
    })
  })

  test('nothing counts while a page is prerendered, and it counts once it is looked at', async () => {
    await publish(tyck(), 'lifecycle.prerender')
    const heard: string[] = []
    let go = () => {}
    const server = createServer((request, response) => {
      heard.push(request.url ?? '')
      response.setHeader('content-type', 'text/html')
      const tag = `<script async src="${tyck().apiUrl}/tyck.js" data-key="pk_demo" data-test="false"></script>`
      if (request.url === '/start') {
        response.end(`<script type="speculationrules">
          {"prerender":[{"source":"list","urls":["/asked"],"eagerness":"immediate"}]}</script>
          <script>fetch('/go').then(function () { location.href = '/asked' })</script>`)
      } else if (request.url === '/asked') {
        response.end(
          pageOf(slot('lifecycle.prerender')).replace('{{SCRIPT}}', tag) +
            `<script>
            var seen = setInterval(function () {
              if (!document.querySelector('tyck-survey').shadowRoot) return
              clearInterval(seen)
              // Longer than the second that it takes to be shown.
              setTimeout(function () { fetch('/drawn?' + document.prerendering) }, 1500)
            }, 20)
            </script>`,
        )
      } else if (request.url === '/go') go = () => response.end()
      else response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const profile = mkdtempSync(join(tmpdir(), 'tyck-prerender-'))
    // Chromium prerenders nothing in a page that is driven from outside, so this one drives itself.
    const program = inject('browser') as { executablePath: string; env: Record<string, string> }
    const address = `http://localhost:${(server.address() as AddressInfo).port}/start`
    const child = spawn(
      program.executablePath,
      [...launchFlags, '--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`, address],
      // It ends with its pipes, so with us.
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
        detached: true,
        env: { ...process.env, ...program.env },
      },
    )
    onTestFinished(async () => {
      const ended = once(child, 'exit')
      // With its helpers, which would go on writing into the profile.
      process.kill(-(child.pid as number), 'SIGKILL')
      await ended
      server.closeAllConnections()
      server.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    })
    const rows = () => tyck().sql(`select score from tyck.responses where touchpoint = 'lifecycle.prerender'`)
    await expect.poll(() => heard.filter(url => url.startsWith('/drawn'))).toEqual(['/drawn?true'])
    expect(await rows()).toEqual([])
    go()
    await expect.poll(rows).toEqual([{ score: null }])
  })

  test('a question that is answered in another tab goes from this one, and only an unanswered one', async () => {
    const one = await visit()
    const { page: tab, context } = one
    const address = asks()
    await tab.goto(address)
    const here = await asked(tab)
    await tab.clock.runFor(1_500)
    await expect.poll(() => one.posts.length).toBe(1)
    const other = await context.newPage()
    await other.goto(address)
    const there = await asked(other)
    await there.tap(9)
    await here.panel.waitFor({ state: 'detached' })
    expect(await there.comment.isVisible()).toBe(true)
    // Nor does it come back where the slot is mounted again.
    const explained = await tab.evaluate(() => window.tyck.explain('checkout.payment'))
    expect(explained).toMatchObject({ show: false, reason: 'answered-recently' })
  })

  test('a question that is dismissed in another tab goes from this one', async () => {
    const { page: tab, context } = await visit()
    const address = asks()
    await tab.goto(address)
    const here = await asked(tab)
    const other = await context.newPage()
    await other.goto(address)
    await (await asked(other)).close.click()
    await here.panel.waitFor({ state: 'detached' })
  })

  test('each order has a response of its own, on another page and within a single-page app', async () => {
    await publish(tyck(), 'lifecycle.orders', { quietDays: { answered: 0, dismissed: 0, shown: 0 } })
    const one = await visit()
    const { page: tab } = one
    const of = (order: string) => slot('lifecycle.orders', `metadata='{"orderId":"${order}"}'`)
    await tab.goto(page(pageOf(of('A1'))))
    await (await asked(tab)).tap(9)
    // What follows is still open: the next order must not go on with it.
    await expect.poll(async () => (await one.rows()).length).toBe(1)
    await tab.goto(page(pageOf(of('A2'))))
    const second = await asked(tab)
    expect(await second.comment.count()).toBe(0)
    await second.tap(10)
    await expect.poll(async () => (await one.rows()).length).toBe(2)
    await tab.locator('tyck-survey').evaluate((slot, html) => {
      slot.outerHTML = html
    }, of('A3'))
    await expect.poll(() => questionOn(tab).comment.count()).toBe(0)
    await (await asked(tab)).tap(0)
    await expect
      .poll(async () => (await one.rows()).map(({ score, metadata }) => [score, metadata.orderId]))
      .toEqual([
        [9, 'A1'],
        [10, 'A2'],
        [0, 'A3'],
      ])
  })

  test('an answer given offline is sent at once when the browser is online an hour later, once and at its time', async () => {
    const one = await visit()
    const { page: tab, context } = one
    await tab.goto(asks())
    const question = await asked(tab)
    await context.setOffline(true)
    await question.tap(8)
    await expect.poll(() => question.status.textContent()).toBe('Will be sent')
    // From here on nothing is tried again by the clock.
    await tab.clock.pauseAt(Date.now() + 3_600_000)
    await context.setOffline(false)
    await expect.poll(() => question.status.textContent()).toBe('Saved')
    const [row] = await one.rows()
    expect(row).toMatchObject({ score: 8 })
    const minutes = (Date.now() - (row?.answered_at?.getTime() ?? 0)) / 60_000
    expect(Math.round(minutes)).toBe(60)
    expect(new Set(one.posts.map(({ id }) => id)).size).toBe(1)
  })

  test('Enter that is held posts one answer, and ends nothing that follows', async () => {
    const one = await visit()
    const { page: tab } = one
    // Its scale stays in view, and the focus on it.
    await tab.goto(page(pageOf(slot('product.page'))))
    const question = await asked(tab)
    await question.options.first().focus()
    await tab.keyboard.press('ArrowRight')
    for (let repeats = 0; repeats < 20; repeats++) await tab.keyboard.down('Enter')
    await tab.clock.runFor(1_000)
    for (let repeats = 0; repeats < 20; repeats++) await tab.keyboard.down('Enter')
    await tab.keyboard.up('Enter')
    await expect.poll(() => question.status.textContent()).toBe('Saved')
    expect(await question.comment.isVisible()).toBe(true)
    expect(one.posts.filter(({ score }) => score !== undefined)).toHaveLength(1)
    expect(await one.rows()).toMatchObject([{ score: 2, comment: null }])
    await settle(tab)
    await question.skip.focus()
    await tab.keyboard.press('Enter')
    await question.thanks.waitFor()
  })
})
