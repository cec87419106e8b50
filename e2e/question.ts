import type { Locator, Page } from 'playwright-core'

/** One question in a page, as somebody sees it. */
export interface Question {
  panel: Locator
  options: Locator
  status: Locator
  comment: Locator
  send: Locator
  skip: Locator
  close: Locator
  /** Brings the scale back where it had to fold away. */
  change: Locator
  thanks: Locator
  /** Taps the answer at `index`, lowest first, with a pointer. */
  tap(index: number): Promise<void>
}

/** The only question of the page, or the one within `host`. */
export function questionOn(page: Page, host = 'tyck-survey, [data-corner]'): Question {
  const panel = page.locator(host).locator('section')
  const options = panel.locator('input')
  return {
    panel,
    options,
    status: panel.locator('[role=status]'),
    comment: panel.locator('textarea'),
    send: panel.getByRole('button', { name: 'Send', exact: true }),
    skip: panel.getByRole('button', { name: 'Skip', exact: true }),
    close: panel.getByRole('button', { name: 'Close', exact: true }),
    change: panel.locator('.change'),
    thanks: panel.locator('.thanks'),
    async tap(index) {
      await options.nth(index).click()
    },
  }
}

/** Lets the time pass in which a second tap of a double tap counts for nothing. */
export async function settle(page: Page): Promise<void> {
  await page.clock.runFor(400)
}
