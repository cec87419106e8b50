import type { Page } from 'playwright-core'
import { type Question, settle } from './question.ts'

/** What a question goes through: as it is asked, with an answer picked by keyboard, what follows, and thanks. */
export type State = 'asking' | 'picked' | 'following' | 'thanked'

/** Takes a question through its states, by keyboard to the second and from there by pointer, to a low score. */
export async function eachState(
  page: Page,
  question: Question,
  check: (state: State) => Promise<void>,
): Promise<void> {
  await question.status.waitFor({ state: 'attached' })
  await check('asking')
  await question.options.first().focus()
  await page.keyboard.press('ArrowRight')
  await question.send.waitFor()
  await check('picked')
  await question.options.nth(1).click()
  await question.comment.waitFor()
  await settle(page)
  await check('following')
  await question.send.click()
  await question.thanks.waitFor()
  await check('thanked')
}
