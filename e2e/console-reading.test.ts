import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { axeFaults, type ConsoleVisit, signedIn } from './console.ts'
import type { VisitOptions } from './visit.ts'

describeInBrowser('Reading in the console', () => {
  const all = browsing(undefined, { TYCK_DEMO: 'on' })

  /** A page of the demo, once nothing more is read. */
  async function openDemo(path: string, options?: VisitOptions): Promise<ConsoleVisit> {
    const one = await signedIn(all, options)
    // It is made beside serving, all of it at once.
    await expect.poll(() => all.tyck().sql('select from tyck_internal.hourly_counts limit 1')).toHaveLength(1)
    await one.open(`/p/${one.demo.id}${path}`)
    await settled(one.page)
    return one
  }

  /** A request of the demo's server. */
  async function ask(method: string, path: string, body?: unknown) {
    const headers = { authorization: 'Bearer sk_demo', 'content-type': 'application/json' }
    const reply = await fetch(all.tyck().apiUrl + path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!reply.ok) throw new Error(await reply.text())
    return reply.json()
  }

  async function settled(page: Page) {
    await expect.poll(() => page.locator('.skeleton, [aria-busy="true"]').count()).toBe(0)
  }

  const queryOf = (page: Page) => new URL(page.url()).searchParams
  const figure = (page: Page, name: RegExp) => page.getByRole('figure', { name })

  test('the overview says what changed beyond chance, and of what it can’t tell', async () => {
    const { page, violations, complaints } = await openDemo('')
    const changes = page.locator('.changes')
    expect(
      await changes.getByRole('link', { name: /^Payment fell by \d+ points to \d+, beyond chance$/ }).count(),
    ).toBe(1)
    expect(
      await changes
        .getByRole('link', { name: /^Delivery rose by \d+ points to \d+%, beyond chance$/ })
        .count(),
    ).toBe(1)
    await changes.getByText(/^Can’t tell yet: .*Settings/).click()
    await changes
      .getByText(/Can’t tell yet: \d+ answers, (about [\d,]+ more would show|and hardly any)/)
      .first()
      .waitFor()
    // One plot for each metric, for no two of them can be compared.
    expect(await page.locator('.dot-plot').count()).toBe(6)
    await figure(page, /^Of [\d,]+ who were asked, [\d,]+ answered/)
      .getByText('As a table')
      .click()
    expect(await page.getByRole('row', { name: /^Shown/ }).isVisible()).toBe(true)
    // All were asked: there is nothing to estimate.
    expect(await page.getByRole('row', { name: /^Eligible/ }).count()).toBe(0)
    expect(await axeFaults(page)).toEqual([])
    expect(violations()).toEqual([])
    expect(complaints).toEqual([])
  })

  test('the touchpoints stand in the order of the journey, and lead on to the same days', async () => {
    const { page } = await openDemo('/touchpoints?range=90d&compare=none')
    const names = await page.locator('tbody th a').allTextContents()
    expect(names.slice(0, 4)).toEqual(['Search results', 'Product page', 'Delivery options', 'Payment'])
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Payment', exact: true }).click()
    await page.getByRole('heading', { name: 'Payment', exact: true }).waitFor()
    expect(queryOf(page).get('range')).toBe('90d')
    await settled(page)
    expect(await page.getByRole('heading', { name: /^Payment is at \d+$/ }).count()).toBe(1)
  })

  test('a touchpoint says how it fell, and by which segment; what one chose is in the address', async () => {
    const { page, violations, complaints } = await openDemo('/touchpoints/checkout.payment')
    await page.getByRole('heading', { name: /^Payment fell by \d+ points to/ }).waitFor()
    await page.getByText(/^Beyond chance since the days before: card fell by \d+ points\./).waitFor()
    await figure(page, /^Highest: .* Lowest: card, at/)
      .getByText('As a table')
      .click()
    expect(await page.getByRole('row', { name: /^card / }).textContent()).toMatch(/Lower by \d+ points/)
    await figure(page, /are promoters/)
      .getByText('As a table')
      .click()
    expect(
      await figure(page, /are promoters/)
        .getByRole('row')
        .count(),
    ).toBe(12)
    // Who fell says why.
    await page.getByRole('heading', { name: 'Newest comments: detractors' }).waitFor()
    expect(await page.locator('.comments blockquote').count()).toBeGreaterThan(3)
    expect(
      await page
        .locator('.comments')
        .getByText(/^(?:[7-9]|10) of 10/)
        .count(),
    ).toBe(0)
    expect(await page.getByRole('link', { name: 'All comments: detractors' }).getAttribute('href')).toContain(
      'segment=detractor',
    )
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('radio', { name: 'device' }).check()
    await page.getByRole('combobox', { name: 'Steps' }).selectOption('day')
    await figure(page, /phone|desktop/).waitFor()
    await page.getByRole('radio', { name: 'Everybody' }).check()
    await page.getByRole('heading', { name: 'Newest comments', exact: true }).waitFor()
    expect(queryOf(page).get('by')).toBe('device')
    expect(queryOf(page).get('step')).toBe('day')
    await settled(page)
    expect(await page.locator('.trend rect.n').count()).toBe(28)
    expect(violations()).toEqual([])
    expect(complaints).toEqual([])
  })

  test('numbers of the metadata are put into ranges', async () => {
    const { page } = await openDemo('/touchpoints/checkout.payment')
    await page.getByRole('radio', { name: 'orderValue' }).check()
    await page.locator('.segments .name', { hasText: /^below \d+$/ }).waitFor()
    await settled(page)
    const names = await page.locator('.segments .dot-plot .name').allTextContents()
    expect(names).toHaveLength(4)
    expect(names.at(-1)).toMatch(/^\d+ and more$/)
  })

  test('a fall that is a shift of mix is told apart from one of rate', async () => {
    const { page } = await openDemo('/touchpoints/cart.delivery?by=device')
    await page.getByRole('heading', { name: /^Delivery options fell by \d+ points to/ }).waitFor()
    await figure(page, /^Delivery options fell by .*, but would .* had the same people answered$/).waitFor()
    await page.getByText('None of them changed beyond chance.').waitFor()
  })

  test('an earlier question is told of, and never mixed in', async () => {
    const { page, demo } = await openDemo('/touchpoints/search.results?range=90d')
    await page.getByText('Another question was asked in these days. Its answers are not mixed in.').waitFor()
    await page.getByText('Asks whether it was found, not whether the page helped').waitFor()
    const score = page.locator('.headline dd').first()
    const now = await score.textContent()
    const choice = page.getByRole('combobox', { name: 'Question' })
    await choice.selectOption({ index: 1 })
    await page.getByText('This question is not asked any more.').waitFor()
    expect(queryOf(page).get('series')).toMatch(/^[0-9a-f-]{36}$/)
    await settled(page)
    expect(await score.textContent()).not.toBe(now)
    await page.goBack()
    await expect.poll(() => score.textContent()).toBe(now)
    await page.goto(`/p/${demo.id}?range=90d`)
    await page
      .getByText(/^Search results asked another question earlier in these days; its \d+ answers/)
      .waitFor()
  })

  test('the imported part of a trend is shaded, told in words and in the table, and can be looked at', async () => {
    const { page, open, demo } = await openDemo('')
    const now = Date.now()
    // Of months before the demo's own, so that no other test counts them.
    const rows = Array.from({ length: 80 }, (_, at) => ({
      id: String(at),
      answeredAt: new Date(now - (150 + at) * 86_400_000).toISOString(),
      score: at % 3 === 0 ? 4 : 2,
      comment: `Said elsewhere ${at}`,
      channel: 'email',
    }))
    await ask('POST', '/v1/imports', { touchpoint: 'account.settings', source: 'old-tool', rows })
    await open(`/p/${demo.id}/touchpoints/account.settings?range=365d&compare=none`)
    await settled(page)
    await page.getByText(/^80 of these answers were imported \(old-tool\)\./).waitFor()
    const trend = page.locator('.trend')
    expect(await trend.locator('.shade').count()).toBe(1)
    expect(await trend.locator('.shade text').textContent()).toBe('Imported')
    expect(await trend.getByRole('img').getAttribute('aria-label')).toContain(
      'The shaded part was imported: 80 answers (old-tool).',
    )
    // What the halves of these days have in common is little: it says so where it says that they differ.
    await page.getByText(/the change may be that of the way of asking/).waitFor()
    const about = page.getByRole('figure').filter({ has: trend })
    await about.getByText('As a table').click()
    expect(await about.getByRole('columnheader', { name: 'Imported' }).count()).toBe(1)
    expect(await axeFaults(page)).toEqual([])

    await open(`/p/${demo.id}/answers?range=365d&touchpoint=account.settings&words=elsewhere`)
    await settled(page)
    const first = page.locator('li.answer').first()
    expect(await first.textContent()).toContain('imported')
    await first.getByRole('button').click()
    await page.getByText('Imported from').waitFor()
  })

  test('filters are a sentence, stand in the address, and go at a press', async () => {
    const { page } = await openDemo('/touchpoints/checkout.payment', { timezoneId: 'Asia/Tokyo' })
    const answers = async () =>
      Number(
        (await page.locator('.headline').textContent())?.match(/([\d,]+) answers/)?.[1]?.replace(',', ''),
      )
    const everybody = await answers()
    await page.getByText('Filter', { exact: true }).click()
    await page.getByRole('combobox', { name: 'Metadata' }).selectOption('paymentMethod')
    await page.getByRole('combobox', { name: 'Value of paymentMethod' }).selectOption('card')
    await expect.poll(answers).toBeLessThan(everybody)
    const byCard = await answers()
    await page.getByRole('combobox', { name: 'Respondents' }).selectOption('verified only')
    await settled(page)
    expect(queryOf(page).get('meta')).toBe('paymentMethod="card"')
    expect(queryOf(page).get('who')).toBe('verified')
    expect(await axeFaults(page)).toEqual([])
    await expect.poll(answers).toBeLessThan(byCard)
    const all = await page.getByRole('link', { name: 'All comments' }).getAttribute('href')
    expect(new URL(all ?? '', 'http://x').searchParams.get('metadata')).toBe('{"paymentMethod":"card"}')
    expect(all).toContain('trust=verified')
    await page.reload()
    await settled(page)
    await page.getByRole('button', { name: 'Remove the filter: paymentMethod: card' }).click()
    await page.getByRole('button', { name: /Remove the filter: Respondents/ }).click()
    await expect.poll(answers).toBe(everybody)
    expect(queryOf(page).has('meta')).toBe(false)
    const asked = page.waitForRequest(/v1\/scores.*timeZone=Asia%2FTokyo/)
    await page.getByRole('combobox', { name: 'Days' }).selectOption({ index: 1 })
    await asked
  })

  test('days of one’s own and another comparison are asked for as they are chosen', async () => {
    const { page } = await openDemo('')
    await page.getByRole('combobox', { name: 'Time' }).selectOption('the days from')
    await page.getByLabel('First day').fill(await page.getByLabel('Last day').inputValue())
    await page.getByRole('combobox', { name: 'Compared with' }).selectOption('nothing')
    await page.getByText('Choose what to compare with, to see what changed.').waitFor()
    expect(queryOf(page).get('from')).toBe(queryOf(page).get('to'))
  })

  test('of a few answers it says that it can’t tell yet, and shows no split', async () => {
    const { page } = await openDemo('/touchpoints/account.settings')
    await page
      .getByRole('heading', { name: /^Settings is at \d+%: can’t tell yet whether it changed$/ })
      .waitFor()
    expect(await page.locator('.steps').count()).toBe(0)
  })

  test('what can’t be read is said, with what to do; what was read stays', async () => {
    const { page, demo } = await openDemo('')
    await page.route('**/v1/scores?*', route =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'query-too-broad', detail: '' }),
      }),
    )
    await page.goto(`/p/${demo.id}?range=365d`)
    await page.getByRole('alert').getByText('That was too much to read at once').waitFor()
    await page.unroute('**/v1/scores?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.dot-plot').first().waitFor()
  })

  test.each([
    ['', '**/v1/project'],
    ['/touchpoints', '**/v1/project'],
    ['/touchpoints', '**/v1/touchpoints?archived=true'],
    ['/touchpoints/checkout.payment', '**/v1/slices?**'],
    ['/touchpoints/checkout.payment/edit?part=rules', '**/forecast?**'],
    ['/answers', '**/v1/project'],
  ])('where %s can’t read %s it says so, and tries again when asked', async (path, address) => {
    const { page, open, demo } = await signedIn(all)
    await page.route(address, route => route.fulfill({ status: 404, json: { code: 'not-found' } }))
    await open(`/p/${demo.id}${path}`)
    await page.getByText('There is nothing here').waitFor()
    await page.unroute(address)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => page.locator('.problem, .skeleton').count()).toBe(0)
  })

  test('answers are read without names and tags where only these can’t be', async () => {
    const { page, open, demo } = await signedIn(all)
    for (const address of ['**/v1/touchpoints', '**/v1/tags']) {
      await page.route(address, route => route.fulfill({ status: 404, json: { code: 'not-found' } }))
    }
    await open(`/p/${demo.id}/answers`)
    await page.getByRole('combobox').first().waitFor()
    await expect.poll(() => page.locator('.problem, .skeleton').count()).toBe(0)
  })

  test('a new project whose start can’t be read says so', async () => {
    const { page, open, project } = await signedIn(all)
    await page.route('**/v1/responses?limit=1', route => route.fulfill({ status: 404, json: {} }))
    await open(`/p/${project.id}`)
    const again = page.getByRole('button', { name: 'Try again' })
    await again.waitFor()
    await page.unroute('**/v1/responses?limit=1')
    await again.click()
    await page.getByRole('link', { name: 'Name a touchpoint' }).waitFor()
  })

  test('a project without answers leads to the first one', async () => {
    const one = await signedIn(all)
    for (const path of ['', '/touchpoints']) {
      await one.open(`/p/${one.project.id}${path}`)
      await one.page.locator('.first-steps').waitFor()
      expect(await axeFaults(one.page)).toEqual([])
    }
  })

  test('what people wrote and what pages sent is text, whatever it looks like', async () => {
    const html = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>'
    const { touchpoints } = await ask('GET', '/v1/touchpoints')
    const { name, survey, rules } = touchpoints.find(({ key }: { key: string }) => key === 'support.closed')
    await ask('PUT', '/v1/touchpoints/support.closed', { name: html.slice(0, 80) })
    await ask('POST', '/v1/responses', {
      responses: [
        {
          id: '019b0000-0000-7000-8000-00000000beef',
          seq: 1,
          surveyId: survey.id,
          rulesId: rules.id,
          locale: 'en',
          metadata: { topic: html },
          shownAgoMs: 9_000,
          changedAgoMs: 0,
          score: 1,
          comment: html,
        },
      ],
    })
    const { page, open, demo, violations } = await openDemo('')
    for (const path of ['', '/touchpoints', '/touchpoints/support.closed?by=topic&range=7d&filter=yes']) {
      await open(`/p/${demo.id}${path}`)
      await settled(page)
      await page.getByText('<img src=x').first().waitFor()
    }
    expect(await page.locator('blockquote', { hasText: html }).count()).toBe(1)
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(violations()).toEqual([])
    await ask('PUT', '/v1/touchpoints/support.closed', { name })
  })

  test('all of it fits 360 px, in the dark as well', async () => {
    const { page, open, demo } = await openDemo('', {
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
    })
    for (const path of ['', '/touchpoints', '/touchpoints/checkout.payment?filter=yes&by=paymentMethod']) {
      await open(`/p/${demo.id}${path}`)
      await settled(page)
      for (const summary of await page.locator('.as-table summary').all()) await summary.click()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      expect(await axeFaults(page)).toEqual([])
    }
  })
})
