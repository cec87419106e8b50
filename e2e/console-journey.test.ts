import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { axeFaults, owner, signedIn, watchPolicy } from './console.ts'
import { questionOn } from './question.ts'
import { site } from './site.ts'

describeInBrowser('From the set-up link to the first answer', () => {
  // An origin that is neither the service's nor this machine's, so that answers count.
  const all = browsing({ args: ['--host-resolver-rules=MAP shop.example 127.0.0.1'] })
  const { tyck, visit } = all
  const { page: publishPage } = site(all)

  const consoleVisit = () =>
    visit({ clock: false, baseURL: tyck().apiUrl, permissions: ['clipboard-read', 'clipboard-write'] })

  /** A page of a shop with what was pasted in it. */
  const shopWith = (lines: string) =>
    publishPage(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,"></head><body><h1>Payment</h1>${lines}</body></html>`,
    ).replace('shop.localhost', 'shop.example')

  const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

  /** The preview's question: the real widget, in the frame that is shown. */
  const previewOf = (page: Page) => page.locator('.preview iframe:not(.waiting)').contentFrame()

  test('takes fewer than 30 actions, each page free of faults, and nothing is sent by the preview', async () => {
    const one = await consoleVisit()
    const { page } = one
    const refused = await watchPolicy(one)
    let actions = 0
    const act = async (action: () => Promise<unknown>) => {
      actions += 1
      await action()
    }
    const field = (name: string) => page.getByLabel(name, { exact: true })
    const button = (name: string) => page.getByRole('button', { name, exact: true })

    await act(() => page.goto(tyck().setupUrl))
    await act(() => field('Project').fill('Nordlund shoes'))
    await act(() => field('Your name').fill(owner.name))
    await act(() => field('E-mail').fill(owner.email))
    await act(() => field('Password').fill(owner.password))
    expect.soft(await axeFaults(page)).toEqual([])
    await act(() => button('Create account and project').click())

    await page.getByRole('heading', { name: 'Where do you want to ask?' }).waitFor()
    await act(() => page.getByLabel('Name of the touchpoint').fill('Checkout: payment'))
    await page.getByText('it is called checkout.payment').waitFor()
    expect.soft(await axeFaults(page)).toEqual([])
    await act(() => button('Next: the question').click())

    await page.getByRole('heading', { name: /What do you want to ask/ }).waitFor()
    await act(() => page.getByLabel('Recommendation').check())
    await previewOf(page).getByText('How likely are you to recommend us').waitFor()
    expect.soft(await axeFaults(page)).toEqual([])
    await act(() => previewOf(page).locator('tyck-survey input').nth(9).click())
    await previewOf(page).getByText('What is the main reason').waitFor()
    await act(() => button('Publish it').click())

    await page.getByRole('heading', { name: 'Put it into your page' }).waitFor()
    await page.getByText('Waiting for the first showing').waitFor()
    await page.getByText(/as measured in the preview/).waitFor()
    expect.soft(await axeFaults(page)).toEqual([])
    await act(() => button('Copy').click())
    await button('Copied').waitFor()
    const lines = await copied(page)

    const shop = await one.context.newPage()
    await act(() => shop.goto(shopWith(lines)))
    const question = questionOn(shop)
    await question.options.first().waitFor()
    await page.getByText('It was shown', { exact: true }).waitFor()
    await act(() => question.tap(9))
    await page.getByText('The first answer is here').waitFor()
    await page.getByText('The newest is 9, just now.').waitFor()
    expect.soft(await axeFaults(page)).toEqual([])

    expect(
      await tyck().sql(
        `select score, test, page from tyck.responses where touchpoint = 'checkout.payment' and page like 'http://shop.example%'`,
      ),
    ).toMatchObject([{ score: 9, test: false }])
    expect(one.posts.every(({ score }) => score === undefined || score === 9)).toBe(true)
    expect(refused).toEqual([])
    expect(one.complaints).toEqual([])
    expect(actions).toBeLessThan(30)
  })

  test('can be gone by keyboard alone, and a refused origin is allowed on the way', async () => {
    // So that there is an account, whichever tests ran before.
    await signedIn(all)
    const one = await consoleVisit()
    const { page } = one
    /** Goes to a control by Tab, forwards, as somebody would who sees where the focus is. */
    const tabTo = async (role: string, name: string | RegExp) => {
      const wanted = page.getByRole(role as 'button', { name, exact: true }).first()
      await wanted.waitFor()
      for (let presses = 0; presses < 60; presses += 1) {
        if (await wanted.evaluate(element => element === document.activeElement)) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`The ${role} ${name} can't be reached`)
    }
    const write = async (name: string, text: string) => {
      await tabTo('textbox', name)
      await page.keyboard.insertText(text)
    }
    await page.goto('/sign-in')
    await write('E-mail', owner.email)
    await page.getByLabel('Password', { exact: true }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.insertText(owner.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await tabTo('button', /^Project/)
    await page.keyboard.press('Enter')
    await tabTo('link', 'All projects')
    await page.keyboard.press('Enter')
    await tabTo('button', 'New project')
    await page.keyboard.press('Enter')
    await write('Name', 'Second shop')
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { name: 'Where do you want to ask?' }).waitFor()
    await write('Name of the touchpoint', 'Search')
    await page.keyboard.press('Enter')
    await tabTo('radio', /Satisfaction/)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await previewOf(page).getByText('Did you find what you were looking for?').waitFor()
    await tabTo('button', 'Publish it')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Put it into your page' }).waitFor()
    await expect.poll(() => page.locator('h1:focus').count()).toBe(1)
    const project = new URL(page.url()).pathname.split('/')[2] as string
    await tyck().sql(
      `update tyck_internal.projects set origins = '{https://elsewhere.example}' where id = '${project}'`,
    )

    await tabTo('button', 'Copy')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const address = shopWith(await copied(page))
    await (await visit({ clock: false })).page.goto(address)
    await page.getByText(/http:\/\/shop\.example:\d+ isn’t allowed to ask/).waitFor()
    expect(await axeFaults(page)).toEqual([])
    await tabTo('button', 'Allow it')
    await page.keyboard.press('Enter')
    await page.getByText(/Pages that are open learn of it within a minute/).waitFor()
    // A browser that has not kept for a minute what it was told before.
    const { page: shop } = await visit({ clock: false })
    await shop.goto(address)
    await shop.locator('tyck-survey section').waitFor()
    await shop.keyboard.press('Tab')
    await shop.keyboard.press('Space')
    await shop.keyboard.press('Enter')
    await page.getByText('The first answer is here').waitFor()
    await tabTo('link', 'Go to the overview')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('h1:focus').textContent()).toBe('Overview')
  })

  test('is without faults in the dark, on a phone, at each step that is open', async () => {
    const one = await signedIn(all, {
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    })
    const { page, open, project, violations } = one
    await open(`/p/${project.id}/start`)
    await page.evaluate(
      id =>
        fetch('/v1/touchpoints/first', {
          method: 'PUT',
          headers: { 'content-type': 'application/json', 'tyck-project': id },
          body: JSON.stringify({ name: '<img src=x onerror="document.title=1">First' }),
        }),
      project.id,
    )
    for (const path of ['/start', '/start/first', '/touchpoints/first/install', '', '/touchpoints']) {
      await open(`/p/${project.id}${path}`)
      if (path === '/start/first') await previewOf(page).locator('tyck-survey input').first().waitFor()
      expect.soft(await axeFaults(page), path).toEqual([])
      // Text stays text, wherever it comes from.
      expect.soft(await page.locator('main img').count(), path).toBe(0)
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect.soft(wider, path).toBeLessThanOrEqual(0)
    }
    expect(violations()).toEqual([])
  })
})
