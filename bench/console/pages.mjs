/** @import { Page } from 'playwright-core' */

/**
 * Something that people do in the console.
 * @typedef {object} Step
 * @property {string} name
 * @property {string} content what stands there once it is done, by a selector
 * @property {string} [path] the page that it opens, within the project
 * @property {(page: Page) => Promise<unknown>} [use] what is done on the page of the step before
 */

const answersPages = 20

/** Each page opened, and used as people use it. @type {Step[]} */
export const steps = [
  { name: 'overview: opened', path: '', content: '.dot-plot' },
  {
    name: '… of 90 days, compared',
    content: '.dot-plot',
    use: page => page.getByRole('combobox', { name: 'Time' }).selectOption('last 90 days'),
  },
  { name: '… of one payment method, all touchpoints', path: `?meta=${metaOf('card')}`, content: '.dot-plot' },
  { name: 'touchpoints: opened', path: '/touchpoints', content: 'tbody tr' },
  { name: 'touchpoint: opened', path: '/touchpoints/step.3', content: '.segments .dot-plot' },
  {
    name: '… by another key',
    content: '.segments .dot-plot',
    use: page => page.getByRole('radio', { name: 'orderValue' }).check(),
  },
  {
    name: '… of one payment method',
    path: `/touchpoints/step.3?range=90d&meta=${metaOf('card')}`,
    content: '.segments .dot-plot',
  },
  { name: 'answers: opened', path: '/answers', content: '.answer-list li' },
  {
    name: `… ${answersPages} pages further`,
    content: '.answer-list li',
    async use(page) {
      const rows = page.locator('.answer-list li')
      for (let known = await rows.count(); known < 50 * (answersPages + 1); known = await rows.count()) {
        await rows.last().scrollIntoViewIfNeeded()
        await page.waitForFunction(
          before => document.querySelectorAll('.answer-list li').length > before,
          known,
        )
      }
    },
  },
  {
    name: '… searched for words',
    content: '.answer-list mark',
    async use(page) {
      await page.getByRole('searchbox').fill('discount')
      await page.keyboard.press('Enter')
    },
  },
  {
    name: '… for words that nobody wrote',
    path: '/answers?show=comments&words=xylophone',
    content: '.end, .empty',
  },
  { name: 'settings: opened', path: '/settings', content: 'form' },
  { name: '… a person’s data', path: '/settings/people?respondent=customer-17', content: 'tbody tr' },
  { name: '… keeping', path: '/settings/keeping', content: 'form' },
  {
    name: '… what keeping for shorter would delete',
    content: 'p.error',
    use: page => page.getByLabel('Showings without an answer').fill('30'),
  },
]

/** @param {string} method */
function metaOf(method) {
  return encodeURIComponent(`paymentMethod="${method}"`)
}
