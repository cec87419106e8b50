import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { questionOn, settle } from './question.ts'

describeInBrowser('Under the strictest policy, with Trusted Types enforced', () => {
  const { visit } = browsing()

  const violations = (page: Page) => page.evaluate(() => (window as { violations?: string[] }).violations)

  /** Opens the strict page, and notes what its policy refuses from the first moment on. */
  async function open() {
    const one = await visit()
    await one.context.addInitScript(() => {
      const refused: string[] = []
      Object.assign(window, { violations: refused })
      document.addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective))
    })
    const reply = await one.page.goto('/strict/')
    expect(reply?.headers()['content-security-policy']).toContain("default-src 'none'")
    return one
  }

  test('a question is asked, answered and thanked for in full dress, and nothing is refused', async () => {
    const one = await open()
    const question = questionOn(one.page)
    await question.options.first().waitFor()
    const height = await question.panel
      .locator('label span')
      .first()
      .evaluate(answer => (answer as HTMLElement).offsetHeight)
    expect(height).toBe(38)
    await question.tap(1)
    await question.comment.fill('More pictures, please')
    await settle(one.page)
    await question.send.click()
    await expect.poll(() => question.thanks.textContent()).toContain('Saved')
    expect(await violations(one.page)).toEqual([])
    expect(await one.rows()).toMatchObject([{ score: 2, comment: 'More pictures, please' }])
  })

  test('a planted violation is noticed', async () => {
    const one = await open()
    await one.page.evaluate(() => {
      const image = new Image()
      image.src = 'https://elsewhere.example/x.png'
    })
    await expect.poll(() => violations(one.page)).toEqual(['img-src'])
  })
})
