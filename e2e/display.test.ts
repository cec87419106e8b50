import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { eachState } from './eachState.ts'
import { layoutFaults } from './layoutFaults.ts'
import { type Box, differingPixels, picture } from './pixels.ts'
import { publish } from './publish.ts'
import { questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'
import type { VisitOptions } from './visit.ts'

describeInBrowser('On the screens of those who have set them otherwise', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  beforeAll(async () => {
    const locales = {
      en: {
        question: 'How likely are you to recommend us to a friend or a colleague?',
        lowLabel: 'Not at all likely',
        highLabel: 'Very likely',
        followUps: { detractor: 'What should we do better?' },
        reasons: {
          detractor: ['It was slow', 'The price', 'Trouble paying', 'Delivery options'].map(
            (label, index) => ({
              key: `reason-${index}`,
              label,
            }),
          ),
        },
        thanks: 'Thank you. We read every answer.',
      },
    }
    await publish(tyck(), 'display.slot', {}, { locales })
    await publish(tyck(), 'display.corner', { placement: 'corner', delaySeconds: 0 }, { locales })
  })

  /** Opens a page with the question in a slot. */
  async function open(options: VisitOptions = {}, head = '') {
    const one = await visit(options)
    await one.page.goto(page(pageOf(`<h1>Paid</h1>${slot('display.slot')}<p>More</p>`, head)))
    const question = questionOn(one.page, 'tyck-survey')
    await question.status.waitFor({ state: 'attached' })
    return { ...one, question }
  }

  /** Opens the corner's question beside it, once that in the slot is answered. */
  async function openCorner(tab: Page) {
    await tab.evaluate(() => void window.tyck.show('display.corner'))
    const question = questionOn(tab, '[data-corner]')
    await expect
      .poll(async () => {
        await tab.clock.runFor(500)
        return question.panel.count()
      })
      .toBe(1)
    return question
  }

  test.each([
    ['in forced colours', { forcedColors: 'active' }, ''],
    [
      'where all colours are one',
      {},
      '<style>tyck-survey{color:#000;--tyck-accent:#fff;--tyck-on-accent:#000}</style>',
    ],
  ] as [string, VisitOptions, string][])(
    'tells a chosen answer and a chosen reason by more than colour %s',
    async (_, options, head) => {
      const {
        page: tab,
        context,
        question,
      } = await open(options, `${head}<style>tyck-survey{min-block-size:24rem}</style>`)
      /** How much changes within an element's borders by what is done to it, in px². */
      const change = async (element: Locator, act: () => Promise<void>) => {
        const { x, y, width, height } = (await element.boundingBox()) as Box
        const inside = { x: x + 5, y: y + 3, width: width - 10, height: height - 6 }
        const before = await picture(tab, inside)
        await act()
        await tab.mouse.move(1, 1)
        return differingPixels(context, before, await picture(tab, inside))
      }
      const chosen = await change(question.panel.locator('label').nth(3), () => question.tap(3))
      await settle(tab)
      const reason = question.panel.locator('.reason').nth(1)
      const pressed = await change(reason, () => reason.click())
      // A mark of 12 × 2 px, a line beneath a word: what a glance finds.
      expect(chosen).toBeGreaterThanOrEqual(24)
      expect(pressed).toBeGreaterThanOrEqual(24)
    },
  )

  test.each([
    ['no-preference', true],
    ['reduce', false],
  ] as const)('moves where motion is wanted, and only there: %s', async (reducedMotion, moves) => {
    const { page: tab, question } = await open({ reducedMotion })
    const moving = () =>
      question.panel.evaluate(panel =>
        [...panel.querySelectorAll('*')]
          .flatMap(element => [undefined, '::before', '::after'].map(part => getComputedStyle(element, part)))
          .some(
            ({ animationName, transitionDuration }) =>
              animationName !== 'none' || transitionDuration !== '0s',
          ),
      )
    expect(await moving()).toBe(false)
    await question.tap(1)
    expect(await moving()).toBe(moves)
    await settle(tab)
    await question.send.click()
    expect(await moving()).toBe(moves)
  })

  test.each([
    ['at 400 % zoom', { viewport: { width: 320, height: 256 } }, ''],
    ['with text at 200 %', {}, '<style>html{font-size:200%}</style>'],
    [
      'with text at 200 % on a phone',
      { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
      '<style>html{font-size:200%}</style>',
    ],
    ['with no text below 24 px', { browser: { args: ['--blink-settings=minimumFontSize=24'] } }, ''],
  ] as [string, VisitOptions, string][])(
    'has nothing cut and nothing overlapping %s, in every state, in slot and corner',
    async (_, options, head) => {
      const { page: tab, question } = await open(options, head)
      const check = async (state: string) => expect.soft((await layoutFaults(tab)).join('; '), state).toBe('')
      await eachState(tab, question, state => check(`slot, ${state}`))
      await eachState(tab, await openCorner(tab), state => check(`corner, ${state}`))
      const thanks = questionOn(tab, '[data-corner]').thanks
      const box = (await thanks.boundingBox()) as Box
      expect(
        await thanks.evaluate(
          (said, { x, y }) => (said.getRootNode() as ShadowRoot).elementFromPoint(x + 4, y + 4) === said,
          box,
        ),
      ).toBe(true)
    },
  )
})
