import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { axeFaults, owner, signedIn, watchPolicy } from './console.ts'

describeInBrowser('One’s account and one’s projects', () => {
  const all = browsing()
  const { tyck, visit } = all

  test('a new name is seen at once', async () => {
    const { page, open } = await signedIn(all)
    await open('/account')
    await page.getByLabel('Name').fill('Kim Ek')
    await page.getByRole('button', { name: 'Save name' }).click()
    await page.getByRole('button', { name: 'Account: Kim Ek' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

  test('the demo is deleted by who types its name, and is told what goes with it', async () => {
    const { page, open, demo, violations } = await signedIn(all)
    await open('/projects')
    await page.getByRole('button', { name: 'Delete the demo' }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByText(/\d+ touchpoints and (at least )?[\d,]+ answers and showings will be gone/)
      .waitFor()
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('textbox').fill('Another')
    await page.keyboard.press('Enter')
    expect(await dialog.getByRole('button', { name: 'Delete it for good' }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill(demo.name)
    await page.keyboard.press('Enter')
    await page.getByText('Demo shop is deleted').waitFor()
    await expect.poll(() => page.getByRole('link', { name: 'Demo shop' }).count()).toBe(0)
    await open(`/p/${demo.id}`)
    expect(await page.locator('h1').textContent()).toBe('There is nothing here')
    expect(violations()).toEqual([])
  })

  test('somebody who is invited joins by the link, and resets their password by another', async () => {
    const { project } = await signedIn(all)
    const session = await fetch(`${tyck().apiUrl}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: tyck().apiUrl },
      body: JSON.stringify({ email: owner.email, password: owner.password }),
    })
    const post = async (path: string, body: object) => {
      const reply = await fetch(tyck().apiUrl + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: tyck().apiUrl,
          cookie: (session.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '',
          'tyck-project': project.id,
        },
        body: JSON.stringify(body),
      })
      if (!reply.ok) throw new Error(await reply.text())
      return reply.json() as Promise<{ link: string }>
    }
    const { link } = await post('/v1/invitations', { email: 'robin@shop.example', role: 'viewer' })
    const one = await visit({ clock: false, baseURL: tyck().apiUrl })
    const refused = await watchPolicy(one)
    const { page } = one
    await page.goto(link)
    await page.getByRole('heading', { name: 'Join Shop' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByLabel('Your name').fill('Robin Ek')
    await page.getByLabel('Password', { exact: true }).fill('another sentence to remember')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    // A viewer is told who asks, and offered nothing to press.
    await page.getByText('An editor or owner of the project does this.').waitFor()
    expect(await axeFaults(page)).toEqual([])

    const robin = await tyck().sql<{ id: string }>(
      `select id from tyck_internal.accounts where email = 'robin@shop.example'`,
    )
    const reset = await post(`/v1/members/${robin[0]?.id}/reset`, {})
    await page.goto(reset.link)
    await page.getByLabel('New password').fill('a third sentence, then')
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByText('Your new password is saved.').waitFor()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await page.goto(link)
    await page.getByRole('heading', { name: 'This invitation can’t be used any more' }).waitFor()
    expect(refused).toEqual([])
  })

  test('a new password holds, a wrong one is told at its field, and other sessions end', async () => {
    const { page, open } = await signedIn(all)
    const other = await signedIn(all)
    await open('/account')
    await page.getByLabel('Current password').fill('not this one')
    await page.getByLabel('New password').fill('yet another sentence')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('That is not your current password').waitFor()
    await expect.poll(() => page.locator(':focus').getAttribute('aria-invalid')).toBe('true')
    expect(await axeFaults(page)).toEqual([])
    await page.getByLabel('Current password').fill(owner.password)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Password changed').waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await other.page.goto('/account')
    await other.page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })
})
