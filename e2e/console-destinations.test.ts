import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { axeFaults, type ConsoleVisit, signedIn } from './console.ts'
import { hostileTexts } from './hostileTexts.ts'

describeInBrowser('Destinations in the console', () => {
  const all = browsing()
  const { tyck } = all
  const desk = { viewport: { width: 1440, height: 900 } }

  /** What webhooks post to: it takes all that comes, and answers as it is told. */
  let receiver: Server
  let url = ''
  let status = 200
  const got: { type: string; id: string }[] = []
  beforeAll(async () => {
    receiver = createServer((request, reply) => {
      let body = ''
      request.on('data', chunk => {
        body += chunk
      })
      request.on('end', () => {
        const isSlack = request.url?.startsWith('/services/')
        got.push({ type: isSlack ? 'slack' : JSON.parse(body).type, id: `${request.headers['webhook-id']}` })
        reply.writeHead(status).end(isSlack ? 'ok' : '')
      })
    })
    await new Promise<void>(resolve => {
      receiver.listen(0, '127.0.0.1', resolve)
    })
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/tyck`
  })
  afterAll(() => {
    receiver.closeAllConnections()
    receiver.close()
  })

  /** The destinations of the demo project, whose touchpoints ask something. */
  async function at(query = '', options: Parameters<typeof signedIn>[1] = desk) {
    const visit = await signedIn(all, options)
    await visit.open(`/p/${visit.demo.id}/settings/destinations${query}`)
    return visit
  }

  /** As the console asks, past its pages. */
  async function ask<T>(
    { context, demo }: ConsoleVisit,
    method: string,
    path: string,
    data?: object,
  ): Promise<T> {
    const reply = await context.request.fetch(tyck().apiUrl + path, {
      method,
      headers: {
        origin: tyck().apiUrl,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        'tyck-project': demo.id,
      },
      ...(method === 'GET' ? {} : { data: data ?? {} }),
    })
    if (!reply.ok()) throw new Error(`${method} ${path}: ${await reply.text()}`)
    return reply.status() === 204 ? (undefined as T) : reply.json()
  }

  async function addWebhook(visit: ConsoleVisit, name: string) {
    const input = { kind: 'webhook', name, url, events: ['response.answered', 'survey.published'] }
    const { destination } = await ask<{ destination: { id: string } }>(
      visit,
      'POST',
      '/v1/destinations',
      input,
    )
    return destination.id
  }

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

  test('a webhook is added, its secret shown once, tried, turned off, renewed and deleted', async () => {
    const visit = await at()
    const { page } = visit
    await page.getByText('Nothing is told to anybody yet').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await button(page, 'Add a webhook').click()
    await page.getByRole('heading', { name: 'A new webhook' }).waitFor()
    // Comments go nowhere unless somebody says so.
    expect(await page.getByLabel('Comment', { exact: true }).isChecked()).toBe(false)
    expect(await page.getByLabel('Score', { exact: true }).isChecked()).toBe(true)
    expect(await axeFaults(page)).toEqual([])
    await page.getByLabel('Name', { exact: true }).fill('Order service')
    await page.getByLabel('Address').fill('ftp://orders.shop.example')
    await page.getByLabel('Payment').check()
    await button(page, 'Add it').click()
    // What is at fault says so, and has the focus.
    await expect.poll(() => page.locator(':focus').getAttribute('aria-invalid')).toBe('true')
    expect(await axeFaults(page)).toEqual([])
    await page.getByLabel('Address').fill(url)
    await button(page, 'Add it').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('It is shown here and never again').waitFor()
    const secret = (await dialog.locator('code').textContent()) ?? ''
    expect(secret).toMatch(/^whsec_/)
    await page.keyboard.press('Escape')
    await button(page, 'Done').click()
    expect(await page.content()).not.toContain(secret)
    await page.getByText('An answer came, a comment came').waitFor()
    await page.locator('dd').getByText('Payment', { exact: true }).waitFor()

    await button(page, 'Send a test').click()
    await page.getByText(/^Delivered: it answered 200, after [\d.]+ m?s\.$/).waitFor()
    await page.getByRole('row', { name: /A test Arrived/ }).waitFor()
    expect(got.at(-1)?.type).toBe('test')
    expect(await axeFaults(page)).toEqual([])
    status = 503
    await button(page, 'Send a test').click()
    await page.getByText(/^Not delivered\. It answered 503, after/).waitFor()
    status = 200

    await button(page, 'Turn off').click()
    await page.getByText('Order service is off').waitFor()
    await button(page, 'Turn on').click()
    await page.getByText('Order service is on').waitFor()
    await button(page, 'New secret').click()
    await button(page, 'Make the secret').click()
    await dialog.getByText('It is shown here and never again').waitFor()
    expect(await dialog.locator('code').textContent()).not.toBe(secret)
    await button(page, 'Done').click()
    await page.getByText(/a secret of .* and one of .*, until/).waitFor()

    await button(page, 'Delete').click()
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByLabel('Write Order service').fill('Order service')
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Order service is deleted').waitFor()
    await page.getByText('Nothing is told to anybody yet').waitFor()
    expect(visit.violations()).toEqual([])
    expect(visit.complaints.filter(text => !/status of 400/.test(text))).toEqual([])
  })

  test('what is sent stands in a log, by state, and is sent again by itself or of a time', async () => {
    const visit = await signedIn(all, desk)
    const { page, demo } = visit
    const id = await addWebhook(visit, 'Warehouse')
    status = 500
    await ask(visit, 'POST', `/v1/destinations/${id}/test`)
    const { touchpoints } = await ask<{ touchpoints: { key: string; survey: Record<string, unknown> }[] }>(
      visit,
      'GET',
      '/v1/touchpoints',
    )
    const [first] = touchpoints
    if (!first) throw new Error('The demo asks nothing')
    const { metric, comment, defaultLocale, locales } = first.survey as {
      metric: string
      comment: boolean
      defaultLocale: string
      locales: Record<string, object>
    }
    const asked = { ...locales[defaultLocale], question: 'Did you find what you came for?' }
    await ask(visit, 'PUT', `/v1/touchpoints/${first.key}/survey`, {
      metric,
      comment,
      defaultLocale,
      locales: { ...locales, [defaultLocale]: asked },
      series: 'same-question',
    })
    await expect.poll(() => got.some(({ type }) => type === 'survey.published')).toBe(true)
    await visit.open(`/p/${demo.id}/settings/destinations?destination=${id}`)
    const event = page.getByRole('row', { name: /A question was published/ })
    await event.getByText('It answered 500').waitFor()
    await event.getByText(/^next attempt/).waitFor()
    await page.getByText('It takes nothing at the moment').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('combobox', { name: 'Which deliveries are shown' }).selectOption('Those that failed')
    await page.getByRole('row', { name: /A test Failed/ }).waitFor()
    await expect.poll(() => event.count()).toBe(0)
    expect(new URL(page.url()).searchParams.get('show')).toBe('failed')
    await page.getByRole('combobox', { name: 'Which deliveries are shown' }).selectOption('All deliveries')

    status = 200
    const before = got.length
    await event.getByRole('button', { name: /^Send again: A question was published/ }).click()
    await page.getByText('It is sent again now').waitFor()
    await expect.poll(() => got.length).toBe(before + 1)
    expect(got.at(-1)?.id).toBe(got.at(-2)?.id)
    await expect
      .poll(async () => {
        await button(page, 'Look again').click()
        return event.getByText('Arrived').count()
      })
      .toBe(1)

    await button(page, 'Send again …').click()
    await page.getByLabel('What happened', { exact: true }).selectOption('on the days from … to …')
    await page.getByLabel('First day').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await button(page, 'Send it again').click()
    await page.getByText('1 event is sent again').waitFor()
    await expect.poll(() => got.length).toBe(before + 2)
    await ask(visit, 'DELETE', `/v1/destinations/${id}`)
  })

  test('a change overwrites nothing that somebody else made of it', async () => {
    const visit = await signedIn(all, desk)
    const { page, demo } = visit
    const id = await addWebhook(visit, 'Mine')
    await visit.open(`/p/${demo.id}/settings/destinations?destination=${id}`)
    await button(page, 'Edit').click()
    await page.getByLabel('Name', { exact: true }).fill('Still mine')
    await ask(visit, 'PUT', `/v1/destinations/${id}`, {
      kind: 'webhook',
      name: 'Theirs',
      url,
      events: ['survey.published'],
    })
    await button(page, 'Save').click()
    await page.getByText('Somebody else changed this destination meanwhile').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await button(page, 'Show what it is now').click()
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Theirs')
    await page.getByLabel('Comments', { exact: true }).selectOption('Only with a comment')
    await button(page, 'Save').click()
    await page.getByText('Theirs is saved').waitFor()
    await page.locator('dd').getByText('Only with a comment').waitFor()
    await ask(visit, 'DELETE', `/v1/destinations/${id}`)
  })

  test('why one was turned off is said, and viewers see all of it and change nothing', async () => {
    const visit = await signedIn(all, desk)
    const { page, demo, context } = visit
    const id = await addWebhook(visit, 'Old service')
    await tyck().sql(
      `update tyck_internal.destinations set state = 'disabled', why = 'gone' where id = '${id}'`,
    )
    await visit.open(`/p/${demo.id}/settings/destinations`)
    await page.getByRole('row', { name: /Old service.*Turned off by itself/ }).waitFor()
    await page.getByRole('link', { name: 'Old service' }).click()
    await page.getByText('It answered 410').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.goBack()
    await page.getByRole('link', { name: 'Old service' }).waitFor()

    const { link } = await ask<{ link: string }>(visit, 'POST', '/v1/invitations', {
      email: 'ada@shop.example',
      role: 'viewer',
    })
    const ada = await context.browser()?.newContext({ baseURL: tyck().apiUrl, ...desk })
    if (!ada) throw new Error('There is no browser')
    try {
      const theirs = await ada.newPage()
      await theirs.goto(link)
      await theirs.getByLabel('Your name').fill('Ada Lind')
      await theirs.getByLabel('Password', { exact: true }).fill('seven horses of one colour')
      await theirs.keyboard.press('Enter')
      await theirs.waitForURL(`**/p/${demo.id}`)
      await theirs.goto(`/p/${demo.id}/settings/destinations`)
      await theirs.getByRole('link', { name: 'Old service' }).click()
      await theirs.getByText('Nothing was sent yet.').waitFor()
      expect(
        await theirs.getByRole('button', { name: /test|Edit|Turn|Delete|secret|Send again/ }).count(),
      ).toBe(0)
      // Nor by the address.
      await theirs.goto(`/p/${demo.id}/settings/destinations?add=webhook`)
      await theirs.getByRole('link', { name: 'Old service' }).waitFor()
    } finally {
      await ada.close()
    }
    await ask(visit, 'DELETE', `/v1/destinations/${id}`)
  })

  test('a channel gets alerts and a digest, and its address is told to nobody again', async () => {
    const visit = await at('?add=slack')
    const { page } = visit
    const secret = '/services/T0000/B0000/nobody-knows'
    await page.getByLabel('Name', { exact: true }).fill('#checkout-team')
    await page.getByLabel('Address of the incoming webhook').fill('https://example.org/')
    await page.getByLabel('Alert: showings or answers stop').check()
    expect(await page.getByLabel('Alert: a bad score').isChecked()).toBe(true)
    expect(await page.getByLabel('Tell comments, too').isChecked()).toBe(false)
    await page.getByLabel('Digest').selectOption('Every week')
    await page.getByLabel('On', { exact: true }).selectOption('Friday')
    await page.getByLabel('At', { exact: true }).selectOption('16:00')
    expect(await axeFaults(page)).toEqual([])
    await button(page, 'Add it').click()
    await expect.poll(() => page.locator(':focus').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Address of the incoming webhook').fill(new URL(secret, url).href)
    await button(page, 'Add it').click()
    await page.getByText('On Fridays at 16:00').waitFor()
    await page.locator('dd').getByText('bad scores, silence').waitFor()
    // There is no secret to copy, and what it is sent to is not told.
    expect(await page.getByRole('dialog').count()).toBe(0)
    await button(page, 'Send a test').click()
    await page.getByText(/^Delivered: it answered 200/).waitFor()
    await button(page, 'Edit').click()
    await page.getByLabel('Tell comments, too').check()
    expect(await page.getByLabel('Address of the incoming webhook').inputValue()).toBe('')
    await button(page, 'Save').click()
    await page.getByText('#checkout-team is saved').waitFor()
    await page.locator('dd').getByText('Told, too').waitFor()
    await button(page, 'Send a test').click()
    await page.getByText(/^Delivered: it answered 200/).waitFor()
    expect(await page.content()).not.toContain('nobody-knows')
    await button(page, 'Delete').click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('#checkout-team')
    await page.keyboard.press('Enter')
    await page.getByText('#checkout-team is deleted').waitFor()
  })

  test('e-mail says what the service lacks for it', async () => {
    const { page } = await at('?add=email')
    await page.getByLabel('Name', { exact: true }).fill('Support leads')
    await page.getByLabel('To', { exact: true }).fill('kim@shop.example\nnobody')
    await button(page, 'Add it').click()
    await expect.poll(() => page.getByLabel('To', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('To', { exact: true }).fill('kim@shop.example')
    await button(page, 'Add it').click()
    await page.getByText('This service sends no mail yet').waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

  test('what is written in them is text, and all of it fits a phone, light and dark', async () => {
    const visit = await signedIn(all, { viewport: { width: 390, height: 844 } })
    const { page, demo, open, violations } = visit
    const ids: string[] = []
    // A name that turns the direction of what stands beside it is refused.
    for (const [at, text] of hostileTexts.filter(text => !/\u202e/.test(text)).entries()) {
      const path = encodeURIComponent(text).slice(0, 1_500)
      const input = {
        kind: 'webhook',
        name: text.slice(0, 80),
        url: `${url}/${path}?${at}`,
        events: ['survey.published'],
      }
      const { destination } = await ask<{ destination: { id: string } }>(
        visit,
        'POST',
        '/v1/destinations',
        input,
      )
      ids.push(destination.id)
    }
    for (const query of [
      '',
      `?destination=${ids[0]}`,
      `?destination=${ids.at(-1)}`,
      `?destination=${ids[0]}&edit=yes`,
      '?add=email',
      '?add=slack',
    ]) {
      await open(`/p/${demo.id}/settings/destinations${query}`)
      await expect.poll(() => page.locator('.skeleton, [aria-busy="true"]').count()).toBe(0)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect([query, await axeFaults(page)]).toEqual([query, []])
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    }
    await open(`/p/${demo.id}/settings/destinations?destination=${ids[0]}`)
    await button(page, 'Delete').click()
    await page.getByRole('dialog').getByText('<script>').first().waitFor()
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(violations()).toEqual([])
    for (const id of ids) await ask(visit, 'DELETE', `/v1/destinations/${id}`)
  })

  test('all of it is done by keyboard', async () => {
    const { page } = await at('', { ...desk, reducedMotion: 'reduce' })
    const named = (name: string) =>
      page.evaluate(name => {
        const at = document.activeElement
        const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : at?.textContent
        return (at?.getAttribute('aria-label') ?? label ?? '').trim().startsWith(name)
      }, name)
    async function tabTo(name: string) {
      for (let step = 0; step < 80; step += 1) {
        await page.keyboard.press('Tab')
        if (await named(name)) return
      }
      throw new Error(`Tab never reached “${name}”`)
    }
    const press = async (name: string) => {
      await tabTo(name)
      await page.keyboard.press('Enter')
    }
    await button(page, 'Add a webhook').waitFor()
    await press('Add a webhook')
    await page.getByRole('heading', { name: 'A new webhook' }).waitFor()
    await tabTo('Name')
    await page.keyboard.type('By keys')
    await tabTo('Address')
    await page.keyboard.type(url)
    await tabTo('A question was published')
    await page.keyboard.press('Space')
    await press('Add it')
    await page.getByText('It is shown here and never again').waitFor()
    await press('Done')
    await press('Send a test')
    await page.getByText(/^Delivered/).waitFor()
    await press('Edit')
    await page.getByRole('heading', { name: 'Edit By keys' }).waitFor()
    await press('Save')
    await page.getByText('By keys is saved').waitFor()
    await press('Delete')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('By keys')
    await page.keyboard.press('Enter')
    await page.getByText('By keys is deleted').waitFor()
  })
})
