import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { type Question, questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'
import type { VisitOptions } from './visit.ts'

/** Every metric, with reasons, comments and a link after the answer, in both directions, both frames and both schemes. */
const slots = [
  ['checkout.payment', 'locale="ar" frame="card"'],
  ['cart.delivery', ''],
  ['support.closed', 'locale="ar"'],
  ['search.results', 'frame="card" scheme="dark"'],
  ['app.week-one', 'locale="ar" frame="card" scheme="dark"'],
  ['product.page', 'frame="card"'],
] as const

const dark = '<style>body{background:#15181b;color:#eceae4}</style>'

describeInBrowser('The question in every state, as axe sees it', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  /** What axe finds within the questions, in their open shadow roots. */
  async function faults(tab: Page, hosts: string): Promise<string[]> {
    if (!(await tab.evaluate(() => 'axe' in window))) await tab.evaluate(axe.source)
    return tab.evaluate(async hosts => {
      const { axe } = window as unknown as {
        axe: {
          run(
            hosts: string,
            options: object,
          ): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }>
        }
      }
      // What fades in has its full contrast afterwards.
      const roots = [...document.querySelectorAll(hosts)].map(host => host.shadowRoot as ShadowRoot)
      await Promise.all(roots.flatMap(root => root.getAnimations().map(({ finished }) => finished)))
      // axe takes a font whose letters join for one of icons, and leaves out what is written in it: here it sees none.
      CanvasRenderingContext2D.prototype.getImageData = (_x, _y, width, height) => {
        const image = new ImageData(Math.ceil(width), Math.ceil(height))
        image.data.fill(1)
        return image
      }
      // Digits are texts too.
      const checks = { 'color-contrast': { options: { ignoreLength: true } } }
      const { violations } = await axe.run(hosts, { checks })
      return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map(({ target }) => target))}`)
    }, hosts)
  }

  /** By its looks, for its name is in many languages. */
  const send = (panel: Question['panel']) => panel.locator('button.primary')

  /** Takes all of them through every state at once, and looks at each. */
  async function lookAtAll(tab: Page, questions: Question[], hosts: string) {
    const look = async (state: string) =>
      expect.soft(await faults(tab, hosts), `${hosts}, ${state}`).toEqual([])
    for (const { status } of questions) await status.waitFor({ state: 'attached' })
    await look('asking')
    for (const { options, panel } of questions) {
      await options.first().focus()
      await tab.keyboard.press('ArrowRight')
      await send(panel).waitFor()
    }
    await look('picked')
    for (const question of questions) await question.tap(0)
    await settle(tab)
    await look('following')
    for (const { panel, thanks } of questions) {
      // Where nothing follows, thanks are said at once.
      if (await send(panel).count()) await send(panel).click()
      await thanks.waitFor()
    }
    await look('thanked')
  }

  async function open(options: VisitOptions = {}, head = '') {
    const one = await visit(options)
    await one.page.goto(
      page(pageOf(slots.map(([touchpoint, look]) => slot(touchpoint, look)).join(''), head)),
    )
    return one.page
  }

  test.each([
    ['on a light page, on a desk', {}, ''],
    [
      'on a dark page, on a phone',
      { viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true },
      dark,
    ],
  ] as [string, VisitOptions, string][])(
    'no fault: six metrics, two directions, plain and card, light and dark, with reasons and links, and the corner, %s',
    async (_, options, head) => {
      const tab = await open(options, head)
      const questions = slots.map(([touchpoint]) => questionOn(tab, `[touchpoint="${touchpoint}"]`))
      await lookAtAll(tab, questions, 'tyck-survey')
      expect(await tab.locator('tyck-survey a').count()).toBe(2)
      await tab.evaluate(() => {
        document.documentElement.lang = 'ar'
        void window.tyck.show('order.delivered')
      })
      const corner = questionOn(tab, '[data-corner]')
      await expect
        .poll(async () => {
          await tab.clock.runFor(1_000)
          return corner.panel.count()
        })
        .toBe(1)
      expect(await corner.panel.getAttribute('dir')).toBe('rtl')
      await lookAtAll(tab, [corner], '[data-corner]')
    },
  )

  test('a planted fault is found', async () => {
    const tab = await open()
    const question = questionOn(tab, '[touchpoint="product.page"]')
    await question.options.first().evaluate(input => input.removeAttribute('aria-label'))
    expect((await faults(tab, 'tyck-survey')).join()).toContain('label')
  })
})
