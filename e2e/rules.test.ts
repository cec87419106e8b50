import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { signIdentity } from '../packages/api/test/identityToken.ts'
import type { RulesInput } from '../packages/shared/src/admin/touchpoints.ts'
import type { Metadata } from '../packages/widget/src/types.ts'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { configure, makeIdentitySecret } from './project.ts'
import { publish } from './publish.ts'
import { type Question, questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'
import type { Visit, VisitOptions } from './visit.ts'

const dayMs = 86_400_000
const anytime = { answered: 0, dismissed: 0, shown: 0 }

describeInBrowser('Every rule, on the page that it is for', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })
  afterEach(() => configure(tyck()))

  /** Opens a page in a browser of its own. */
  async function open(body = '', options: VisitOptions = {}) {
    const one = await visit(options)
    await one.page.goto(page(pageOf(body)))
    return { ...one, question: questionOn(one.page) }
  }

  const explained = (tab: Page, touchpoint: string, metadata?: Metadata) =>
    tab.evaluate(([touchpoint, metadata]) => window.tyck.explain(touchpoint, metadata && { metadata }), [
      touchpoint,
      metadata,
    ] as const)

  /** Puts a slot into a page, as an app does. */
  const mount = (tab: Page, touchpoint: string) =>
    tab.evaluate(touchpoint => {
      const slot = document.createElement('tyck-survey')
      slot.setAttribute('touchpoint', touchpoint)
      document.body.append(slot)
    }, touchpoint)

  /** Lets time pass in steps until a question counts as shown. */
  const beShown = ({ page: tab, posts }: Visit, showings = 1) =>
    expect
      .poll(async () => {
        await tab.clock.runFor(500)
        return posts.length
      })
      .toBe(showings)

  const answer = async ({ page: tab, question }: Visit & { question: Question }, index = 9) => {
    await question.tap(index)
    await settle(tab)
    await question.skip.click()
    await question.thanks.waitFor()
  }

  const stays = async (tab: Page) => {
    // What the page put inside shows, and nothing else.
    expect(await questionOn(tab).panel.count()).toBe(0)
    expect(await tab.locator('tyck-survey p').isVisible()).toBe(true)
  }

  const identified = (respondent: string, identity?: string) =>
    `<script>(window.tyck = window.tyck || []).push(function (t) {
      t.identify(${JSON.stringify(respondent)}, ${JSON.stringify(identity)})
    })</script>`

  const fallback = (touchpoint: string) =>
    `<tyck-survey touchpoint="${touchpoint}"><p>The page’s own</p></tyck-survey>`

  describe('of the project and the touchpoint', () => {
    test('paused: asks nobody until it is published again without', async () => {
      await publish(tyck(), 'rules.paused', { paused: true })
      const { page: tab } = await open(fallback('rules.paused'))
      expect(await explained(tab, 'rules.paused')).toMatchObject({ show: false, reason: 'paused' })
      await stays(tab)
      await publish(tyck(), 'rules.paused', { paused: false }, { series: 'same-question' })
      const later = await open(fallback('rules.paused'))
      await later.question.panel.waitFor()
    })

    test('origins: asks only where its answers would be taken', async () => {
      await publish(tyck(), 'rules.origin')
      await configure(tyck(), { origins: ['https://shop.example'] })
      const { page: tab } = await open(fallback('rules.origin'))
      const { origin } = new URL(tab.url())
      expect(await explained(tab, 'rules.origin')).toMatchObject({
        show: false,
        reason: 'origin-not-allowed',
        because: { value: origin },
      })
      await stays(tab)
      await configure(tyck(), { origins: ['https://shop.example', origin] })
      const later = await open(slot('rules.origin'))
      await later.question.tap(9)
      await expect.poll(() => later.rows()).toMatchObject([{ score: 9 }])
    })

    test('respectGpc: leaves those alone whose browser says Global Privacy Control', async () => {
      await publish(tyck(), 'rules.gpc')
      const says = async () => {
        const one = await visit()
        await one.context.addInitScript(() =>
          Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
        )
        await one.page.goto(page(pageOf(fallback('rules.gpc'))))
        return one.page
      }
      // Where the project does not heed it, it changes nothing; where it does, it changes nothing for others.
      await questionOn(await says()).panel.waitFor()
      await configure(tyck(), { respectGpc: true })
      const other = await open(fallback('rules.gpc'))
      await other.question.panel.waitFor()
      const tab = await says()
      expect(await explained(tab, 'rules.gpc')).toMatchObject({
        show: false,
        reason: 'no-consent',
        because: { rule: 'respectGpc' },
      })
      await stays(tab)
    })

    test('budget: showings of all touchpoints together, until the first is past its period', async () => {
      const budget = { per: 'P30D', showings: 2 }
      await configure(tyck(), { budget })
      for (const name of ['one', 'two', 'three']) {
        await publish(tyck(), `rules.budget-${name}`, { quietDays: anytime })
      }
      const one = await open(slot('rules.budget-one'))
      const { page: tab } = one
      await beShown(one)
      expect(await explained(tab, 'rules.budget-three')).toMatchObject({ show: true })
      await mount(tab, 'rules.budget-two')
      await beShown(one, 2)
      const spent = { reason: 'budget-spent', because: { rule: budget, value: 2 } }
      expect(await explained(tab, 'rules.budget-three')).toMatchObject(spent)

      const [first] = await tab.evaluate(() => JSON.parse(localStorage['tyck:pk_demo']).showings)
      await tab.clock.setFixedTime(first + 30 * dayMs - 1)
      expect(await explained(tab, 'rules.budget-three')).toMatchObject(spent)
      await tab.clock.setFixedTime(first + 30 * dayMs)
      expect(await explained(tab, 'rules.budget-three')).toMatchObject({ show: true, reason: undefined })
    })

    test('budget: two elements of one page do not overrun it together', async () => {
      await configure(tyck(), { budget: { per: 'P30D', showings: 1 } })
      for (const name of ['left', 'right']) await publish(tyck(), `rules.budget-${name}`)
      const one = await open(slot('rules.budget-left') + slot('rules.budget-right'))
      await expect
        .poll(async () => {
          await one.page.clock.runFor(500)
          return one.posts.length
        })
        .toBeGreaterThan(0)
      await one.page.clock.runFor(2_000)
      expect(new Set(one.posts.map(({ id }) => id)).size).toBe(1)
    })
  })

  describe('of the audience', () => {
    const audience: RulesInput['audience'] = [
      { key: 'country', eq: 'SE' },
      { key: 'paymentMethod', in: ['card', 'invoice'] },
      { key: 'orderValue', gte: 100 },
      { key: 'items', lte: 5 },
      { key: 'age', gte: 18, lte: 99 },
    ]
    const within = { country: 'SE', paymentMethod: 'invoice', orderValue: 100, items: 5, age: 18 }

    test('eq, in, gte and lte: all of them must hold, and explain names the one that does not', async () => {
      await publish(tyck(), 'rules.audience', { audience })
      const { page: tab } = await open()
      expect(await explained(tab, 'rules.audience', within)).toMatchObject({
        show: true,
        given: { metadata: within },
      })
      const cases: [keyof typeof within, unknown][] = [
        ['country', 'NO'],
        ['country', undefined],
        ['paymentMethod', 'cash'],
        ['orderValue', 99.99],
        ['orderValue', undefined],
        ['items', 6],
        ['age', 17],
        ['age', 100],
      ]
      for (const [key, value] of cases) {
        const given = JSON.parse(JSON.stringify({ ...within, [key]: value }))
        const { show, reason, because } = await explained(tab, 'rules.audience', given)
        expect({ show, reason, because }).toEqual({
          show: false,
          reason: 'not-in-audience',
          because: { rule: audience.find(rule => rule.key === key), value },
        })
      }
    })
  })

  describe('of how often', () => {
    test.each([
      { outcome: 'answered', days: 90 },
      { outcome: 'dismissed', days: 30 },
      { outcome: 'shown', days: 7 },
    ] as const)(
      'quietDays: $outcome keeps quiet for $days days, to the millisecond',
      async ({ outcome, days }) => {
        const touchpoint = `rules.quiet-${outcome}`
        const quietDays = { answered: 90, dismissed: 30, shown: 7 }
        await publish(tyck(), touchpoint, { quietDays })
        const one = await open(slot(touchpoint))
        const { page: tab, question } = one
        await beShown(one)
        if (outcome === 'answered') await answer(one)
        if (outcome === 'dismissed') await question.close.click()
        await tab.goto(page(pageOf('')))
        const { remembered } = await explained(tab, touchpoint)
        expect(Object.keys(remembered).sort()).toEqual(outcome === 'shown' ? ['shown'] : [outcome, 'shown'])

        const since = remembered[outcome] as Date
        await tab.clock.setFixedTime(+since + days * dayMs - 1)
        expect(await explained(tab, touchpoint)).toMatchObject({
          show: false,
          reason: `${outcome}-recently`,
          because: { rule: quietDays, value: since },
        })
        await tab.clock.setFixedTime(+since + days * dayMs)
        expect(await explained(tab, touchpoint)).toMatchObject({ show: true, reason: undefined })
        await mount(tab, touchpoint)
        await question.panel.waitFor()
      },
    )

    test('oncePer: asks once for each order, also after a reload and in another tab', async () => {
      await publish(tyck(), 'rules.once', { oncePer: 'orderId', quietDays: anytime })
      const order = (orderId: string) =>
        page(pageOf(slot('rules.once', `metadata='{"orderId":"${orderId}"}'`)))
      const one = await visit()
      const { page: tab } = one
      const question = questionOn(tab)
      const [a17, b18] = [order('A17'), order('B18')]
      await tab.goto(a17)
      await beShown(one)
      // Not answered yet: after a reload it goes on, as the same response.
      await tab.reload()
      await answer({ ...one, question })
      expect(new Set(one.posts.map(({ id }) => id)).size).toBe(1)

      const asked = { show: false, reason: 'already-asked', because: { rule: 'orderId', value: 'A17' } }
      await tab.reload()
      expect(await explained(tab, 'rules.once')).toMatchObject(asked)
      const second = await one.context.newPage()
      await second.goto(a17)
      expect(await explained(second, 'rules.once')).toMatchObject(asked)
      expect([await question.panel.count(), await questionOn(second).panel.count()]).toEqual([0, 0])

      await tab.goto(b18)
      await answer({ ...one, question }, 10)
      await expect
        .poll(() => one.rows())
        .toMatchObject([
          { score: 9, metadata: { orderId: 'A17' } },
          { score: 10, metadata: { orderId: 'B18' } },
        ])
      expect(await explained(tab, 'rules.once', { orderId: 'A17' })).toMatchObject(asked)
    })
  })

  describe('of the sample', () => {
    /** The ids among many that would be asked. */
    const sampled = (tab: Page, touchpoint: string) =>
      tab.evaluate(async touchpoint => {
        await window.tyck.explain(touchpoint)
        const ids: string[] = []
        for (let index = 0; index < 400; index++) {
          window.tyck.identify(`customer-${index}`)
          if ((await window.tyck.explain(touchpoint)).show) ids.push(`customer-${index}`)
        }
        return ids
      }, touchpoint)

    test('sampleRate: is about as many as it says, and the same on every device', async () => {
      const rates = { rare: 0.01, half: 0.5, nearly: 0.99 }
      for (const [name, sampleRate] of Object.entries(rates)) {
        await publish(tyck(), `rules.sample-${name}`, { sampleRate })
      }
      const [phone, laptop] = [await open(), await open()]
      // Who is in depends on the date; the test does not.
      for (const { page: tab } of [phone, laptop]) await tab.clock.setFixedTime('2026-03-01T12:00:00Z')
      const counts: Record<string, number> = {}
      for (const name of Object.keys(rates)) {
        counts[name] = (await sampled(phone.page, `rules.sample-${name}`)).length
      }
      expect(counts.rare).toBeGreaterThan(0)
      expect(counts.rare).toBeLessThanOrEqual(10)
      expect(counts.half).toBeGreaterThan(160)
      expect(counts.half).toBeLessThan(240)
      expect(counts.nearly).toBeGreaterThanOrEqual(390)
      expect(counts.nearly).toBeLessThan(400)

      const there = await sampled(laptop.page, 'rules.sample-half')
      expect(there).toEqual(await sampled(phone.page, 'rules.sample-half'))
      expect(await explained(laptop.page, 'rules.sample-rare')).toMatchObject({
        show: false,
        reason: 'not-sampled',
        because: { rule: 0.01, value: 'customer-399' },
      })
      await mount(laptop.page, 'rules.sample-rare')
      await mount(laptop.page, 'rules.sample-nearly')
      await laptop.question.panel.waitFor()
      expect(
        await laptop.page
          .locator('tyck-survey')
          .first()
          .evaluate(slot => slot.shadowRoot),
      ).toBeNull()
    })
  })

  describe('across devices', () => {
    /** Opens the page as somebody who has logged in. */
    const openAs = async (respondent: string, touchpoint: string) => {
      const asked: unknown[] = []
      const one = await visit()
      one.context.on('request', request => {
        if (request.url().endsWith('/v1/eligibility')) asked.push(request.postDataJSON())
      })
      return {
        ...one,
        asked,
        goto: () => one.page.goto(page(pageOf(identified(respondent) + fallback(touchpoint)))),
      }
    }

    test('acrossDevices: answered on one, quiet on the other', async () => {
      await configure(tyck(), { acrossDevices: true })
      await publish(tyck(), 'rules.devices')
      const phone = await openAs('customer-1', 'rules.devices')
      await phone.goto()
      await questionOn(phone.page).tap(9)
      await expect.poll(() => phone.rows()).toMatchObject([{ score: 9, respondent: 'customer-1' }])

      const laptop = await openAs('customer-1', 'rules.devices')
      await laptop.goto()
      expect(await explained(laptop.page, 'rules.devices')).toMatchObject({
        show: false,
        reason: 'answered-recently',
        because: { rule: 'acrossDevices', value: 'customer-1' },
        remembered: {},
      })
      await stays(laptop.page)
      expect(laptop.asked[0]).toEqual({
        key: 'pk_demo',
        touchpoint: 'rules.devices',
        respondent: 'customer-1',
        metadata: {},
      })

      const other = await openAs('customer-2', 'rules.devices')
      await other.goto()
      await questionOn(other.page).panel.waitFor()
    })

    test('acrossDevices: asks nobody where the service does not answer', async () => {
      await configure(tyck(), { acrossDevices: true })
      await publish(tyck(), 'rules.silence')
      const one = await openAs('customer-3', 'rules.silence')
      await one.context.route('**/v1/eligibility', route => route.abort())
      await one.goto()
      expect(await explained(one.page, 'rules.silence')).toMatchObject({ show: false, reason: 'no-survey' })
      await one.context.unroute('**/v1/eligibility')
      await one.context.route('**/v1/eligibility', route =>
        route.fulfill({ status: 503, json: { code: 'overloaded' } }),
      )
      expect(await explained(one.page, 'rules.silence')).toMatchObject({ show: false, reason: 'no-survey' })
      await stays(one.page)
      await one.context.unroute('**/v1/eligibility')
      expect(await explained(one.page, 'rules.silence')).toMatchObject({ show: true })
    })

    test('acrossDevices: tells the service of nobody without an id, nor where it is off', async () => {
      await publish(tyck(), 'rules.nobody')
      const off = await openAs('customer-4', 'rules.nobody')
      await off.goto()
      await questionOn(off.page).panel.waitFor()
      await configure(tyck(), { acrossDevices: true })
      const anonymous = await openAs('', 'rules.nobody')
      await anonymous.goto()
      await questionOn(anonymous.page).panel.waitFor()
      expect([...off.asked, ...anonymous.asked]).toEqual([])
    })
  })

  describe('of who vouches', () => {
    test('identity: a signed one makes the row verified; without, enforce refuses', async () => {
      await publish(tyck(), 'rules.identity')
      await configure(tyck(), { identity: 'enforce' })
      const secret = await makeIdentitySecret(tyck())
      const now = Math.floor(Date.now() / 1000)
      const token = await signIdentity(secret, {
        sub: 'customer-5',
        aud: 'pk_demo',
        iat: now,
        exp: now + 600,
      })
      const signed = await open(identified('customer-5', token) + slot('rules.identity'))
      await signed.question.tap(9)
      await expect
        .poll(() => signed.rows())
        .toMatchObject([{ score: 9, respondent: 'customer-5', verified: true }])

      const stranger = await open(identified('customer-5') + slot('rules.identity'))
      const reply = stranger.page.waitForResponse('**/v1/responses')
      await stranger.question.tap(0)
      expect((await (await reply).json()).results).toMatchObject([
        { status: 'rejected', code: 'identity-required' },
      ])
      await expect.poll(() => stranger.question.status.textContent()).toBe('Not saved')
      expect(await stranger.rows()).toEqual([])
    })
  })

  describe('of the moment', () => {
    test('delaySeconds: a corner comes so much later, not earlier', async () => {
      await publish(tyck(), 'rules.delay', { placement: 'corner', delaySeconds: 10 })
      const { page: tab, question } = await open()
      expect(await explained(tab, 'rules.delay')).toMatchObject({ show: true, rules: { delaySeconds: 10 } })
      await tab.clock.pauseAt(Date.now() + 60_000)
      await mount(tab, 'rules.delay')
      await expect.poll(async () => (await explained(tab, 'rules.delay')).reason).toBe('already-open')
      await tab.clock.runFor(9_900)
      expect(await question.panel.count()).toBe(0)
      await tab.clock.runFor(200)
      await question.panel.waitFor()
    })

    test('already-open: one at a time of a touchpoint, and no corner beside an open question', async () => {
      await publish(tyck(), 'rules.open')
      await publish(tyck(), 'rules.corner', { placement: 'corner', delaySeconds: 0 })
      const { page: tab, question } = await open(slot('rules.open'))
      await question.panel.waitFor()
      expect(await explained(tab, 'rules.open')).toMatchObject({ show: false, reason: 'already-open' })
      const show = (touchpoint: string) => tab.evaluate(key => window.tyck.show(key), touchpoint)
      const skipped = { outcome: 'skipped', reason: 'already-open' }
      expect(await show('rules.open')).toEqual(skipped)
      expect(await show('rules.corner')).toEqual(skipped)
      expect(await question.panel.count()).toBe(1)
    })

    test('no-room: says what is needed and what is there, and that much is enough', async () => {
      await publish(tyck(), 'rules.room')
      const low = '<style>body tyck-survey{min-block-size:var(--room)}html{--room:60px}</style>'
      const { page: tab, question } = await open(low + fallback('rules.room'))
      await expect.poll(async () => (await explained(tab, 'rules.room')).reason).toBe('no-room')
      const lacking = await explained(tab, 'rules.room')
      expect(lacking).toMatchObject({ show: false, reason: 'no-room', because: { value: '60px' } })
      const needed = Number.parseInt(`${lacking.because?.rule}`, 10)
      expect(needed).toBeGreaterThan(60)
      await stays(tab)

      const roomOf = async (px: number) => {
        await tab.evaluate(px => document.documentElement.style.setProperty('--room', `${px}px`), px)
        // Whatever changes in the element, it asks anew.
        await tab
          .locator('tyck-survey')
          .evaluate((slot, px) => slot.setAttribute('metadata', `{"room":${px}}`), px)
      }
      await roomOf(needed - 1)
      await expect
        .poll(async () => (await explained(tab, 'rules.room')).because)
        .toEqual({ rule: `${needed}px`, value: `${needed - 1}px` })
      expect(await question.panel.count()).toBe(0)
      await roomOf(needed)
      await question.panel.waitFor()
      expect((await question.panel.boundingBox())?.height).toBe(needed)
    })

    test('no-room: a height that the page set on the element itself is room too, and stays', async () => {
      const bare = '<style>body tyck-survey{min-block-size:0}</style>'
      const { page: tab, question } = await open(
        bare + slot('checkout.payment', 'style="min-block-size:12rem"'),
      )
      expect((await explained(tab, 'checkout.payment')).reason).toBe('already-open')
      expect((await question.panel.boundingBox())?.height).toBe(192)
    })
  })

  describe('in the language of the moment', () => {
    const texts = {
      en: ['How was it?', 'Bad', 'Good', 'What did you like best?', 'Thank you.'],
      sv: ['Hur var det?', 'Dåligt', 'Bra', 'Vad var bäst?', 'Tack.'],
      ar: ['كيف كان ذلك؟', 'سيئ', 'جيد', 'ما الذي أعجبك؟', 'شكرا.'],
    }
    const locales = Object.fromEntries(
      Object.entries(texts).map(
        ([locale, [question = '', lowLabel = '', highLabel = '', why = '', thanks = '']]) => [
          locale,
          { question, lowLabel, highLabel, followUps: { promoter: why }, thanks },
        ],
      ),
    )

    test('locale: switched on the element, all texts change and nothing that was given', async () => {
      await publish(tyck(), 'rules.locale', {}, { locales })
      const one = await open(slot('rules.locale'))
      const { page: tab, question, posts } = one
      await question.tap(9)
      await expect.poll(() => question.status.textContent()).toBe('Saved')
      await question.comment.pressSequentially('Quick')
      await tab.keyboard.press('ArrowLeft')
      const before = posts.length

      for (const [locale, send, direction] of [
        ['ar', 'إرسال', 'rtl'],
        ['sv', 'Skicka', 'ltr'],
      ] as const) {
        const [asked, low, high, why] = texts[locale]
        await tab.locator('tyck-survey').evaluate((slot, to) => slot.setAttribute('locale', to), locale)
        await expect.poll(() => question.panel.locator('legend').textContent()).toBe(asked)
        expect(await question.panel.locator('.ends').textContent()).toContain(low)
        expect(await question.panel.locator('.ends').textContent()).toContain(high)
        expect(await question.panel.locator('.prompt').textContent()).toBe(why)
        expect(await question.panel.locator('.primary').textContent()).toBe(send)
        expect(await question.panel.getAttribute('dir')).toBe(direction)
        expect(await question.panel.getAttribute('lang')).toBe(locale)
      }
      expect(await question.status.textContent()).toBe('Sparat')
      expect(await question.options.nth(9).isChecked()).toBe(true)
      // The caret stands where it stood.
      await tab.keyboard.type('!')
      expect(await question.comment.inputValue()).toBe('Quic!k')
      expect(posts.length).toBe(before)

      await settle(tab)
      await question.panel.locator('.primary').click()
      await expect.poll(() => question.thanks.textContent()).toContain('Tack.')
      await expect
        .poll(() => one.rows())
        .toMatchObject([{ score: 9, comment: 'Quic!k', locale: 'sv', respondent: null }])
    })
  })

  describe('explained', () => {
    test('without a touchpoint: all that the page has and the project publishes', async () => {
      await publish(tyck(), 'rules.listed', { audience: [{ key: 'vip', eq: true }] })
      const { page: tab, question } = await open(slot('rules.mistyped') + slot('checkout.payment'))
      await question.panel.waitFor()
      const all = await tab.evaluate(() => window.tyck.explain())
      const keys = all.map(({ touchpoint }) => touchpoint)
      expect(new Set(keys).size).toBe(keys.length)
      const published = await tyck().sql<{ touchpoint: string }>(
        `select distinct touchpoint from tyck.surveys where project_key = 'pk_demo'`,
      )
      expect(keys.sort()).toEqual(['rules.mistyped', ...published.map(({ touchpoint }) => touchpoint)].sort())
      const of = (key: string) => all.find(({ touchpoint }) => touchpoint === key)
      expect(of('rules.mistyped')).toMatchObject({ reason: 'no-survey', because: { rule: 'published' } })
      expect(of('checkout.payment')).toMatchObject({ reason: 'already-open' })
      expect(of('rules.listed')).toMatchObject({
        reason: 'not-in-audience',
        because: { rule: { key: 'vip' } },
      })
      expect(of('product.page')).toMatchObject({ show: true })
    })

    test('where the surveys could not be fetched', async () => {
      const one = await visit()
      await one.context.route('**/surveys?*', route => route.abort())
      await one.page.goto(page(pageOf(fallback('checkout.payment'))))
      expect(await explained(one.page, 'checkout.payment')).toMatchObject({
        reason: 'no-survey',
        because: { rule: 'reachable' },
      })
      await stays(one.page)
    })
  })
})
