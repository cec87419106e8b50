import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { signedIn } from './console.ts'
import { consolePatterns, settingsParts } from './consolePages.ts'

/** Pages that are opened elsewhere: for who is not signed in, and the one that goes on by itself. */
const elsewhere = ['/', '/setup', '/sign-in', '/invitation', '/reset']

/** A project's pages as an owner has them, by what the router calls them. */
const pages: Record<string, string[]> = {
  '/account': ['/account'],
  '/projects': ['/projects'],
  '/p/:project': [''],
  '/p/:project/touchpoints': ['/touchpoints'],
  '/p/:project/touchpoints/:key': ['/touchpoints/checkout.payment'],
  '/p/:project/touchpoints/:key/edit': ['', '?part=rules', '?part=history'].map(
    part => `/touchpoints/checkout.payment/edit${part}`,
  ),
  '/p/:project/touchpoints/:key/install': ['/touchpoints/checkout.payment/install'],
  '/p/:project/start': ['/start'],
  '/p/:project/start/:key': ['/start/checkout.payment'],
  '/p/:project/answers': ['/answers'],
  '/p/:project/settings': ['/settings'],
  '/p/:project/settings/:part': settingsParts.map(part => `/settings/${part}`),
}

describeInBrowser('The console by keyboard', () => {
  const all = browsing(undefined, { TYCK_DEMO: 'on' })

  /** Names what can be used on the page and was not reached by Tab, and where the focus could not be seen. */
  async function walk(page: Page): Promise<{ unreached: string[]; unseen: string[] }> {
    const count = await page.evaluate(() => {
      const unseen: string[] = []
      const usable = new Set(
        [
          ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary'),
        ].filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled')),
      )
      Object.assign(window, { usable, unseen })
      const isMarked = (one: Element | null | undefined) => {
        if (!one) return false
        const { outlineStyle, outlineWidth } = getComputedStyle(one)
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      }
      document.addEventListener('focusin', ({ target }) => {
        if (!(target instanceof HTMLElement) || !usable.delete(target)) return
        if (target instanceof HTMLInputElement && target.type === 'radio') {
          // Of those that belong together the arrows reach the others.
          for (const other of usable)
            if (other instanceof HTMLInputElement && other.name === target.name) usable.delete(other)
        }
        // What is drawn in its place may stand beside it, or around it.
        const places = [target, target.nextElementSibling, target.closest('label'), target.closest('li')]
        if (!places.some(isMarked)) unseen.push(target.outerHTML.slice(0, 120))
      })
      return usable.size
    })
    for (let step = 0; step < count + 20; step += 1) await page.keyboard.press('Tab')
    return page.evaluate(() => {
      const { usable, unseen } = window as unknown as { usable: Set<HTMLElement>; unseen: string[] }
      // What is gone meanwhile was not there to be reached.
      const left = [...usable].filter(one => one.isConnected)
      return { unreached: left.map(one => one.outerHTML.slice(0, 120)), unseen }
    })
  }

  test('reaches all that can be used on every page, and is seen to be there', async () => {
    const visit = await signedIn(all, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    await expect.poll(() => all.tyck().sql('select from tyck_internal.hourly_counts limit 1')).toHaveLength(1)
    expect([...Object.keys(pages), ...elsewhere].sort()).toEqual((await consolePatterns()).sort())
    const paths = Object.entries(pages).flatMap(([pattern, paths]) =>
      pattern.startsWith('/p/') ? paths.map(path => `/p/${visit.demo.id}${path}`) : paths,
    )
    for (const path of paths) {
      await visit.open(path)
      await expect.poll(() => visit.page.locator('.skeleton, [aria-busy="true"]').count()).toBe(0)
      const { unreached, unseen } = await walk(visit.page)
      expect.soft(unreached, path).toEqual([])
      expect.soft(unseen, path).toEqual([])
    }
  }, 120_000)

  test('does all that the settings ask in dialogs, from the press to the way back', async () => {
    const visit = await signedIn(all, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    const { page, project, open } = visit
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at } = document
        const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : at?.textContent
        return (at?.getAttribute('aria-label') ?? label ?? '').trim()
      })
    /** Goes on by Tab to what is called so, and nowhere beyond the dialog that is open. */
    async function tabTo(name: string) {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab')
        const found = await focused()
        if (found === name) return
      }
      throw new Error(`Tab never reached “${name}”`)
    }
    const press = async (name: string) => {
      await tabTo(name)
      await page.keyboard.press('Enter')
    }
    const at = (part: string) => open(`/p/${project.id}/settings/${part}`)
    const dialogs = () => page.getByRole('dialog').count()

    // A key: made, copied, replaced, revoked by its name.
    await at('keys')
    await press('New secret key')
    await expect.poll(focused).toBe('Who has it')
    await page.keyboard.type('Order service')
    await page.keyboard.press('Enter')
    await page.getByText('It is shown here and never again').waitFor()
    await press('Done')
    await expect.poll(dialogs).toBe(0)
    await expect.poll(focused).toBe('New secret key')
    await press('Replace Order service')
    await page.getByRole('dialog').waitFor()
    await press('Make the new key')
    await page.getByText('It is shown here and never again').waitFor()
    await press('Done')
    await expect.poll(() => page.getByRole('row', { name: 'Order service' }).count()).toBe(2)
    await at('keys')
    await press('Revoke Order service')
    await expect.poll(focused).toBe('Write Order service to go on')
    await page.keyboard.press('Escape')
    await expect.poll(dialogs).toBe(0)
    await expect.poll(focused).toBe('Revoke Order service')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Write Order service to go on')
    await page.keyboard.type('Order service')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('row', { name: 'Order service' }).count()).toBe(1)

    // Somebody: invited, let in, given another role, taken out.
    await at('members')
    await tabTo('Their e-mail address')
    await page.keyboard.type('ada@shop.example')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    const link = (await dialog.locator('code').textContent()) ?? ''
    await press('Done')
    await page.getByRole('row', { name: 'ada@shop.example' }).waitFor()
    const { apiUrl } = all.tyck()
    const joined = await fetch(`${apiUrl}/v1/invitations/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: apiUrl },
      body: JSON.stringify({
        token: link.split('#')[1],
        name: 'Ada Lind',
        password: 'seven horses of one colour',
      }),
    })
    expect(joined.status).toBe(200)
    await at('members')
    await tabTo('Role of Ada Lind')
    await page.keyboard.press('v')
    await page.getByText('Ada Lind is viewer now').waitFor()
    await press('A new password for Ada Lind')
    await page.getByText('Hand this link to them yourself').waitFor()
    await press('Done')
    await press('Remove Ada Lind')
    await expect.poll(focused).toBe('Write Ada Lind to go on')
    await page.keyboard.type('Ada Lind')
    await page.keyboard.press('Enter')
    await page.getByText('Ada Lind is no member any more').waitFor()

    // A signing secret: made and revoked.
    await at('counting')
    await press('Make a signing secret')
    await page.getByText('It is shown here and never again').waitFor()
    await press('Done')
    await press('Revoke all signing secrets')
    await expect.poll(focused).toBe(`Write ${project.name} to go on`)
    await page.keyboard.type(project.name)
    await page.keyboard.press('Enter')
    await page.getByText('There is none: nobody can sign yet.').waitFor()

    // And the project itself.
    await at('')
    await press('Delete the project')
    await page.getByText(/will be gone/).waitFor()
    await page.keyboard.type(project.name)
    await page.keyboard.press('Enter')
    await page.getByText(`${project.name} is deleted`).waitFor()
    await expect.poll(() => page.locator('h1:focus').textContent()).toBe('Projects')
  })
})
