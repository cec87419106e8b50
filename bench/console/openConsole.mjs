import { steps } from './pages.mjs'

/** @import { Browser, Page } from 'playwright-core' */
/** @import { Step } from './pages.mjs' */

const patienceMs = 30_000

/**
 * What was seen of one step.
 * @typedef {object} Seen
 * @property {string} name
 * @property {number} contentMs until what it is for stands there and nothing more is read
 * @property {number} longestTaskMs of the page's main thread; 0 where none took 50 ms
 */

/**
 * Goes through every step in a new browser context.
 * @param {Browser} browser
 * @param {{ origin: string, cookie: string, projectId: string }} where
 * @param {Set<string>} asked takes the addresses that the pages read
 * @returns {Promise<Seen[]>}
 */
export async function goThrough(browser, { origin, cookie, projectId }, asked) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(60_000)
  const at = cookie.indexOf('=')
  await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: origin }])
  await context.addInitScript(noteTasks)
  const page = await context.newPage()
  page.on('request', request => {
    const { pathname, search } = new URL(request.url())
    if (request.method() === 'GET' && pathname.startsWith('/v1/')) asked.add(pathname + search)
  })
  /** @type {Seen[]} */
  const seen = []
  for (const step of steps) seen.push(await take(page, step, `${origin}/p/${projectId}`))
  await context.close()
  return seen
}

/** @param {Page} page @param {Step} step @param {string} project its address @returns {Promise<Seen>} */
async function take(page, { name, path, content, use }, project) {
  if (path !== undefined) await page.goto(project + path, { waitUntil: 'commit' })
  const startedAt = path === undefined ? await page.evaluate(() => performance.now()) : 0
  await use?.(page)
  // In the page's own clock: what asks from outside would wait for its turn.
  const doneAt = await page.evaluate(untilDone, { content, patienceMs })
  if (doneAt === null) throw new Error(`${name}: ${content} did not come, or something was read without end`)
  const longest = await page.evaluate(
    since =>
      Math.max(
        0,
        .../** @type {any} */ (window).tasks
          .filter((/** @type {PerformanceEntry} */ { startTime }) => startTime >= since)
          .map((/** @type {PerformanceEntry} */ { duration }) => duration),
      ),
    startedAt,
  )
  return { name, contentMs: doneAt - startedAt, longestTaskMs: longest }
}

/** In the page. */
function noteTasks() {
  /** @type {PerformanceEntry[]} */
  const tasks = []
  Object.assign(window, { tasks })
  new PerformanceObserver(list => tasks.push(...list.getEntries())).observe({
    type: 'longtask',
    buffered: true,
  })
}

/**
 * In the page: when what was asked for stands there, for three frames; null where it doesn't come.
 * @param {{ content: string, patienceMs: number }} asked
 * @returns {Promise<number | null>}
 */
function untilDone({ content, patienceMs }) {
  return new Promise(resolve => {
    const until = performance.now() + patienceMs
    let frames = 0
    let since = 0
    const look = () => {
      const isBusy = document.querySelector('.skeleton, [aria-busy="true"], .old')
      if (isBusy || !document.querySelector(content)) frames = 0
      else if (frames++ === 0) since = performance.now()
      if (frames > 3) resolve(since)
      else if (performance.now() > until) resolve(null)
      else requestAnimationFrame(look)
    }
    look()
  })
}
