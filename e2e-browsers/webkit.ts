import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { Builder, Key as Keys, type WebDriver } from 'selenium-webdriver'
import { freePort, isFree } from '../packages/api/src/postgres/freePort.ts'
import { startDisplay } from './display.ts'
import type { Candidate, Driver, Key, Profile, Tab } from './driver.ts'
import { findProgram } from './findProgram.ts'

const keys: Record<Key, string> = {
  Tab: Keys.TAB,
  Enter: Keys.ENTER,
  Escape: Keys.ESCAPE,
  ' ': Keys.SPACE,
  ArrowRight: Keys.ARROW_RIGHT,
  ArrowLeft: Keys.ARROW_LEFT,
  Control: Keys.CONTROL,
}

interface Programs {
  driver: string
  browser: string
  screen: string
}

/** WebKitGTK's own small browser, which WebKitWebDriver drives, on an X server without a screen. */
export function findWebKit(): Candidate {
  const driver = findProgram('WebKitWebDriver')
  const browser = findProgram(...places())
  const screen = findProgram('Xvfb')
  return {
    name: 'WebKitGTK',
    packages: ['webkit2gtk-driver', 'xvfb'],
    start: driver && browser && screen ? () => startWebKit({ driver, browser, screen }) : undefined,
  }
}

/** Where distributions put the small browser, the newest first. */
function places(): string[] {
  const folders = ['/usr/lib', '/usr/libexec'].filter(existsSync).flatMap(folder => {
    const ofMachines = readdirSync(folder).filter(name => name.endsWith('-linux-gnu'))
    return [folder, ...ofMachines.map(name => `${folder}/${name}`)]
  })
  return ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].flatMap(name =>
    folders.map(folder => `${folder}/${name}/MiniBrowser`),
  )
}

async function startWebKit(programs: Programs): Promise<Driver> {
  const screen = await startDisplay(programs.screen)
  const port = await freePort()
  const service = spawn(programs.driver, [`--port=${port}`, '--host=127.0.0.1'], {
    env: {
      ...process.env,
      DISPLAY: screen.display,
      WAYLAND_DISPLAY: undefined,
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
    },
    stdio: 'ignore',
  })
  process.once('exit', () => service.kill())
  const stop = async () => {
    await end(service)
    await screen.stop()
  }
  // Each session is a browser with a profile of its own, which it forgets.
  const open = () =>
    new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
      })
      .build()
  try {
    // It tells nobody when it listens.
    while (service.exitCode === null && (await isFree(port))) await delay(50)
    const first = await open()
    const version: string = (await first.getCapabilities()).get('browserVersion')
    await first.quit()
    return { version, openProfile: async () => profileOf(await open()), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function profileOf(session: WebDriver): Profile {
  let tabs = 0
  return {
    async openTab() {
      // In a second tab of one window, WebKitWebDriver 2.50 never ends an action of the pointer.
      if (tabs++) await session.switchTo().newWindow('window')
      return tabOf(session)
    },
    end: () => session.quit(),
  }
}

/** The window that the session looks at; a second one takes over from the first. */
function tabOf(session: WebDriver): Tab {
  return {
    go: address => session.get(address),
    reload: () => session.navigate().refresh(),
    evaluate: expression => session.executeScript(`return ${expression}`),
    click: (x, y) => session.actions().move({ x, y }).click().perform(),
    // Asked for a finger, it moves the mouse.
    touch: undefined,
    type: text => session.actions().sendKeys(text).perform(),
    async press(key, ...held) {
      const actions = session.actions()
      for (const one of held) actions.keyDown(keys[one])
      actions.keyDown(keys[key]).keyUp(keys[key])
      for (const one of held) actions.keyUp(keys[one])
      await actions.perform()
    },
    close: () => session.close(),
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill()
  await exited
}
