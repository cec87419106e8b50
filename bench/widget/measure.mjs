import { setTimeout as delay } from 'node:timers/promises'
import { probe, readNotes, watch } from './inPage.mjs'
import { readTrace, traceCategories } from './readTrace.mjs'

/**
 * @import { Browser, CDPSession, Page } from 'playwright-core'
 * @import { Candidate } from './candidates.mjs'
 * @import { startServer } from './server.mjs'
 */

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/**
 * @typedef {object} Network as the DevTools Protocol emulates it.
 * @property {string} name
 * @property {number} latency in milliseconds, for each request.
 * @property {number} downloadThroughput in bytes a second.
 * @property {number} uploadThroughput
 */

/** How many times slower than this machine the page runs. */
export const slowdown = 4
/** All is quiet when nothing has been asked for that long: a showing is posted a second after it began. */
const settlesMs = 1_500
const patienceMs = 30_000
export const viewport = { width: 1280, height: 800 }

/**
 * A tap in the moment in which the question is drawn. Times are in milliseconds since the service was first asked for
 * anything, so that the page's own time does not make everybody alike.
 * @param {Browser} browser
 * @param {Server} server
 * @param {{ candidate: Candidate, path: string, network: Network | undefined }} what
 */
export async function measureArrival(browser, server, { candidate, path, network }) {
  return inNewPage(browser, server, network, async page => {
    await page.addInitScript(`(${probe})(${candidate.find},${candidate.write})`)
    await page.goto(server.shop + path, { waitUntil: 'commit' })
    const { notes, answer } = await answered(page, server, candidate)
    const { sent, shownAt = Number.NaN, interactiveAt = Number.NaN } = notes
    const startedAt = Math.min(...sent.map(one => one.startedAt))
    const before = sent.filter(({ endedAt }) => endedAt <= shownAt)
    return {
      bytes: before.reduce((sum, { bytes }) => sum + bytes, 0),
      requests: before.length,
      shown: shownAt - startedAt,
      interactive: interactiveAt - startedAt,
      firstAnswer: answer.startedAt - startedAt,
    }
  })
}

/**
 * A visit: the question is drawn, nothing happens until all is quiet, then an answer is tapped. Once more where it
 * was quiet too soon.
 * @param {Browser} browser
 * @param {Server} server
 * @param {{ candidate: Candidate, path: string }} what
 */
export async function measureVisit(browser, server, { candidate, path }) {
  for (let attempt = 0; attempt < 5; attempt++) {
    const visit = await tryVisit(browser, server, { candidate, path })
    if (visit) return visit
  }
  throw new Error(`${candidate.name} does not ask`)
}

/**
 * @param {Browser} browser
 * @param {Server} server
 * @param {{ candidate: Candidate, path: string }} what
 */
async function tryVisit(browser, server, { candidate, path }) {
  return inNewPage(browser, server, undefined, async (page, devtools) => {
    await page.addInitScript(`(${watch})()`)
    await browser.startTracing(page, { categories: traceCategories })
    /** @type {Buffer} */
    let trace
    try {
      await page.goto(server.shop + path, { waitUntil: 'load' })
      await until(() => server.quietMs() > (candidate.settlesMs ?? settlesMs))
    } finally {
      trace = await browser.stopTracing()
    }
    // A busy machine may be quiet before anything is there.
    if (!(await page.evaluate(`!!(${candidate.find})()`))) return undefined
    await tap(page, devtools, candidate)
    const { notes, answer } = await answered(page, server, candidate)
    const { tappedAt = Number.NaN, handledAt = Number.NaN } = notes
    await until(() => server.quietMs() > 500)
    const { shift = Number.NaN } = await page.evaluate(readNotes, server.service)
    return {
      ...readTrace(trace, server.service),
      shift,
      tapToRequest: answer.startedAt - tappedAt,
      inClick: answer.startedAt < handledAt,
      heap: await heapOf(devtools),
      trace,
    }
  })
}

/**
 * What the page alone takes of the heap, in bytes.
 * @param {Browser} browser
 * @param {Server} server
 * @param {string} path
 */
export async function measurePage(browser, server, path) {
  return inNewPage(browser, server, undefined, async (page, devtools) => {
    await page.addInitScript(`(${watch})()`)
    await page.goto(server.shop + path, { waitUntil: 'load' })
    await delay(settlesMs)
    await page.evaluate(readNotes, server.service)
    return heapOf(devtools)
  })
}

/** @param {CDPSession} devtools */
async function heapOf(devtools) {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return usedSize
}

/**
 * @template T
 * @param {Browser} browser
 * @param {Server} server
 * @param {Network | undefined} network
 * @param {(page: Page, devtools: CDPSession) => Promise<T>} work
 */
async function inNewPage(browser, server, network, work) {
  const context = await browser.newContext({ viewport })
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    // The slowdown comes late to a new process; this one is kept for the page that is measured.
    await page.goto(`${server.shop}/blank`)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    if (network) {
      await devtools.send('Network.enable')
      await devtools.send('Network.emulateNetworkConditions', { offline: false, ...network })
    }
    server.forget()
    return await work(page, devtools)
  } finally {
    await context.close()
  }
}

/** Taps as a finger would, without looking first: that would be work of the page. @param {Page} page @param {CDPSession} devtools @param {Candidate} candidate */
async function tap(page, devtools, { find, write }) {
  /** @type {{ x: number, y: number }} */
  const point = await page.evaluate(`(() => {
    const write = ${write}
    write?.()
    const { x, y, width, height } = (${find})().getBoundingClientRect()
    return { x: x + width / 2, y: y + height / 2 }
  })()`)
  const press = { ...point, button: /** @type {const} */ ('left'), clickCount: 1 }
  await devtools.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...press })
  await devtools.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...press })
}

/** Waits until the answer has come and the page knows it. @param {Page} page @param {Server} server @param {Candidate} candidate */
async function answered(page, server, { name }) {
  await until(() => server.answer(), `an answer by ${name}`)
  for (let waited = 0; waited < patienceMs; waited += 50) {
    const { path, nth } = /** @type {import('./server.mjs').Answer} */ (server.answer())
    const notes = await page.evaluate(readNotes, server.service)
    const answer = notes.sent.filter(one => one.path === path)[nth]
    if (answer) return { notes, answer }
    await delay(50)
  }
  throw new Error(`The page never heard that the answer came: ${name}`)
}

/** @param {() => unknown} holds @param {string} [what] */
async function until(holds, what = 'quiet') {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > patienceMs) throw new Error(`Waited ${patienceMs} ms for ${what}`)
    await delay(20)
  }
}
