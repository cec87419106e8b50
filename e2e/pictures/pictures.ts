import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from '../browser.ts'
import { browsing } from '../browsing.ts'
import { signedIn } from '../console.ts'
import { settled } from './settled.ts'

/** `npm run pictures`: the pictures of docs/console.md and the README, of the running product with its demo shop. */

const folder = 'docs/pictures'

const desk = { width: 1280, height: 860 }
const phone = { width: 390, height: 844 }

/** Each with the address within the demo project, and what is done there before it is taken. */
const pictures: [
  name: string,
  path: string,
  more?: { viewport?: typeof desk; scheme?: 'light' | 'dark'; act?(page: Page): Promise<unknown> },
][] = [
  ['overview', ''],
  ['overview-phone', '', { viewport: phone, scheme: 'dark' }],
  [
    'touchpoint',
    '/touchpoints/checkout.payment?range=90d&compare=none',
    { viewport: { width: 1280, height: 1_060 } },
  ],
  ['touchpoints', '/touchpoints'],
  ['editor', '/touchpoints/checkout.payment/edit'],
  [
    'answers',
    '/answers',
    { act: page => page.getByRole('listitem').filter({ hasText: 'Payment' }).first().click() },
  ],
  ['settings', '/settings/members'],
]

describeInBrowser('Pictures', () => {
  const all = browsing(undefined, { TYCK_DEMO: 'on' })

  test.each(pictures)('%s', async (name, path, { viewport = desk, scheme = 'light', act } = {}) => {
    mkdirSync(folder, { recursive: true })
    const one = await signedIn(all, { viewport, colorScheme: scheme, reducedMotion: 'reduce' })
    // The past of the demo shop is made beside serving, all of it at once.
    await expect.poll(() => all.tyck().sql('select from tyck_internal.hourly_counts limit 1')).toHaveLength(1)
    await one.open(`/p/${one.demo.id}${path}`)
    await settled(one.page)
    await act?.(one.page)
    await settled(one.page)
    await one.page.screenshot({ path: `${folder}/${name}.png` })
  })
})
