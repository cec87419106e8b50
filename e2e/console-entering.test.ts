import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { axeFaults, owner, signedIn, watchPolicy } from './console.ts'

describeInBrowser('The way into the console', () => {
  const all = browsing()
  const { tyck, visit } = all

  /** A browser in which nobody is signed in. */
  const stranger = async () => {
    const one = await visit({ clock: false, baseURL: tyck().apiUrl })
    return { ...one, refused: await watchPolicy(one) }
  }

  test('who is not signed in signs in first, and is then where they wanted to be', async () => {
    const { demo } = await signedIn(all)
    const { page, refused, complaints } = await stranger()
    await page.goto(`/p/${demo.id}?range=90d`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    // Nothing is wrong yet, and the browser notes nothing.
    expect(complaints).toEqual([])
    expect(await axeFaults(page)).toEqual([])
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Password', { exact: true }).fill('not this one')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').textContent()).toContain('don’t fit together')
    expect(await axeFaults(page)).toEqual([])
    await page.getByLabel('Password', { exact: true }).fill(owner.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(`/p/${demo.id}?range=90d`)
    expect(await page.title()).toContain('Overview')
    expect(refused).toEqual([])
  })

  test('a link that sets up, invites or resets works once, and says what to do otherwise', async () => {
    await signedIn(all)
    const { page } = await stranger()
    await page.goto(tyck().setupUrl)
    await page.getByLabel('Project').fill('Another')
    await page.getByLabel('Your name').fill('Robin Ek')
    await page.getByLabel('E-mail').fill('robin@shop.example')
    await page.getByLabel('Password', { exact: true }).fill(owner.password)
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: 'This link has been used' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
    for (const path of ['/setup', '/invitation', '/reset']) {
      await page.goto(path)
      await page.getByRole('heading', { name: 'This link is not complete' }).waitFor()
    }
  })

  test('a field at fault says so, and has the focus', async () => {
    const { page } = await stranger()
    await page.goto(tyck().setupUrl)
    await page.getByLabel('Project').fill('Another')
    await page.getByLabel('Your name').fill('Robin Ek')
    await page.getByLabel('E-mail').fill('robin@shop.example')
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.keyboard.press('Enter')
    const field = page.getByLabel('Password', { exact: true })
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.evaluate(input => input === document.activeElement)).toBe(true)
    expect(await axeFaults(page)).toEqual([])
  })

  test('who signs out is out, also in what the browser goes back to', async () => {
    const { project } = await signedIn(all)
    const { page, context } = await stranger()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Password', { exact: true }).fill(owner.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    expect(await context.cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Lax' }])
    await page.goto(`/p/${project.id}?range=90d`)
    await page.getByRole('button', { name: /Account/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await context.cookies()).toEqual([])
    await page.goBack()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  test('an address that there is not, and another’s project, are the same nothing', async () => {
    const { page, open, violations } = await signedIn(all)
    for (const path of ['/p/0199aaaa-0000-7000-8000-000000000000', '/p/nothing/at/all/here']) {
      await open(path)
      expect(await page.locator('h1').textContent()).toBe('There is nothing here')
    }
    expect(await axeFaults(page)).toEqual([])
    expect(violations()).toEqual([])
  })

  test('a page that is gone to has the focus on its heading; a key sequence goes there too', async () => {
    const { page, open, project } = await signedIn(all)
    await open(`/p/${project.id}`)
    await page.keyboard.press('Tab')
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Skip to the content')
    await page.goto(`/account`)
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    await page.getByRole('button', { name: /Project/ }).click()
    await page.getByRole('link', { name: 'All projects' }).click()
    await expect.poll(() => page.locator('h1:focus').textContent()).toBe('Projects')
    await page.getByRole('link', { name: 'Shop', exact: true }).click()
    await expect.poll(() => page.locator('h1:focus').textContent()).toBe('Overview')
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Go to Overview').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('what is being read keeps its place, what can’t be read says so, and a press tries again', async () => {
    const { page, open, demo, violations } = await signedIn(all, { colorScheme: 'dark' })
    let answer: (() => void) | undefined
    let isDown = false
    await page.route('**/v1/touchpoints', async route => {
      if (isDown) return route.abort()
      await new Promise<void>(resolve => {
        answer = resolve
      })
      await route.fallback()
    })
    const address = `/p/${demo.id}/touchpoints/checkout.payment/install`
    await open(address)
    await page.getByRole('img', { name: 'Reading' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
    answer?.()
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    isDown = true
    await page.reload()
    await page.getByRole('alert').getByText('The service can’t be reached').waitFor()
    expect(await axeFaults(page)).toEqual([])
    isDown = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => answer).toBeDefined()
    answer?.()
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    expect(violations()).toEqual([])
  })

  test('a session that ends in the middle of it is begun anew, at the same place', async () => {
    const { page, open, demo, context } = await signedIn(all)
    await open(`/p/${demo.id}?range=90d`)
    await page.waitForLoadState('networkidle')
    await context.clearCookies()
    await page.getByRole('link', { name: 'Touchpoints' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Password', { exact: true }).fill(owner.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Touchpoints' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/p/${demo.id}/touchpoints`)
  })
})
