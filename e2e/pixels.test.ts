import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { eachState } from './eachState.ts'
import { bootstrap, tailwind } from './frameworkStyles.ts'
import { type Box, differingPixels, picture } from './pixels.ts'
import { publish } from './publish.ts'
import { questionOn } from './question.ts'
import { pageOf, site, slot } from './site.ts'
import type { Visit } from './visit.ts'

/** What a page has that a style sheet may be about, in a header of one height, so that the slot stands at a whole px. */
const fields = `<fieldset><legend>Card</legend>
  <label>Name <input name="name" value="A. Customer" placeholder="Name"></label>
  <label><input type="checkbox" checked> <span>Remember</span></label>
  <label><input type="radio" name="score" checked> One</label><label><input type="radio" name="score"> Two</label>
  <select><option>Card<option>Invoice</select><textarea rows="1">A note</textarea>
  <progress value=".4"></progress><input type="range"><button>Back</button><button type="submit">Pay</button>
  </fieldset>`
const body = `<header>${fields}</header>${slot('pixels.slot')}
  <section><p>A paragraph, with <a href="#">a link</a> and a <small>small word</small>.</p>
  <form class="follow">${fields}</form><p role="status">Nothing yet</p></section>`

/** What the pages have in common, whatever else they have: the room, and what the question takes from around it. */
const common = `<style>
  head{display:none!important}body{display:block!important;margin:0!important}
  header{display:block!important;block-size:150px!important;margin:0!important;overflow:hidden!important}
  tyck-survey{display:block!important;inline-size:600px!important;block-size:176px!important;min-block-size:0!important;margin:0!important;
    font:16px/24px sans-serif!important;color:#222!important}
  section{margin-block-start:60px!important}
</style>`

const sheets: Record<string, () => Promise<string>> = {
  'without styles': async () => '',
  'that resets every element': async () => '*{all:unset!important}',
  'that hides, turns and enlarges whatever it can': async () =>
    `html{font-size:80px}body{font-size:16px}button,fieldset,legend,svg,textarea{display:none}input,label,span,p,small{transform:rotate(3deg);opacity:.5}
     div,section,form{outline:3px dashed red;filter:blur(1px);counter-increment:x}`,
  'with Bootstrap': bootstrap,
  'with Tailwind and its forms': tailwind,
}

describeInBrowser('A page around a question', () => {
  // What is drawn anew in part comes out a shade different at its edges.
  const { visit, tyck } = browsing({ args: ['--disable-partial-raster'] })
  const { page } = site({ tyck })
  /** What the question looks like in a page without styles, by state. */
  const plain: Record<string, Buffer> = {}
  let css: Record<string, string>

  beforeAll(async () => {
    const locales = {
      en: {
        question: 'How likely are you to recommend us?',
        lowLabel: 'Not at all likely',
        highLabel: 'Very likely',
        followUps: { detractor: 'What should we do better?' },
        reasons: { detractor: [{ key: 'slow', label: 'It was slow' }] },
        thanks: 'Thank you.',
      },
    }
    await publish(tyck(), 'pixels.slot', {}, { locales })
    await publish(tyck(), 'pixels.corner', { placement: 'corner', delaySeconds: 0 }, { locales })
    css = Object.fromEntries(
      await Promise.all(Object.entries(sheets).map(async ([name, sheet]) => [name, await sheet()])),
    )
  })

  async function openCorner(tab: Page): Promise<Locator> {
    await tab.evaluate(() => void window.tyck.show('pixels.corner'))
    const question = questionOn(tab, '[data-corner]')
    await expect
      .poll(async () => {
        await tab.clock.runFor(500)
        return question.panel.count()
      })
      .toBe(1)
    await question.status.waitFor({ state: 'attached' })
    return tab.locator('[data-corner]')
  }

  test.each(Object.keys(sheets))(
    'keeps every pixel outside of slot and corner, in every state, and the question its looks, %s',
    async name => {
      const html = pageOf(body, `${common}<style>${css[name]}</style>`)
      const one: Visit = await visit({ viewport: { width: 640, height: 560 } })
      const { page: tab, context } = one
      await tab.goto(page(html.replace('{{SCRIPT}}', '')))
      const before = await picture(tab)
      const box = (await tab.locator('tyck-survey').boundingBox()) as Box

      await tab.goto(page(html))
      const question = questionOn(tab, 'tyck-survey')
      await eachState(tab, question, async state => {
        await tab.mouse.move(639, 1)
        await expect.poll(() => question.status.textContent()).toMatch(/^(Saved)?$/)
        const now = await picture(tab)
        plain[state] ??= now
        const outside = await differingPixels(context, before, now, { except: [box] })
        const inside = await differingPixels(context, plain[state], now, { within: box, shades: 32 })
        expect.soft({ outside, inside }, state).toEqual({ outside: 0, inside: 0 })
      })

      const corner = await openCorner(tab)
      const { x, y, width, height } = (await corner.boundingBox()) as Box
      // Its shadow reaches as far.
      const around = { x: x - 32, y: y - 32, width: width + 64, height: height + 64 }
      expect(await differingPixels(context, before, await picture(tab), { except: [box, around] })).toBe(0)

      await tab.evaluate(() => window.tyck.dismiss())
      await question.panel.waitFor({ state: 'detached' })
      expect(await differingPixels(context, before, await picture(tab))).toBe(0)
    },
  )

  test('a pixel that differs is counted', async () => {
    const { page: tab, context } = await visit()
    await tab.goto(page(pageOf('<p>One</p>')))
    const before = await picture(tab)
    await tab.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<i style="position:fixed;left:100px;top:50px;inline-size:2px;block-size:1px;background:red"></i>',
      )
    })
    const after = await picture(tab)
    expect(await differingPixels(context, before, after)).toBe(2)
    expect(
      await differingPixels(context, before, after, { except: [{ x: 101, y: 50, width: 9, height: 9 }] }),
    ).toBe(1)
  })
})
