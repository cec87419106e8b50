import { spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

/** A Chromium that starts here. */
export interface BrowserProgram {
  executablePath: string
  /** What it needs in its environment, besides ours. */
  env: Record<string, string>
}

/** The usual places and names; TYCK_CHROMIUM names another one. */
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
]
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * Features of Chromium that the tests do without. The last flag of a name counts, so this repeats what the test
 * library switches off (`chromiumSwitches` in playwright-core).
 */
const withoutFeatures = [
  // Every new window draws the lists under its address bar as web pages of the browser's own: half of the work that
  // a visit made.
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  // Each page would start a process for the next.
  'SpareRendererForSitePerProcess',
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]

/** In containers there is neither a sandbox nor a GPU, and tests ask nothing of the network outside. */
export const launchFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${withoutFeatures.join()}`,
]

/**
 * The system's Chromium, else the one that npm brought.
 * @returns the first that starts, or why there is none.
 */
export async function findBrowser(): Promise<BrowserProgram | { reasons: string[] }> {
  const reasons: string[] = []
  for (const candidate of candidates()) {
    try {
      const program = candidate()
      if (!program) continue
      const browser = await chromium.launch({
        executablePath: program.executablePath,
        args: launchFlags,
        env: { ...process.env, ...program.env },
      })
      await browser.close()
      return program
    } catch (error) {
      reasons.push((error as Error).message)
    }
  }
  return { reasons }
}

function candidates(): (() => BrowserProgram | undefined)[] {
  const named = process.env.TYCK_CHROMIUM
  if (named) return [() => ({ executablePath: named, env: {} })]
  const folders = (process.env.PATH ?? '').split(delimiter)
  const installed = [...folders.flatMap(folder => names.map(name => join(folder, name))), ...places]
  return [
    ...installed.filter(isProgram).map(executablePath => () => ({ executablePath, env: {} })),
    broughtByNpm,
  ]
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Unpacks the Chromium of a package made for machines without any libraries; the libraries are in it too. It is kept
 * under .tools, for that takes some seconds.
 */
function broughtByNpm(): BrowserProgram | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const here = dirname(fileURLToPath(import.meta.url))
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest = JSON.parse(readFileSync(join(dirname(entry), '../../package.json'), 'utf8')) as {
    version: string
  }
  const tools = join(dirname(here), '.tools')
  const folder = join(tools, `chromium-${manifest.version}`)
  if (!existsSync(folder)) {
    mkdirSync(tools, { recursive: true })
    const unfinished = mkdtempSync(join(tools, 'unfinished-'))
    const script = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`
    // It unpacks into the temporary folder, and the libraries only where it takes the machine for Amazon's.
    const { status, stderr } = spawnSync(process.execPath, ['-e', script], {
      cwd: here,
      env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'nodejs20.x' },
      encoding: 'utf8',
    })
    if (status !== 0) {
      rmSync(unfinished, { recursive: true, force: true })
      throw new Error(`The Chromium of npm could not be unpacked: ${stderr}`)
    }
    // Its fonts are looked for where that machine has them.
    const fonts = join(unfinished, 'fonts', 'fonts.conf')
    const config = readFileSync(fonts, 'utf8')
    writeFileSync(fonts, config.replace('<dir>/tmp/fonts</dir>', '<dir prefix="relative">fonts</dir>'))
    if (existsSync(folder)) rmSync(unfinished, { recursive: true, force: true })
    else renameSync(unfinished, folder)
  }
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  }
}
