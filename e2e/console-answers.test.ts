import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { axeFaults, signedIn } from './console.ts'
import { hostileTexts } from './hostileTexts.ts'
import type { VisitOptions } from './visit.ts'

interface Said {
  comment?: string
  score?: number
  locale?: string
  respondent?: string
  metadata?: Record<string, string>
  test?: boolean
  shownAgoMs?: number
}

describeInBrowser('Answers in the console', () => {
  const all = browsing()
  const { tyck } = all
  const asServer = { authorization: 'Bearer sk_demo', 'content-type': 'application/json' }

  async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await fetch(tyck().apiUrl + path, {
      method,
      headers: asServer,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`)
    return (await reply.json()) as T
  }

  /** Lets the payment step be answered; each answer was shown a minute before the one before it. */
  async function answer(...said: Said[]) {
    const { touchpoints } = await api<{
      touchpoints: { key: string; survey: { id: string }; rules: { id: string } }[]
    }>('GET', '/v1/touchpoints')
    const asked = touchpoints.find(({ key }) => key === 'checkout.payment')
    for (let at = 0; at < said.length; at += 20) {
      const responses = said.slice(at, at + 20).map((each, place) => ({
        id: randomUUID(),
        seq: 1,
        surveyId: asked?.survey.id,
        rulesId: asked?.rules.id,
        shownAgoMs: (at + place + 1) * 60_000,
        changedAgoMs: 0,
        score: 3,
        locale: 'en',
        ...each,
      }))
      const { results } = await api<{ results: { status: string }[] }>('POST', '/v1/responses', { responses })
      for (const result of results) expect(result).toMatchObject({ status: 'stored' })
    }
  }

  /** The inbox of the demo project with these answers and no others. */
  async function inbox(said: Said[], options?: VisitOptions & { query?: string }) {
    const { query = '', ...rest } = options ?? {}
    await tyck().sql('delete from tyck_internal.responses')
    await answer(...said)
    const visit = await signedIn(all, rest)
    await visit.open(`/p/${visit.demo.id}/answers${query}`)
    const { page } = visit
    const rows = page.getByRole('list', { name: 'Answers, newest first' }).locator('> li')
    const detail = page.getByRole('region', { name: 'The answer' })
    return { ...visit, rows, detail, texts: () => rows.locator('.said').allTextContents() }
  }

  const desk = { viewport: { width: 1440, height: 900 } }

  test('are read, marked, tagged and searched by keyboard alone', async () => {
    const said = [
      { comment: 'The delivery came late', respondent: 'kim', metadata: { paymentMethod: 'card' } },
      { comment: 'Betalningen är försenad', locale: 'sv', score: 10 },
      { comment: 'Deliveries are always late', respondent: 'kim' },
    ]
    const { page, rows, detail, texts } = await inbox(said, desk)
    await expect.poll(texts).toEqual(said.map(({ comment }) => comment))
    expect(await rows.locator('.said').nth(1).getAttribute('lang')).toBe('sv')
    await page.keyboard.press('j')
    await detail.getByText('3 of 10, Detractor').first().waitFor()
    await detail.getByText('paymentMethod').first().waitFor()
    await detail.getByText('Deliveries are always late').waitFor()
    await expect.poll(() => rows.nth(0).getAttribute('class')).not.toContain('unread')
    await page.keyboard.press('j')
    await detail.getByText('The site gave no id').waitFor()
    await page.keyboard.press('k')
    await page.keyboard.press('o')
    expect(await detail.evaluate(pane => pane === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    await expect
      .poll(() =>
        rows
          .nth(0)
          .locator('button')
          .evaluate(it => it === document.activeElement),
      )
      .toBe(true)
    await page.keyboard.press('u')
    await expect.poll(() => rows.nth(0).getAttribute('class')).toContain('unread')
    await page.keyboard.press('t')
    await page.keyboard.type('Late  Delivery')
    await page.keyboard.press('Enter')
    await rows.nth(0).getByText('late delivery', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await expect
      .poll(() =>
        rows
          .nth(0)
          .locator('button')
          .evaluate(it => it === document.activeElement),
      )
      .toBe(true)
    await page.keyboard.press('/')
    await page.keyboard.type('late delivery')
    await page.keyboard.press('Enter')
    await expect.poll(texts).toEqual([said[0]?.comment, said[2]?.comment])
    expect(await rows.locator('mark').allTextContents()).toEqual(['delivery', 'late', 'Deliveries', 'late'])
    expect(new URL(page.url()).searchParams.get('words')).toBe('late delivery')
    await page.reload()
    await expect.poll(texts).toEqual([said[0]?.comment, said[2]?.comment])
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Mark as read or unread').waitFor()
    await page.keyboard.press('Escape')
    // Marks are kept: the second was read, the first made unread, the third never seen.
    await page.goto(page.url().replace(/\?.*/, '?show=read'))
    await expect.poll(texts).toEqual([said[1]?.comment])
    await page.goto(page.url().replace(/\?.*/, '?tag=late+delivery'))
    await expect.poll(texts).toEqual([said[0]?.comment])
  })

  test('are filtered by what is in one line, which stands in the address', async () => {
    const said = [
      { comment: 'Card', score: 2, metadata: { paymentMethod: 'card' } },
      { comment: 'Invoice', score: 9, metadata: { paymentMethod: 'invoice' } },
      { comment: 'Rechnung', locale: 'de', score: 9, metadata: { paymentMethod: 'invoice' } },
    ]
    const { page, texts } = await inbox(said, desk)
    await page.getByLabel('Who answered').selectOption('promoters')
    await expect.poll(texts).toEqual(['Invoice', 'Rechnung'])
    await page.getByLabel('Language').selectOption('German')
    await expect.poll(texts).toEqual(['Rechnung'])
    const { search } = new URL(page.url())
    expect(search).toBe('?segment=promoter&locale=de')
    await page.getByRole('button', { name: 'Clear all filters' }).first().click()
    await expect.poll(texts).toHaveLength(3)
    await page.getByRole('button', { name: 'More filters' }).click()
    await page.getByLabel('What the page knew').selectOption('with paymentMethod')
    await page.getByLabel('Value').selectOption('card')
    await expect.poll(texts).toEqual(['Card'])
    await page.getByLabel('Highest score').selectOption('1')
    await page.getByRole('heading', { name: 'Nothing fits all of this' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.goto(page.url().replace(/\?.*/, search))
    await expect.poll(texts).toEqual(['Rechnung'])
  })

  test('come page by page while one scrolls, and nothing that is read moves', async () => {
    const said = Array.from({ length: 130 }, (_, at) => ({ comment: `No ${at}` }))
    const { page, rows, texts } = await inbox(said, desk)
    await expect.poll(() => rows.count()).toBe(50)
    const place = () => rows.nth(40).evaluate(row => row.getBoundingClientRect().top + scrollY)
    await rows.nth(45).scrollIntoViewIfNeeded()
    const before = await place()
    await expect.poll(() => rows.count()).toBe(100)
    expect(await place()).toBeCloseTo(before, 0)
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 4_000)
        return rows.count()
      })
      .toBe(130)
    expect(await texts()).toEqual(said.map(({ comment }) => comment))
    await page.getByText('These were all.').waitFor()
  })

  test('that are new are announced, and shown when asked for', async () => {
    const { page, texts } = await inbox([{ comment: 'Old' }], { ...desk, clock: true })
    await expect.poll(texts).toEqual(['Old'])
    await answer({ comment: 'New', shownAgoMs: 1_000 })
    await page.clock.fastForward(25_000)
    const fresh = page.getByRole('button', { name: '1 new answer: show' })
    await fresh.waitFor()
    expect(await fresh.evaluate(button => button.closest('[role=status]') !== null)).toBe(true)
    expect(await texts()).toEqual(['Old'])
    await fresh.click()
    await expect.poll(texts).toEqual(['New', 'Old'])
    await fresh.waitFor({ state: 'detached' })
  })

  test('that were tests stand apart, and are deleted by name', async () => {
    const { page, demo, texts } = await inbox([{ comment: 'Real' }, { comment: 'Trial', test: true }], desk)
    await expect.poll(texts).toEqual(['Real'])
    await page.getByLabel('What is shown').selectOption('Test answers')
    await expect.poll(texts).toEqual(['Trial'])
    await page.getByRole('button', { name: 'Delete 1 test answer' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 test answer will be gone').waitFor()
    expect(await axeFaults(page)).toEqual([])
    const go = dialog.getByRole('button', { name: 'Delete' })
    expect(await go.isDisabled()).toBe(true)
    await dialog.getByLabel(`Write ${demo.name}`).fill(demo.name)
    // As if there were more than one request deletes.
    const first = { times: 1 }
    const reply = { json: { responses: 1, left: 1 } }
    await page.route('**/v1/test-responses', route => route.fulfill(reply), first)
    await go.click()
    await page.getByText('2 test answers deleted').waitFor()
    await page.getByRole('heading', { name: 'There are no test answers' }).waitFor()
    await page.getByLabel('What is shown').selectOption('All comments')
    await expect.poll(texts).toEqual(['Real'])
  })

  test('that are all tests are told of where nothing counts, and at the lines that were pasted', async () => {
    const { page, demo, open, rows, texts } = await inbox([{ comment: 'Trial', test: true }], desk)
    await page.getByRole('heading', { name: 'No comments yet' }).waitFor()
    await page.getByText('There is 1 test answer or showing.').waitFor()
    await page.getByRole('link', { name: 'Look at the tests' }).click()
    await expect.poll(texts).toEqual(['Trial'])
    // Days of which nothing is counted, whatever the tests before have left.
    await open(`/p/${demo.id}?range=own&from=2020-01-01&to=2020-01-02`)
    await page.getByRole('link', { name: 'Look at the tests' }).waitFor()
    await open(`/p/${demo.id}/touchpoints/checkout.payment/install`)
    await page.getByText('The first answer is here').waitFor()
    await page.getByText('This is a test answer.').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await answer({ test: true }, { test: true })
    await page.getByText('3 answers are here').waitFor()
    await page.getByRole('link', { name: 'See the test answer' }).click()
    await expect.poll(() => rows.count()).toBe(3)
  })

  test('are all marked as read at once, and are empty then', async () => {
    const { page } = await inbox([{ comment: 'One' }, { comment: 'Two' }], { ...desk, query: '?show=unread' })
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    // There is no way back at once, so it asks.
    await page.getByRole('dialog').getByRole('button', { name: 'Mark all as read' }).click()
    await page.getByText('2 comments marked as read').waitFor()
    await page.getByRole('heading', { name: 'Everything is read' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

  test('open in a sheet on a phone, and give the focus back', async () => {
    const said = [
      { comment: 'Slow', respondent: 'kim' },
      { comment: 'Slow before', respondent: 'kim' },
    ]
    const { page, rows } = await inbox(said, { viewport: { width: 390, height: 844 }, hasTouch: true })
    await expect.poll(() => rows.count()).toBe(said.length)
    await rows.nth(0).locator('.said').tap()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Slow before').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.keyboard.press('t')
    await expect
      .poll(() => sheet.getByLabel('Add a tag').evaluate(it => it === document.activeElement))
      .toBe(true)
    expect(await sheet.evaluate(it => it.scrollWidth <= it.clientWidth)).toBe(true)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    const isFocused = () =>
      rows
        .nth(0)
        .locator('button')
        .evaluate(it => it === document.activeElement)
    await expect.poll(isFocused).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  test('whatever is written in them, are text', async () => {
    const said = hostileTexts.map((text, at) => ({
      comment: text,
      respondent: text.slice(0, 120),
      metadata: { paymentMethod: text.slice(0, 200) },
      locale: ['en', 'sv', 'ar'][at % 3] ?? 'en',
    }))
    const { page, rows, detail, violations, complaints } = await inbox(said, desk)
    await expect.poll(() => rows.count()).toBe(said.length)
    for (let at = 0; at < said.length; at += 1) {
      await page.keyboard.press('j')
      await expect.poll(() => detail.locator('.said').first().textContent()).toBe(said[at]?.comment)
    }
    await page.keyboard.press('t')
    await page.keyboard.type('<img src=x onerror=ran=1>')
    await page.keyboard.press('Enter')
    await rows.last().locator('.tags').getByText('<img src=x onerror=ran=1>').waitFor()
    await page.goto(`${page.url().replace(/\?.*/, '')}?words=${encodeURIComponent('<script> window')}`)
    await page.locator('.said mark').first().waitFor()
    await page.goto(
      `${page.url().replace(/\?.*/, '')}?touchpoint=${encodeURIComponent('"><img src=x onerror=ran=1>')}&show=<b>&tag=<b>`,
    )
    await page.locator('h1').waitFor()
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(violations()).toEqual([])
    // Refused addresses are told by the browser itself.
    expect(complaints.filter(text => !text.includes('status of 400'))).toEqual([])
  })

  test('have no fault that axe knows, light and dark, and wide and narrow', async () => {
    const said = [
      { comment: 'Late', respondent: 'kim', metadata: { paymentMethod: 'card' } },
      { comment: 'Fine', score: 10 },
      { comment: 'So so', score: 8 },
    ]
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, detail, rows } = await inbox(said, { ...desk, colorScheme })
      await expect.poll(() => rows.count()).toBe(said.length)
      await page.getByRole('button', { name: 'More filters' }).click()
      await page.keyboard.press('j')
      await detail.getByText('The same respondent').waitFor()
      expect(await axeFaults(page)).toEqual([])
    }
  })
})
