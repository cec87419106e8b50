import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'

/**
 * What apps show in a WebView often has no origin: a file of the app, or HTML handed over as a string. Such a page says
 * `Origin: null`, and most of them have no storage.
 */
describeInBrowser('A page without an origin, as in the WebView of an app', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })
  const folder = mkdtempSync(join(tmpdir(), 'tyck-webview-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const noting = `<script>
    var heard = []
    ;['shown', 'answered', 'skipped'].forEach(function (event) {
      document.addEventListener('tyck:' + event, function (e) { heard.push(event + ' ' + (e.detail.reason || '')) })
    })
  </script>`
  const body = noting + slot('checkout.payment', `metadata='{"orderValue":420}'`)
  const filled = () =>
    pageOf(body).replace(
      '{{SCRIPT}}',
      `<script src="${tyck().apiUrl}/tyck.js" data-key="pk_demo" data-test="false"></script>`,
    )

  const ways = [
    {
      // Android: file:///android_asset/…; iOS: loadFileURL.
      way: 'a file',
      storage: true,
      async open(tab: Page): Promise<Page | Frame> {
        const file = join(folder, 'order.html')
        writeFileSync(file, filled())
        await tab.goto(pathToFileURL(file).href)
        return tab
      },
    },
    {
      // iOS: loadHTMLString without a base; Android: loadData; React Native: source={{ html }}.
      way: 'a string',
      storage: false,
      open: (tab: Page) => openFrame(tab, `srcdoc="${filled().replaceAll('"', '&quot;')}"`),
    },
    {
      way: 'a frame without an origin',
      storage: false,
      open: (tab: Page) => openFrame(tab, `src="${page(filled())}"`),
    },
  ]

  /** A desktop browser gives no string a page of its own; a frame that may not have its parent's origin is the same. */
  async function openFrame(tab: Page, source: string): Promise<Frame> {
    const style =
      '<style>iframe { inline-size: 100%; block-size: 600px }</style><link rel="icon" href="data:,">'
    await tab.goto(page(`${style}<iframe sandbox="allow-scripts allow-forms" ${source}></iframe>`))
    const frame = await (await tab.waitForSelector('iframe')).contentFrame()
    if (!frame) throw new Error('The frame has no content')
    return frame
  }

  const allow = async (origins: string[]) => {
    const reply = await fetch(`${tyck().apiUrl}/v1/project`, {
      method: 'PUT',
      headers: { authorization: 'Bearer sk_demo', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Demo shop', origins, theme: {} }),
    })
    if (!reply.ok) throw new Error(await reply.text())
  }

  beforeAll(() => allow([]))

  test.each(ways)('from $way is asked where null is allowed, and its answer is stored', async way => {
    await allow(['https://shop.example', 'null'])
    const { page: tab, rows, posts, complaints } = await visit()
    const origins: (string | undefined)[] = []
    tab.on('request', async request => {
      if (request.method() === 'POST') origins.push((await request.allHeaders()).origin)
    })
    const view = await way.open(tab)
    expect(await view.evaluate(() => self.origin)).toBe('null')
    expect(await view.evaluate(hasStorage)).toBe(way.storage)
    const panel = view.locator('tyck-survey section')
    await panel.locator('input').nth(9).click()
    await panel.locator('textarea').fill('From the app')
    await settle(tab)
    await panel.getByRole('button', { name: 'Send', exact: true }).click()
    await expect.poll(() => panel.locator('.thanks').textContent()).toContain('Saved')
    expect(await rows()).toMatchObject([
      { score: 9, comment: 'From the app', metadata: { orderValue: 420 }, test: false },
    ])
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1)
    expect(new Set(origins)).toEqual(new Set(['null']))
    expect(complaints).toEqual([])
  })

  test.each(ways)('from $way is asked nothing where null is not allowed, and sends nothing', async way => {
    await allow(['https://shop.example', 'http://shop.localhost'])
    const { page: tab, posts, complaints } = await visit()
    const view = await way.open(tab)
    await view.waitForFunction(() => (window as unknown as { heard: string[] }).heard.length > 0)
    expect(await view.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
      'skipped origin-not-allowed',
    ])
    expect(await view.locator('tyck-survey section').count()).toBe(0)
    expect(posts).toEqual([])
    expect(complaints).toEqual([])
  })
})

function hasStorage(): boolean {
  try {
    return !!localStorage
  } catch {
    return false
  }
}
