import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { layoutFaults } from './layoutFaults.ts'
import { publish } from './publish.ts'
import { questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'
import type { VisitOptions } from './visit.ts'

/** As many reasons, and as long ones, as can be published. */
const longReasons = [
  'It took much longer than I had expected it to take, each time',
  'Price',
  'There were problems with paying by the card that I always use',
  'Slow',
  'I could not find the way of delivery that I wanted to choose',
  'Staff',
  'Something that I had put into my cart was not there any longer',
  'Other',
].map((label, index) => ({ key: `reason-${index}`, label: label.slice(0, 60) }))

describeInBrowser('What follows an answer', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  beforeAll(async () => {
    const en = {
      question: 'How likely are you to recommend us?',
      followUps: { detractor: 'What should we do better?', promoter: 'What did you like best?' },
      reasons: { detractor: longReasons },
      thanks: 'Thank you.',
    }
    const link = { label: 'Write to us', url: 'https://shop.example/contact' }
    const afterwards = { detractor: { text: 'Can we help?', link }, passive: { text: 'See you.' } }
    await publish(tyck(), 'following.whole', {}, { locales: { en: { ...en, afterwards } } })
    await publish(tyck(), 'following.reasons', {}, { comment: false, locales: { en } })
  })

  async function open(touchpoint = 'following.whole', options: VisitOptions = {}, body = slot(touchpoint)) {
    const one = await visit(options)
    const address = page(pageOf(body))
    await one.page.goto(address)
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    return { ...one, question, address }
  }

  const focused = (tab: Page) =>
    tab.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)

  test('nothing says "Saved" beside text that is not sent', async () => {
    const { page: tab, question } = await open()
    const note = question.panel.locator('.note')
    await question.tap(10)
    await expect.poll(() => note.textContent()).toBe('Saved')
    await question.comment.fill('I was about')
    expect(await note.textContent()).toBe('')
    await question.comment.fill('')
    expect(await note.textContent()).toBe('Saved')
    await question.comment.fill('All good')
    await settle(tab)
    await question.send.click()
    await expect.poll(() => question.thanks.textContent()).toBe('Thank you. Saved')
  })

  test('Escape with unsent text closes, keeps the text for the next time, and posts none of it', async () => {
    const one = await open()
    const { page: tab, question } = one
    await question.tap(2)
    await question.comment.fill('I was about to')
    await tab.keyboard.press('Escape')
    await question.panel.waitFor({ state: 'detached' })
    // Where the slot is mounted again, and on a page after this one.
    await tab.locator('tyck-survey').evaluate(slot => slot.replaceWith(slot.cloneNode()))
    await question.comment.waitFor()
    expect(await question.comment.inputValue()).toBe('I was about to')
    await question.comment.focus()
    await tab.keyboard.press('Escape')
    await question.panel.waitFor({ state: 'detached' })
    await tab.reload()
    await question.comment.waitFor()
    expect(await question.comment.inputValue()).toBe('I was about to')
    expect(one.posts.map(({ comment }) => comment).filter(Boolean)).toEqual([])
    await settle(tab)
    await question.send.click()
    await expect.poll(() => one.rows()).toMatchObject([{ score: 2, comment: 'I was about to' }])
  })

  test.each([
    ['on a desk', {}],
    ['on a phone', { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }],
  ] as [string, VisitOptions][])(
    'eight long reasons wrap, scroll within their room and can all be chosen, by pointer and by keyboard, %s',
    async (_, options) => {
      const one = await open('following.whole', options)
      const { page: tab, question } = one
      await question.tap(0)
      await settle(tab)
      const reasons = question.panel.locator('.reason')
      expect(await reasons.count()).toBe(8)
      expect((await layoutFaults(tab)).join('; ')).toBe('')
      const list = question.panel.locator('.reasons')
      const { scrolls, rows } = await list.evaluate(list => ({
        scrolls: list.scrollHeight > list.clientHeight,
        rows: new Set([...list.children].map(child => (child as HTMLElement).offsetTop)).size,
      }))
      expect(scrolls).toBe(true)
      expect(rows).toBeGreaterThan(2)
      // That there are more is seen: the last row fades, until it is scrolled to.
      const fades = () => list.evaluate(list => getComputedStyle(list).maskImage !== 'none')
      expect(await fades()).toBe(true)
      await reasons.nth(7).click()
      await expect.poll(fades).toBe(false)
      await reasons.nth(0).focus()
      await tab.keyboard.press('Space')
      expect(await focused(tab)).toBe('reason')
      await expect.poll(() => one.rows()).toMatchObject([{ score: 0, reasons: ['reason-7', 'reason-0'] }])
      // A reason that was chosen is no wider than before, for the others would move.
      expect((await layoutFaults(tab)).join('; ')).toBe('')
      await reasons.nth(7).click()
      await expect.poll(() => one.rows()).toMatchObject([{ reasons: ['reason-0'] }])
    },
  )

  test('reasons alone: no field for a comment, and nothing at all for those who have none', async () => {
    const one = await open('following.reasons')
    const { page: tab, question } = one
    await question.tap(1)
    await question.send.waitFor()
    expect(await question.comment.count()).toBe(0)
    expect(await question.panel.locator('.prompt').textContent()).toBe('What should we do better?')
    await settle(tab)
    await question.panel.locator('.reason').nth(1).click()
    await question.send.click()
    await question.thanks.waitFor()
    await expect.poll(() => one.rows()).toMatchObject([{ score: 1, reasons: ['reason-1'], comment: null }])

    const promoter = await open('following.reasons')
    await promoter.question.tap(10)
    await promoter.question.thanks.waitFor()
    await expect.poll(() => promoter.rows()).toMatchObject([{ score: 10, reasons: [], comment: null }])
  })

  test.each([
    [0, 'Can we help?', 'https://shop.example/contact'],
    [7, 'See you.', undefined],
    [10, '', undefined],
  ])('after the answer %i stands "%s", with the link %s', async (score, text, href) => {
    const { page: tab, question } = await open()
    await question.tap(score)
    await settle(tab)
    if (await question.send.count()) await question.send.click()
    await question.thanks.waitFor()
    const done = question.panel.locator('.done')
    expect(await done.locator('p:not(.thanks)').allTextContents()).toEqual(text ? [text] : [])
    const links = await done.locator('a').evaluateAll(all =>
      all.map(link => {
        const { href, target, rel, textContent } = link as HTMLAnchorElement
        return { href, target, rel, textContent }
      }),
    )
    // In a tab of its own, which learns nothing of this one.
    expect(links).toEqual(
      href ? [{ href, target: '_blank', rel: 'noopener', textContent: 'Write to us' }] : [],
    )
    expect((await layoutFaults(tab)).join('; ')).toBe('')
  })

  test('a change of mind after thanks shows what belongs to the new answer', async () => {
    const one = await open()
    const { page: tab, question } = one
    await question.tap(0)
    await settle(tab)
    await question.skip.click()
    await question.thanks.waitFor()
    expect(await question.panel.getByText('Can we help?').count()).toBe(1)
    await question.tap(10)
    await settle(tab)
    await question.skip.click()
    await question.thanks.waitFor()
    expect(await question.panel.getByText('Can we help?').count()).toBe(0)
    await expect.poll(() => one.rows()).toMatchObject([{ score: 10 }])
  })
})
