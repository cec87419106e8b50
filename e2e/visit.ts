import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { ResponseStateInput } from '../packages/shared/src/contract/responses.ts'
import { type BrowserChanges, launchBrowser } from './browser.ts'
import type { RunningTyck } from './tyck.ts'

/** A row of `tyck.responses`, as far as tests look at it. */
export interface Row {
  response_id: string
  touchpoint: string
  metric: string
  respondent: string | null
  score: number | null
  comment: string | null
  reasons: string[]
  metadata: Record<string, unknown>
  locale: string
  page: string
  layout: string | null
  test: boolean
  dismissed_at: Date | null
  shown_at: Date
  answered_at: Date | null
}

/** Somebody's browser: a profile of its own, one page to begin with, and what it sends. */
export interface Visit {
  context: BrowserContext
  page: Page
  /** Every state that went out, in order, whatever became of it. */
  posts: ResponseStateInput[]
  /** What the pages said in the console, warnings and errors only, and what they threw. */
  complaints: string[]
  /** What a failed test wants to know: requests that failed or were refused, and why nothing was asked. */
  story(): Promise<string[]>
  /** The rows of the responses that this browser sent, oldest first. */
  rows(): Promise<Row[]>
}

export interface VisitOptions extends BrowserContextOptions {
  /** Time passes in the page as `page.clock` says, and by itself. Off where a test counts what stands in the page. */
  clock?: boolean
  /** Another browser than that of the file, which takes a second to start. */
  browser?: BrowserChanges
}

/** Opens browsers for the tests of one file, and closes them. */
export function visits(browser: () => Browser, tyck: () => RunningTyck) {
  const contexts = new Map<BrowserContext, Visit>()
  const others = new Set<Browser>()
  return {
    async visit({ clock = true, browser: changes, ...options }: VisitOptions = {}): Promise<Visit> {
      const other = changes && (await launchBrowser(changes))
      if (other) others.add(other)
      const context = await (other ?? browser()).newContext({ baseURL: tyck().examplesUrl, ...options })
      context.setDefaultTimeout(10_000)
      const posts: ResponseStateInput[] = []
      const complaints: string[] = []
      context.on('request', request => {
        if (!request.url().endsWith('/v1/responses') || request.method() !== 'POST') return
        posts.push(...(request.postDataJSON() as { responses: ResponseStateInput[] }).responses)
      })
      context.on('console', message => {
        if (['warning', 'error'].includes(message.type())) complaints.push(message.text())
      })
      context.on('weberror', error => complaints.push(`${error.error()}`))
      const refused: string[] = []
      context.on('requestfailed', request =>
        refused.push(`${request.url()}: ${request.failure()?.errorText}`),
      )
      context.on('response', reply => {
        if (reply.status() >= 400) refused.push(`${reply.url()}: ${reply.status()}`)
      })
      if (clock) {
        await context.clock.install()
        // Within its timers that clock tells fractions of a millisecond, which no browser does.
        await context.addInitScript(() => {
          const now = Date.now
          Date.now = () => Math.floor(now())
        })
      }
      const visit: Visit = {
        context,
        page: await context.newPage(),
        posts,
        complaints,
        async story() {
          const pages = context.pages().map(async page => {
            const explained = page.evaluate(async () => JSON.stringify(await window.tyck?.explain()))
            const late = new Promise<string>(resolve => setTimeout(resolve, 2_000, 'no answer').unref())
            const why = await Promise.race([explained, late]).catch(error => `${error}`)
            return `${page.url()} explains: ${why}`
          })
          return [...complaints, ...refused, ...(await Promise.all(pages))]
        },
        async rows() {
          const ids = [...new Set(posts.map(({ id }) => `'${id}'`))]
          if (ids.length === 0) return []
          return tyck().sql<Row>(
            `select * from tyck.responses where response_id in (${ids.join()}) order by shown_at`,
          )
        },
      }
      contexts.set(context, visit)
      return visit
    },
    /** The stories of all that is open. */
    stories: async () => (await Promise.all([...contexts.values()].map(visit => visit.story()))).flat(),
    async close(): Promise<void> {
      await Promise.all([...contexts.keys()].map(context => context.close()))
      contexts.clear()
      await Promise.all([...others].map(other => other.close()))
      others.clear()
    },
  }
}
