import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { describeInBrowser } from '../browser.ts'
import { browsing } from '../browsing.ts'
import { signedIn } from '../console.ts'
import { consolePatterns } from '../consolePages.ts'
import { everyState } from './everyState.ts'
import { type Places, preparePlaces } from './preparePlaces.ts'
import { settled } from './settled.ts'

/** `npm run pictures -- --all --to=<folder>`: every page and state of the console, on a desk and a phone, light and dark. */

const folder = inject('picturesTo')
const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

describeInBrowser('All pictures', () => {
  const all = browsing(undefined, { TYCK_DEMO: 'on' })
  let places: Places

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    const counted = () => all.tyck().sql('select from tyck_internal.hourly_counts limit 1')
    await vi.waitUntil(async () => (await counted()).length > 0, 60_000)
    places = await preparePlaces(all)
  }, 120_000)

  test('there is one of every page', async () => {
    const taken = new Set(everyState.map(({ pattern }) => pattern))
    expect((await consolePatterns()).filter(pattern => !taken.has(pattern))).toEqual([])
  })

  const faults: string[] = []
  afterAll(() => expect(faults).toEqual([]))

  test.each(everyState.map(state => [state.name, state] as const))('%s', async (name, state) => {
    for (const [size, viewport] of Object.entries(sizes)) {
      const options = { viewport, reducedMotion: 'reduce', colorScheme: 'light' } as const
      const one = state.as
        ? await all.visit({ clock: false, baseURL: all.tyck().apiUrl, ...options })
        : await signedIn(all, options)
      const { page, context } = one
      if (state.as === 'viewer') {
        const [key = '', value = ''] = places.viewer.split('=')
        await context.addCookies([{ name: key, value, url: all.tyck().apiUrl, httpOnly: true }])
      }
      await state.before?.(page)
      await page.goto(new URL(state.at(places), all.tyck().apiUrl).href)
      if (state.isUnsettled) await page.locator('.problem, .skeleton').first().waitFor()
      else {
        await page.locator('h1').waitFor()
        await settled(page)
      }
      await state.act?.(page, { isPhone: size === 'phone', places })
      if (!state.isUnsettled) await settled(page)
      // A window as high as the page: what stands at its edges would stand in the middle of a longer picture.
      if (!state.isWindow) {
        const height = await page.evaluate(() => document.documentElement.scrollHeight)
        await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, height) })
      }
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        if (!state.isUnsettled) await settled(page)
        await page.screenshot({
          path: `${folder}/${name}-${size}-${colorScheme}.png`,
          animations: 'disabled',
        })
      }
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > viewport.width) faults.push(`${name}, ${size}: ${width} px wide`)
      await context.close()
    }
  })
})
