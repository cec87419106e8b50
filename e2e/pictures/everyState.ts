import type { Page } from 'playwright-core'
import type { Places } from './preparePlaces.ts'

/** Something that the console shows: a page, or an important state of one. */
export interface State {
  /** What its files are called. */
  name: string
  /** Which page it is, as the router has it; null for what stands in place of any. */
  pattern: string | null
  /** Its address. */
  at(places: Places): string
  /** Who looks: the owner unless it is said. */
  as?: 'nobody' | 'viewer'
  /** Before it is opened, such as what the service answers. */
  before?(page: Page): Promise<unknown>
  /** What is done there before the picture is taken. */
  act?(page: Page, visit: { isPhone: boolean; places: Places }): Promise<unknown>
  /** Takes the window as it stands, and not the whole page: for what stands over it. */
  isWindow?: true
  /** What is read never comes, or comes to nothing. */
  isUnsettled?: true
}

const press =
  (name: string | RegExp, nth = 0) =>
  (page: Page) =>
    page.getByRole('button', { name }).nth(nth).click()
const dialog = (page: Page) => page.getByRole('dialog')
const openTables = async (page: Page) => {
  for (const summary of await page.locator('.as-table summary').all()) await summary.click()
}

const payment = '/touchpoints/checkout.payment'
const demo = (rest: string) => (places: Places) => `/p/${places.demo}${rest}`
const shop = (rest: string) => (places: Places) => `/p/${places.shop}${rest}`
const setting = (part: string) => demo(`/settings/${part}`)

const overview = '/p/:project'
const touchpoints = '/p/:project/touchpoints'
const touchpoint = '/p/:project/touchpoints/:key'
const editor = '/p/:project/touchpoints/:key/edit'
const install = '/p/:project/touchpoints/:key/install'
const answers = '/p/:project/answers'
const settings = '/p/:project/settings/:part'

