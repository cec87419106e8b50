import type { IncomingHttpHeaders } from 'node:http'

/** What the headers of a page's post say of who sent it. Nothing of them is stored but the marks. */
export interface Sender {
  /** The Origin, as it came. */
  origin: string
  /** Whether that is `null`, and the project has not named it. */
  isNullOrigin: boolean
  /**
   * `automated`: a browser that a program drives, or a crawler, by its own account. `no-browser`: what no browser
   * sends. null: nothing speaks against a person.
   */
  automation: 'automated' | 'no-browser' | null
}

/** How automated browsers and crawlers call themselves; "Cubot" makes phones. */
const automated =
  /headless|phantomjs|slimerjs|selenium|webdriver|puppeteer|playwright|cypress\/|jsdom|happydom|htmlunit|lighthouse|(?<!cu)bot\b|crawler|spider/i

/**
 * Grades who sent a post. Conservative: an odd browser is no program, so that a single missing header says nothing,
 * and what an app's WebView adds to its name neither.
 * @param allowed the project's origins
 */
export function gradeSender(headers: IncomingHttpHeaders, allowed: readonly string[]): Sender {
  const { origin = '' } = headers
  return {
    origin,
    isNullOrigin: origin === 'null' && !allowed.includes('null'),
    automation: automationOf(headers),
  }
}

function automationOf(headers: IncomingHttpHeaders): Sender['automation'] {
  const agent = headers['user-agent'] ?? ''
  // Whoever changes the one often forgets the other.
  if (automated.test(agent) || automated.test(String(headers['sec-ch-ua'] ?? ''))) return 'automated'
  // Every browser since 1998 begins so.
  if (!agent.startsWith('Mozilla/')) return 'no-browser'
  // Browsers send the first always; the second comes on top, but neither before Safari 16.4 nor over plain HTTP.
  const speaks = headers['accept-language'] !== undefined || headers['sec-fetch-site'] !== undefined
  return speaks ? null : 'no-browser'
}
