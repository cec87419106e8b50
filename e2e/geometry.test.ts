import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { layoutFaults } from './layoutFaults.ts'
import { publish } from './publish.ts'
import { type Question, questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'

/** One of the demo's touchpoints for each metric. */
const touchpoints = {
  nps: 'checkout.payment',
  csat: 'cart.delivery',
  ces: 'support.closed',
  thumbs: 'search.results',
  smileys: 'app.week-one',
  stars: 'product.page',
}

describeInBrowser('At 320 px', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  beforeAll(() => publish(tyck(), 'geometry.corner', { placement: 'corner', delaySeconds: 0 }))

  /** Everything that can be tapped now: what it is, and its size in px. */
  const targets = (question: Question) =>
    question.panel.locator('input, button, textarea, a').evaluateAll(all =>
      all
        .map(one => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0)
        .map(({ one, box }) => ({
          name: one.className || one.localName,
          width: Math.round(box.width * 10) / 10,
          height: Math.round(box.height * 10) / 10,
        })),
    )

  /** Goes through every state, the lowest answer's, and looks at each. */
  async function lookAtAll(tab: Page, host: string, hasTouch: boolean, what: string) {
    const question = questionOn(tab, host)
    await question.status.waitFor({ state: 'attached' })
    const look = async (state: string) => {
      for (const { name, width, height } of await targets(question)) {
        const isAnswer = name === 'input'
        const least = hasTouch && isAnswer ? 44 : 24
        expect.soft(width, `${what}, ${state}: width of ${name}`).toBeGreaterThanOrEqual(least)
        expect
          .soft(height, `${what}, ${state}: height of ${name}`)
          .toBeGreaterThanOrEqual(hasTouch && isAnswer ? 44 : 24)
      }
      expect.soft((await layoutFaults(tab, host)).join('; '), `${what}, ${state}`).toBe('')
    }
    await look('asking')
    await question.options.first().focus()
    await tab.keyboard.press('ArrowRight')
    await question.send.waitFor()
    await look('picked')
    await question.tap(0)
    await settle(tab)
    await look('following')
    // Where nothing follows, thanks are said at once.
    if (await question.send.count()) await question.send.click()
    await question.thanks.waitFor()
    await look('thanked')
  }

  test.each([
    ['a finger', true],
    ['a mouse', false],
  ])(
    'every target of every metric is large enough for %s and none lies over another, in every state',
    async (_, hasTouch) => {
      const { page: tab } = await visit({
        viewport: { width: 320, height: 640 },
        hasTouch,
        isMobile: hasTouch,
      })
      const slots = Object.values(touchpoints).map(touchpoint => slot(touchpoint))
      const style = '<style>body{margin:16px;font:16px sans-serif}tyck-survey{margin-block-end:24px}</style>'
      await tab.goto(page(pageOf(slots.join(''), style)))
      for (const [metric, touchpoint] of Object.entries(touchpoints)) {
        await lookAtAll(tab, `[touchpoint="${touchpoint}"]`, hasTouch, metric)
      }
      await tab.evaluate(() => void window.tyck.show('geometry.corner'))
      await tab.clock.runFor(500)
      await lookAtAll(tab, '[data-corner]', hasTouch, 'corner')
    },
  )
})
