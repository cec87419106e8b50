import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { publish } from './publish.ts'
import { questionOn } from './question.ts'
import { pageOf, site, slot } from './site.ts'

describeInBrowser('The note to who builds the page', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  /** Opens a page with the note, and gives its lines by touchpoint. */
  async function note(body: string, attributes = 'data-test="false" data-debug', key = 'pk_demo') {
    const one = await visit()
    const { page: tab } = one
    const tag = `<script async src="{{TYCK}}/tyck.js" data-key="${key}" ${attributes}></script>`
    await tab.goto(page(pageOf(body).replace('{{SCRIPT}}', tag)))
    const details = tab.locator('details').first()
    const lines = async () => {
      const items = await details.locator('li').allTextContents()
      return Object.fromEntries(items.map(line => [line.split(' ')[0], line.replace(/^\S+ /, '')]))
    }
    return { ...one, details, lines }
  }

  test('says where it asks, why it does not, and what was meant', async () => {
    await publish(tyck(), 'note.rich', { audience: [{ key: 'orderValue', gte: 1_000 }] })
    const slots = ['checkout.payment', 'checkout.paymnet', 'something.else.entirely']
    const body = `${slots.map(one => slot(one)).join('')}${slot('note.rich', `metadata='{"orderValue":420}'`)}<tyck-survey></tyck-survey>`
    const { page: tab, details, lines, complaints } = await note(body)
    await details.waitFor()
    await expect.poll(async () => Object.keys(await lines()).length).toBeGreaterThan(5)
    const said = await lines()
    expect(said).toMatchObject({
      'checkout.payment': 'asks here',
      'checkout.paymnet': 'has no published survey. Did you mean checkout.payment?',
      'something.else.entirely': 'has no published survey',
      'note.rich': 'quiet: not-in-audience (rule {"gte":1000,"key":"orderValue"}, here 420)',
      null: 'is missing: an element has no touchpoint attribute',
      'product.page': 'would ask',
    })
    const question = questionOn(tab, '[touchpoint="checkout.payment"]')
    await question.close.click()
    await expect
      .poll(async () => (await lines())['checkout.payment'])
      .toMatch(/^quiet: dismissed-recently \(rule .*30/)
    // Closed, it tells that something is quiet; open, what is not on this page is out of the way.
    expect(await details.locator('summary').first().textContent()).toBe('Tyck, 5 quiet')
    await details.locator('summary').first().click()
    expect(await details.getByText('note.rich').isVisible()).toBe(true)
    expect(await details.getByText('product.page').isVisible()).toBe(false)
    await details.getByText('Not on this page').click()
    expect(await details.getByText('product.page').isVisible()).toBe(true)
    expect(complaints).toEqual([])
  })

  test('names what to look at where nothing could be fetched', async () => {
    const { lines } = await note(slot('checkout.payment'), 'data-debug', 'pk_nobody')
    await expect.poll(lines).toEqual({
      'checkout.payment':
        'could not be fetched: look at the key, the address of the service, and connect-src',
    })
  })

  test('is there with tests, and for nobody else', async () => {
    const test = await note(slot('checkout.payment'), 'data-test')
    await test.details.waitFor()
    await expect
      .poll(() => test.details.locator('summary').first().textContent())
      .toBe('Tyck: test answers, 1 asking')
    const paths: string[] = []
    const visitor = await visit()
    visitor.page.on('request', request => paths.push(new URL(request.url()).pathname))
    await visitor.page.goto(page(pageOf(slot('checkout.payment'))))
    await questionOn(visitor.page).status.waitFor({ state: 'attached' })
    expect(await visitor.page.locator('details').count()).toBe(0)
    expect(paths.filter(path => /debug/.test(path))).toEqual([])
  })
})