/** A state for every page of the console, and for what matters on it. */
export const everyState: readonly State[] = [
  { name: 'set-up', pattern: '/setup', as: 'nobody', at: places => places.setUp },
  { name: 'set-up-incomplete', pattern: '/setup', as: 'nobody', at: () => '/setup' },
  { name: 'sign-in', pattern: '/sign-in', as: 'nobody', at: () => '/sign-in' },
  {
    name: 'sign-in-refused',
    pattern: '/sign-in',
    as: 'nobody',
    at: () => '/sign-in',
    async act(page) {
      await page.getByLabel('E-mail').fill('kim@shop.example')
      await page.getByLabel('Password', { exact: true }).fill('not this one')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'invitation', pattern: '/invitation', as: 'nobody', at: places => places.invitation },
  { name: 'invitation-incomplete', pattern: '/invitation', as: 'nobody', at: () => '/invitation' },
  { name: 'reset', pattern: '/reset', as: 'nobody', at: places => places.reset },

  // It goes on by itself, to the project that was looked at last.
  { name: 'home', pattern: '/', at: () => '/' },
  { name: 'account', pattern: '/account', at: () => '/account' },
  { name: 'projects', pattern: '/projects', at: () => '/projects' },
  {
    name: 'projects-delete',
    pattern: '/projects',
    at: () => '/projects',
    act: press('Delete the demo'),
    isWindow: true,
  },
  { name: 'not-found', pattern: null, at: demo('/nothing') },
  {
    name: 'menu-project',
    pattern: overview,
    at: demo(''),
    act: press(/^Project/),
    isWindow: true,
  },
  { name: 'menu-account', pattern: overview, at: demo(''), act: press(/^Account/), isWindow: true },
  {
    name: 'keys',
    pattern: overview,
    at: demo(''),
    act: page => page.keyboard.press('?'),
    isWindow: true,
  },

  { name: 'overview', pattern: overview, at: demo('') },
  { name: 'overview-tables', pattern: overview, at: demo(''), act: openTables },
  {
    name: 'overview-filtered',
    pattern: overview,
    at: demo('?range=90d&compare=none&channel=app&filter=yes'),
  },
  { name: 'overview-empty', pattern: overview, at: shop('') },
  { name: 'overview-viewer', pattern: overview, as: 'viewer', at: shop('') },
  {
    name: 'overview-failed',
    pattern: overview,
    at: demo(''),
    before: page =>
      page.route('**/v1/scores?*', route => route.fulfill({ status: 404, json: { code: 'not-found' } })),
  },
  {
    name: 'unreachable',
    pattern: null,
    at: demo(''),
    before: page => page.route('**/v1/session', route => route.abort()),
    isUnsettled: true,
  },
  {
    name: 'reading',
    pattern: overview,
    at: demo('/answers'),
    before: page => page.route(/\/v1\/(responses|tags)/, () => {}),
    isUnsettled: true,
  },

  { name: 'touchpoints', pattern: touchpoints, at: demo('/touchpoints') },
  { name: 'touchpoints-empty', pattern: touchpoints, at: shop('/touchpoints') },
  {
    name: 'touchpoints-order',
    pattern: touchpoints,
    at: demo('/touchpoints'),
    act: press(/order/i),
    isWindow: true,
  },
  { name: 'touchpoint', pattern: touchpoint, at: demo(`${payment}?range=90d&compare=none`) },
  { name: 'touchpoint-fell', pattern: touchpoint, at: demo(payment) },
  { name: 'touchpoint-tables', pattern: touchpoint, at: demo(payment), act: openTables },
  {
    name: 'touchpoint-slice',
    pattern: touchpoint,
    at: demo(`${payment}?by=orderValue&filter=yes&meta=device%3D%22phone%22`),
  },
  { name: 'touchpoint-mix', pattern: touchpoint, at: demo('/touchpoints/cart.delivery?by=device') },
  { name: 'touchpoint-few', pattern: touchpoint, at: demo('/touchpoints/account.settings') },
  { name: 'touchpoint-series', pattern: touchpoint, at: demo('/touchpoints/search.results?range=90d') },

  { name: 'start', pattern: '/p/:project/start', at: shop('/start') },
  {
    name: 'start-key',
    pattern: '/p/:project/start',
    at: shop('/start'),
    act: async page => {
      await page.getByRole('textbox').fill('支払い')
      await page.keyboard.press('Enter')
      await page.locator('[aria-invalid]').waitFor()
    },
  },
  {
    name: 'question',
    pattern: '/p/:project/start/:key',
    at: places => `/p/${places.demo}/start/${places.new}`,
  },
  { name: 'install', pattern: install, at: demo(`${payment}/install`) },
  { name: 'install-react', pattern: install, at: demo(`${payment}/install?kind=react`) },
  {
    name: 'install-unasked',
    pattern: install,
    at: places => `/p/${places.demo}/touchpoints/${places.new}/install`,
  },

  { name: 'editor', pattern: editor, at: demo(`${payment}/edit`) },
  {
    name: 'editor-preview',
    pattern: editor,
    at: demo(`${payment}/edit?side=see&width=tablet&scheme=dark&locale=sv`),
  },
  { name: 'editor-new', pattern: editor, at: places => `/p/${places.demo}/touchpoints/${places.new}/edit` },
  { name: 'editor-rules', pattern: editor, at: demo(`${payment}/edit?part=rules`) },
  {
    name: 'editor-history',
    pattern: editor,
    at: demo('/touchpoints/search.results/edit?part=history'),
    act: page => page.getByText('What it changed').first().click(),
  },
  {
    name: 'editor-restore',
    pattern: editor,
    at: demo('/touchpoints/search.results/edit?part=history'),
    act: press(/^Restore/),
    isWindow: true,
  },
  {
    name: 'editor-faults',
    pattern: editor,
    at: places => `/p/${places.demo}/touchpoints/${places.faulty}/edit?locale=de`,
  },
  {
    name: 'editor-changed',
    pattern: editor,
    at: places => `/p/${places.demo}/touchpoints/${places.changed}/edit`,
  },
  {
    name: 'editor-publish',
    pattern: editor,
    at: places => `/p/${places.demo}/touchpoints/${places.changed}/edit`,
    act: press('Publish'),
    isWindow: true,
  },
  {
    name: 'editor-menu',
    pattern: editor,
    at: demo(`${payment}/edit`),
    act: press('More'),
    isWindow: true,
  },
  {
    name: 'editor-archive',
    pattern: editor,
    at: demo(`${payment}/edit`),
    async act(page) {
      await press('More')(page)
      await press(/^Archive/)(page)
    },
    isWindow: true,
  },
  { name: 'editor-viewer', pattern: editor, as: 'viewer', at: demo(`${payment}/edit`) },

  { name: 'answers', pattern: answers, at: demo('/answers'), isWindow: true },
  {
    name: 'answers-open',
    pattern: answers,
    at: demo('/answers'),
    act: page => page.getByRole('listitem').filter({ hasText: 'Payment' }).first().click(),
    isWindow: true,
  },
  {
    name: 'answers-search',
    pattern: answers,
    at: demo('/answers?show=comments&words=delivery'),
    isWindow: true,
  },
  {
    name: 'answers-filters',
    pattern: answers,
    at: demo(
      '/answers?show=comments&touchpoint=checkout.payment&metadata=%7B%22paymentMethod%22%3A%22card%22%7D',
    ),
    isWindow: true,
  },
  { name: 'answers-none', pattern: answers, at: demo('/answers?show=comments&words=xylophone') },
  { name: 'answers-empty', pattern: answers, at: shop('/answers') },
  { name: 'answers-tests', pattern: answers, at: demo('/answers?show=tests'), isWindow: true },
  { name: 'answers-export', pattern: answers, at: demo('/answers'), act: press('Export'), isWindow: true },

  { name: 'settings-general', pattern: '/p/:project/settings', at: demo('/settings') },
  {
    name: 'settings-general-delete',
    pattern: '/p/:project/settings',
    at: demo('/settings'),
    act: press('Delete the project'),
    isWindow: true,
  },
  { name: 'settings-viewer', pattern: '/p/:project/settings', as: 'viewer', at: demo('/settings') },
  { name: 'settings-keys', pattern: settings, at: shop('/settings/keys') },
  { name: 'settings-keys-demo', pattern: settings, at: setting('keys') },
  { name: 'settings-keys-viewer', pattern: settings, as: 'viewer', at: shop('/settings/keys') },
  {
    name: 'settings-keys-make',
    pattern: settings,
    at: shop('/settings/keys'),
    act: press('New secret key'),
    isWindow: true,
  },
  {
    name: 'settings-keys-once',
    pattern: settings,
    at: shop('/settings/keys'),
    async act(page) {
      await page.route('**/v1/keys', (route, request) =>
        request.method() === 'POST'
          ? route.fulfill({
              json: { id: 'sk', kind: 'secret', name: 'Order service', key: `sk_${'made'.repeat(11)}` },
            })
          : route.fallback(),
      )
      await press('New secret key')(page)
      await dialog(page).getByLabel('Who has it').fill('Order service')
      await press('Make the key')(page)
      await dialog(page).locator('code').waitFor()
    },
    isWindow: true,
  },
  {
    name: 'settings-keys-replace',
    pattern: settings,
    at: shop('/settings/keys'),
    act: press(/^Replace Order/),
    isWindow: true,
  },
  {
    name: 'settings-keys-revoke',
    pattern: settings,
    at: shop('/settings/keys'),
    act: press(/^Revoke/),
    isWindow: true,
  },
  { name: 'settings-sites', pattern: settings, at: setting('sites') },
  {
    name: 'settings-sites-silent',
    pattern: settings,
    at: setting('sites'),
    act: page => page.getByLabel('Allowed origins').fill('https://other.example'),
  },
  { name: 'settings-look', pattern: settings, at: setting('look') },
  {
    name: 'settings-look-unread',
    pattern: settings,
    at: setting('look'),
    act: page => page.getByLabel('What is chosen and pressed', { exact: true }).first().fill('#ffee00'),
  },
  { name: 'settings-languages', pattern: settings, at: setting('languages') },
  { name: 'settings-counting', pattern: settings, at: setting('counting') },
  { name: 'settings-keeping', pattern: settings, at: setting('keeping') },
  {
    name: 'settings-keeping-shorter',
    pattern: settings,
    at: setting('keeping'),
    async act(page) {
      await page.getByLabel('Showings without an answer').fill('30')
      await page.getByText(/Within the hour/).waitFor()
      await press('Save')(page)
      await dialog(page)
        .getByText(/would be deleted/)
        .waitFor()
    },
    isWindow: true,
  },
  { name: 'settings-people', pattern: settings, at: setting('people') },
  {
    name: 'settings-person',
    pattern: settings,
    at: places => `${setting('people')(places)}?respondent=${places.respondent}`,
  },
  {
    name: 'settings-person-erase',
    pattern: settings,
    at: places => `${setting('people')(places)}?respondent=${places.respondent}`,
    act: press('Erase all of it'),
    isWindow: true,
  },
  { name: 'settings-destinations-none', pattern: settings, at: shop('/settings/destinations') },
  {
    name: 'settings-destinations-none-viewer',
    pattern: settings,
    as: 'viewer',
    at: shop('/settings/destinations'),
  },
  { name: 'settings-destinations', pattern: settings, at: setting('destinations') },
  ...(['webhook', 'slack', 'email'] as const).map(kind => ({
    name: `settings-destinations-add-${kind}`,
    pattern: settings,
    at: setting(`destinations?add=${kind}`),
  })),
  {
    name: 'settings-destination',
    pattern: settings,
    at: places => `${setting('destinations')(places)}?destination=${places.destination}`,
    act: async page => {
      await press('Send a test')(page)
      await page.getByText(/^(Delivered|Not delivered)/).waitFor()
      const tries = page.locator('summary', { hasText: /attempts?/ })
      if ((await tries.count()) > 0) await tries.first().click()
    },
  },
  {
    name: 'settings-destination-viewer',
    pattern: settings,
    as: 'viewer',
    at: places => `${setting('destinations')(places)}?destination=${places.destination}`,
  },
  {
    name: 'settings-destination-disabled',
    pattern: settings,
    at: places => `${setting('destinations')(places)}?destination=${places.disabled}`,
  },
  {
    name: 'settings-destination-replay',
    pattern: settings,
    at: places => `${setting('destinations')(places)}?destination=${places.destination}`,
    act: async page => {
      await press('Send again …')(page)
      await page.getByLabel('What happened', { exact: true }).selectOption({ index: 4 })
    },
    isWindow: true,
  },
  {
    name: 'settings-destination-delete',
    pattern: settings,
    at: places => `${setting('destinations')(places)}?destination=${places.destination}`,
    act: press('Delete'),
    isWindow: true,
  },
  { name: 'settings-members', pattern: settings, at: setting('members') },
  {
    name: 'settings-members-remove',
    pattern: settings,
    at: setting('members'),
    act: press(/^Remove/),
    isWindow: true,
  },
  {
    name: 'settings-members-reset',
    pattern: settings,
    at: setting('members'),
    act: press(/^A new password/),
    isWindow: true,
  },
  { name: 'settings-members-viewer', pattern: settings, as: 'viewer', at: setting('members') },
  { name: 'settings-audit', pattern: settings, at: setting('audit') },
]
