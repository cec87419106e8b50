import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { questionOn } from './question.ts'

/** Two of the demo's, by what follows them: reasons and a comment, and a comment alone. */
const touchpoints = ['checkout.payment', 'product.page']

describeInBrowser('What follows an answer has its room', () => {
  const { visit } = browsing()

  const cell = (touchpoint: string, placement: string, frame: string, locale: string) =>
    `/gallery/cell.html?${new URLSearchParams({
      touchpoint,
      placement,
      frame,
      locale,
      scheme: 'light',
      direction: locale === 'ar' ? 'rtl' : 'ltr',
    })}`

  /** What stands in the panel's padding, which reasons are cut or touch what is below. */
  const faults = (page: Page) =>
    page.locator('tyck-survey, [data-corner]').evaluate(host => {
      const found: string[] = []
      const root = host.shadowRoot as ShadowRoot
      const box = (one: Element) => one.getBoundingClientRect()
      const panel = root.querySelector('section') as Element
      const { paddingBlockStart, paddingBlockEnd } = getComputedStyle(panel)
      const top = box(panel).top + Number.parseFloat(paddingBlockStart) - 1
      const bottom = box(panel).bottom - Number.parseFloat(paddingBlockEnd) + 1
      for (const one of panel.querySelectorAll('legend, .prompt, .reasons, textarea, .actions, .primary')) {
        const { top: above, bottom: below, height } = box(one)
        const air = one.matches('.reasons') ? 3 : 0
        if (height && (above + air < top || below - air > bottom))
          found.push(`${one.className || one.localName} stands in the padding`)
      }
      const list = root.querySelector('.reasons')
      const rows = new Set([...(list?.children ?? [])].map(one => (one as HTMLElement).offsetTop)).size
      if (list && rows <= 2 && list.scrollHeight > list.clientHeight)
        found.push('two rows of reasons are cut')
      const last = list?.lastElementChild
      const below = root.querySelector('textarea')
      if (last && below && rows <= 2 && box(below).top - box(last).bottom < 6)
        found.push('no air beneath the reasons')
      const buttons = [...root.querySelectorAll('.actions button')].filter(one => box(one).height)
      if (new Set(buttons.map(one => Math.round(box(one).bottom))).size > 1)
        found.push('the buttons need two lines')
      // What became of the answer gives no way to a button that stands elsewhere.
      const note = root.querySelector('.note') as Element
      const inset = Math.min(box(note).left - box(panel).left, box(panel).right - box(note).right)
      if (box(note).width && inset + Number.parseFloat(getComputedStyle(note).paddingInlineEnd) > 15)
        found.push('the status stands apart from the edge')
      return found
    })

  test.each([
    ['a phone', { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true }],
    ['a desk', { viewport: { width: 1280, height: 720 } }],
  ])(
    'whole rows of reasons, nothing in the padding, and one line of buttons, on %s',
    async (_, options) => {
      const { page } = await visit(options)
      for (const touchpoint of touchpoints) {
        for (const [placement, frame, locale] of [
          ['slot', 'plain', 'en'],
          ['slot', 'card', 'ar'],
          ['corner', 'card', 'en'],
          ['corner', 'card', 'ar'],
        ] as const) {
          await page.goto(cell(touchpoint, placement, frame, locale))
          const question = questionOn(page)
          // A corner waits for some seconds, of the page's own time.
          await expect
            .poll(async () => {
              await page.clock.runFor(1_000)
              return question.status.count()
            })
            .toBe(1)
          await question.tap(0)
          await question.panel.locator('.follow').waitFor()
          await expect.poll(() => question.panel.locator('.note').textContent()).toMatch(/^(Saved|تم الحفظ)$/)
          expect.soft(await faults(page), [touchpoint, placement, frame, locale].join(' ')).toEqual([])
        }
      }
    },
    60_000,
  )
})
