import axe from 'axe-core'
import type { Page } from 'playwright-core'
import type { Browsing } from './browsing.ts'
import type { RunningTyck } from './tyck.ts'
import type { Visit, VisitOptions } from './visit.ts'

/** Who owns the first project of a Tyck. */
export const owner = {
  name: 'Kim Berg',
  email: 'kim@shop.example',
  password: 'a sentence is easy to remember',
}

interface Membership {
  id: string
  name: string
  demo: boolean
}

/** Somebody's browser, signed in to the console. */
export interface ConsoleVisit extends Visit {
  /** The owner's own project, empty at first. */
  project: Membership
  /** The demo project, with 90 days of answers. */
  demo: Membership
  /** Opens an address of the console: `/p/…`. */
  open(path: string): Promise<void>
  /** What the console's policy refused on the pages of this visit. */
  violations(): string[]
}

const sessions = new WeakMap<RunningTyck, Promise<{ cookie: string; projects: Membership[] }>>()

/** A browser in which the owner is signed in; the first call makes their account and the project "Shop". */
export async function signedIn({ tyck, visit }: Browsing, options: VisitOptions = {}): Promise<ConsoleVisit> {
  const running = tyck()
  const session = sessions.get(running) ?? setUp(running)
  sessions.set(running, session)
  const { cookie, projects } = await session
  const one = await visit({ clock: false, baseURL: running.apiUrl, ...options })
  const at = cookie.indexOf('=')
  await one.context.addCookies([
    { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: running.apiUrl, httpOnly: true },
  ])
  const refused = await watchPolicy(one)
  return {
    ...one,
    project: projects.find(({ demo }) => !demo) as Membership,
    demo: projects.find(({ demo }) => demo) as Membership,
    async open(path) {
      await one.page.goto(running.apiUrl + path)
      await one.page.locator('h1').waitFor()
    },
    violations: () => refused,
  }
}

/** Makes the first account, or signs in where a test has made it, and gives the session's cookie. */
async function setUp({ apiUrl, setupUrl }: RunningTyck) {
  const post = (path: string, body: object) =>
    fetch(apiUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: apiUrl },
      body: JSON.stringify(body),
    })
  const { email, password } = owner
  const token = setupUrl.split('#')[1]
  const made = await post('/v1/setup', { ...owner, token, project: { name: 'Shop' } })
  const reply = made.status === 410 ? await post('/v1/session', { email, password }) : made
  if (!reply.ok) throw new Error(await reply.text())
  const [cookie = ''] = (reply.headers.getSetCookie()[0] ?? '').split(';')
  const { projects } = (await reply.json()) as { projects: Membership[] }
  return { cookie, projects }
}

/** Notes whatever the policy of a page refuses, from its first moment on. */
export async function watchPolicy({ context }: Visit): Promise<string[]> {
  const refused: string[] = []
  await context.exposeFunction('noteViolation', (what: string) => refused.push(what))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      const { noteViolation } = window as unknown as { noteViolation(what: string): void }
      noteViolation(`${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  return refused
}

/** What axe finds wrong on a page of the console as it stands now, in its colours and in the other scheme's. */
export async function axeFaults(page: Page, within = 'body'): Promise<string[]> {
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const [scheme, other] = isDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const)
  const faults = await runAxe(page, within)
  // Between the two only colours differ.
  await page.emulateMedia({ colorScheme: other })
  for (const fault of await runAxe(page, within, ['color-contrast'])) faults.push(`${other}: ${fault}`)
  await page.emulateMedia({ colorScheme: scheme })
  return faults
}

async function runAxe(page: Page, within: string, rules?: string[]): Promise<string[]> {
  // Once nothing moves any more.
  await page.evaluate(() => {
    // What breathes for ever is never still.
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    return Promise.all(ending.map(({ finished }) => finished.catch(() => {})))
  })
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(
    async ([within, rules]) => {
      const { axe } = window as unknown as {
        axe: {
          run(
            within: string,
            options: object,
          ): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }>
        }
      }
      const { violations } = await axe.run(within, rules ? { runOnly: rules } : {})
      return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map(({ target }) => target))}`)
    },
    [within, rules] as const,
  )
}
