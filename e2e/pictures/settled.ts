import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Waits until nothing more is read. */
export async function settled(page: Page): Promise<void> {
  // Where a frame was replaced meanwhile, the page never counts as idle again.
  const hasFrame = (await page.locator('iframe').count()) > 0
  await page.waitForLoadState(hasFrame ? 'load' : 'networkidle')
  await expect.poll(() => page.locator('.skeleton, [aria-busy="true"]').count()).toBe(0)
  // What is in a frame draws itself when it hears of it.
  if (hasFrame) await page.waitForTimeout(1_000)
}
