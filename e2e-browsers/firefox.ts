import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, type Page } from 'puppeteer-core'
import type { Candidate, Driver, Tab } from './driver.ts'
import { findProgram } from './findProgram.ts'

/** Firefox as it is, over WebDriver BiDi, which it speaks itself; TYCK_FIREFOX names another one. */
export function findFirefox(): Candidate {
  const { TYCK_FIREFOX } = process.env
  const program = TYCK_FIREFOX
    ? findProgram(TYCK_FIREFOX)
    : findProgram('firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox')
  return {
    name: 'Firefox',
    packages: ['firefox-esr'],
    start: program ? () => startFirefox(program) : undefined,
  }
}

async function startFirefox(executablePath: string): Promise<Driver> {
  // As root it refuses a home that belongs to somebody else.
  const home = mkdtempSync(join(tmpdir(), 'tyck-firefox-'))
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    defaultViewport: { width: 1000, height: 700 },
    env: { ...process.env, HOME: home },
    // Tests ask nothing of the network outside.
    extraPrefsFirefox: { 'network.captive-portal-service.enabled': false, 'app.update.enabled': false },
  })
  return {
    version: (await browser.version()).replace(/^\D*/, ''),
    async openProfile() {
      const context = await browser.createBrowserContext()
      return {
        openTab: async () => tabOf(await context.newPage()),
        end: () => context.close(),
      }
    },
    async stop() {
      await browser.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function tabOf(page: Page): Tab {
  return {
    go: async address => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    evaluate: expression => page.evaluate(expression),
    click: (x, y) => page.mouse.click(x, y),
    touch: (x, y) => page.touchscreen.tap(x, y),
    type: text => page.keyboard.type(text),
    async press(key, ...held) {
      for (const one of held) await page.keyboard.down(one)
      await page.keyboard.press(key)
      for (const one of held) await page.keyboard.up(one)
    },
    close: () => page.close(),
  }
}
