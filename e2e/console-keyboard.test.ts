import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { signedIn } from './console.ts'

/** Every page of a project, as an owner has it. */
const pages = [
  '',
  '/touchpoints',
  '/touchpoints/checkout.payment',
  '/touchpoints/checkout.payment/edit',
  '/touchpoints/checkout.payment/edit?part=rules',
  '/touchpoints/checkout.payment/edit?part=history',
  '/touchpoints/checkout.payment/install',
  '/start',
  '/answers',
  ...[
    ...['general', 'keys', 'sites', 'look', 'languages', 'counting', 'keeping', 'people', 'members'],
    'audit',
  ].map(part => `/settings/${part}`),
]

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
    const paths = [...pages.map(path => `/p/${visit.demo.id}${path}`), '/projects', '/account']
    for (const path of paths) {
      await visit.open(path)
      await expect.poll(() => visit.page.locator('.skeleton, [aria-busy="true"]').count()).toBe(0)
      const { unreached, unseen } = await walk(visit.page)
      expect.soft(unreached, path).toEqual([])
      expect.soft(unseen, path).toEqual([])
    }
  }, 120_000)
})
