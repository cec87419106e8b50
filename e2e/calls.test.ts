import { expect, test } from 'vitest'
import { isSampled } from '../packages/shared/src/sampling.ts'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { publish } from './publish.ts'
import { questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'

describeInBrowser('What a page calls, and the rules that answer', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  /** A script that notes what it hears and learns on the page's `heard`. */
  const noting = (script: string) => `<script>
    var heard = []
    window.tyck = window.tyck || []
    ${script}
  </script>`
  type Heard = { heard: unknown[] }

  test('runs what is pushed before the script comes, and after, and goes on after one that throws', async () => {
    const { page: tab, complaints } = await visit()
    const script = noting(`
      tyck.push(function (t) { heard.push('before ' + typeof t.show) })
      tyck.push(function () { throw new Error('theirs') })
      tyck.push(function () { heard.push('still') })
    `)
    await tab.goto(page(pageOf(script)))
    await tab.waitForFunction(() => (window as unknown as Heard).heard.length === 2)
    const after = await tab.evaluate(() => {
      const { heard } = window as unknown as Heard
      window.tyck.push(() => heard.push('at once'))
      return heard
    })
    expect(after).toEqual(['before function', 'still', 'at once'])
    expect(complaints).toEqual([expect.stringContaining('theirs')])
  })

  test('tells how each showing ended, and each step on the way', async () => {
    await publish(tyck(), 'calls.outcomes')
    const { page: tab } = await visit()
    const script = noting(`
      tyck.push(function (t) {
        ['shown', 'answered', 'dismissed', 'skipped'].forEach(function (event) {
          t.on(event, function (detail) { heard.push(event, detail.touchpoint, detail.score, detail.reason) })
          document.addEventListener('tyck:' + event, function (e) { heard.push(e.target.localName || 'document') })
        })
      })`)
    await tab.goto(page(pageOf(slot('calls.outcomes') + script)))
    const question = questionOn(tab)
    await question.status.waitFor({ state: 'attached' })
    const heard = () => tab.evaluate(() => (window as unknown as Heard).heard.splice(0))
    const ask = () => tab.evaluate(() => window.tyck.show('calls.outcomes'))

    // It is there already.
    expect(await ask()).toEqual({ outcome: 'skipped', reason: 'already-open' })
    expect(await heard()).toEqual(['tyck-survey', 'skipped', 'calls.outcomes', undefined, 'already-open'])

    await tab.evaluate(() => window.tyck.dismiss())
    await question.panel.waitFor({ state: 'detached' })
    const ignored = ask()
    await question.status.waitFor({ state: 'attached' })
    await tab.evaluate(() => window.tyck.dismiss('calls.outcomes'))
    expect(await ignored).toEqual({ outcome: 'ignored' })

    const answered = ask()
    await question.status.waitFor({ state: 'attached' })
    await expect
      .poll(async () => {
        await tab.clock.runFor(500)
        return tab.evaluate(() => (window as unknown as Heard).heard)
      })
      .toContain('shown')
    await question.tap(9)
    await settle(tab)
    await question.skip.click()
    expect(await answered).toEqual({ outcome: 'answered', score: 9 })
    expect(await heard()).toEqual([
      ...['tyck-survey', 'shown', 'calls.outcomes', undefined, undefined],
      ...['tyck-survey', 'answered', 'calls.outcomes', 9, undefined],
    ])
    await tab.evaluate(() => window.tyck.dismiss())
    expect(await ask()).toEqual({ outcome: 'skipped', reason: 'answered-recently' })
    expect(await tab.evaluate(() => window.tyck.show('calls.nowhere'))).toEqual({
      outcome: 'skipped',
      reason: 'no-survey',
    })
  })

  test('asks in the other slot of its touchpoint where the one that asked goes away, and not where it is moved', async () => {
    await publish(tyck(), 'calls.slots')
    const { page: tab } = await visit()
    const slots = `<main id="first">${slot('calls.slots')}</main><main id="second">${slot('calls.slots')}</main><aside></aside>`
    await tab.goto(page(pageOf(slots)))
    const [first, second] = [questionOn(tab, '#first *'), questionOn(tab, '#second *')]
    await first.panel.waitFor()
    await tab.evaluate(() => {
      const [moved, aside] = [document.querySelector('#first > *'), document.querySelector('aside')]
      if (moved) aside?.append(moved)
    })
    await questionOn(tab, 'aside *').panel.waitFor()
    expect(await second.panel.count()).toBe(0)
    await tab.evaluate(() => document.querySelector('aside')?.remove())
    await second.panel.waitFor()
  })

  test('says that a showing was dismissed', async () => {
    await publish(tyck(), 'calls.dismissed')
    const { page: tab } = await visit()
    await tab.goto(page(pageOf(noting(''))))
    const outcome = tab.evaluate(async () => {
      const { heard } = window as unknown as Heard
      return new Promise(resolve => {
        window.tyck.push(t => {
          t.on('dismissed', ({ touchpoint }) => heard.push(touchpoint))
          resolve(t.show('calls.dismissed'))
        })
      })
    })
    const question = questionOn(tab)
    await expect
      .poll(async () => {
        await tab.clock.runFor(1000)
        return question.panel.isVisible()
      })
      .toBe(true)
    await question.close.click()
    expect(await outcome).toEqual({ outcome: 'dismissed' })
    expect(await tab.evaluate(() => (window as unknown as Heard).heard)).toEqual(['calls.dismissed'])
  })

  test('asks only those whom the audience means, and again when the page knows more', async () => {
    await publish(tyck(), 'calls.audience', {
      audience: [
        { key: 'orderValue', gte: 1000 },
        { key: 'paymentMethod', in: ['card', 'invoice'] },
      ],
    })
    const { page: tab } = await visit()
    await tab.goto(
      page(pageOf(slot('calls.audience', `metadata='{"orderValue":420,"paymentMethod":"card"}'`))),
    )
    const explained = () => tab.evaluate(() => window.tyck.explain('calls.audience'))
    expect(await explained()).toMatchObject({
      show: false,
      reason: 'not-in-audience',
      given: { metadata: { orderValue: 420 } },
    })
    await tab
      .locator('tyck-survey')
      .evaluate(slot => slot.setAttribute('metadata', '{"orderValue":1240,"paymentMethod":"card"}'))
    await questionOn(tab).options.first().waitFor()
    expect(await explained()).toMatchObject({ show: false, reason: 'already-open' })
  })

  test('samples by respondent, and sticks to it', async () => {
    await publish(tyck(), 'calls.sampled', { sampleRate: 0.5 })
    const now = Date.now()
    const inSample = (respondent: string) => isSampled(respondent, 'calls.sampled', now, 0.5)
    const respondents = Array.from({ length: 50 }, (_, index) => `customer-${index}`)
    const some = [respondents.find(inSample), respondents.find(one => !inSample(one))] as string[]
    const { page: tab } = await visit()
    await tab.goto(page(pageOf('')))
    for (const respondent of some) {
      const { show, reason } = await tab.evaluate(async respondent => {
        await new Promise(ready => window.tyck.push(ready))
        window.tyck.identify(respondent)
        return window.tyck.explain('calls.sampled')
      }, respondent)
      expect({ show, reason }).toEqual(
        inSample(respondent) ? { show: true, reason: undefined } : { show: false, reason: 'not-sampled' },
      )
    }
  })

  test('makes an id of its own only where the sample needs one, and keeps it', async () => {
    await publish(tyck(), 'calls.random', { sampleRate: 0.5 })
    const { page: tab } = await visit()
    const address = page(pageOf(slot('calls.random')))
    const explained = async () => {
      await tab.goto(address)
      return tab.evaluate(() => window.tyck.explain('calls.random'))
    }
    const first = await explained()
    expect(first.given.respondent).toBeTruthy()
    const second = await explained()
    expect(second.given.respondent).toBe(first.given.respondent)
    // Asked at both or at neither: where it was, it is open by now.
    expect(second.reason).toBe(first.reason)
    expect(await tab.evaluate(() => Object.keys(localStorage))).toEqual(['tyck:pk_demo'])
    const everybody = await tab.evaluate(() => window.tyck.explain('checkout.payment'))
    expect(everybody.rules.sampleRate).toBe(1)
  })

  test('sends the id that the site gives', async () => {
    const one = await visit()
    await one.page.goto(
      page(
        pageOf(noting(`tyck.push(function (t) { t.identify('customer-17') })`) + slot('checkout.payment')),
      ),
    )
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    await question.tap(9)
    await expect.poll(() => one.rows()).toMatchObject([{ respondent: 'customer-17' }])
  })

  test('asks always and marks what it gets as a test on the machine of a developer', async () => {
    const one = await visit()
    const own = pageOf(slot('checkout.payment')).replace(
      '{{SCRIPT}}',
      '<script src="{{TYCK}}/tyck.js?key=pk_demo"></script>',
    )
    const address = page(own)
    for (const score of [9, 10]) {
      await one.page.goto(address)
      const question = questionOn(one.page)
      await question.status.waitFor({ state: 'attached' })
      await question.tap(score)
      await settle(one.page)
      await question.skip.click()
      await question.thanks.waitFor()
    }
    await expect
      .poll(async () => (await one.rows()).map(({ score, test }) => [score, test]))
      .toEqual([
        [9, true],
        [10, true],
      ])
  })

  test('keeps nothing in the browser where the site wants it so', async () => {
    const one = await visit()
    const own = pageOf(slot('checkout.payment')).replace(
      '{{SCRIPT}}',
      '<script src="{{TYCK}}/tyck.js" data-key="pk_demo" data-test="false" data-storage="none"></script>',
    )
    await one.page.goto(page(own))
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    await question.tap(9)
    await question.comment.fill('Fine')
    await expect.poll(() => one.rows()).toMatchObject([{ score: 9 }])
    expect(await one.page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  })

  test('speaks the language of the page, and of the slot before that', async () => {
    const { page: tab } = await visit()
    const slots = slot('checkout.payment', 'locale="sv-SE"')
    await tab.goto(page(pageOf(slots)))
    expect(await questionOn(tab).panel.locator('legend').textContent()).toContain('Hur troligt')
    await tab.goto(page(pageOf(slot('checkout.payment')).replace('lang="en"', 'lang="sv"')))
    expect(await questionOn(tab).panel.locator('legend').textContent()).toContain('Hur troligt')
  })
})

describeInBrowser('Every metric', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  test.each([
    { metric: 'nps', touchpoint: 'checkout.payment', names: 11, tap: 0, score: 0 },
    { metric: 'csat', touchpoint: 'order.delivered', names: 5, tap: 4, score: 5 },
    { metric: 'ces', touchpoint: 'support.closed', names: 7, tap: 6, score: 7 },
    { metric: 'thumbs', touchpoint: 'search.results', names: 2, tap: 0, score: 1 },
    { metric: 'smileys', touchpoint: 'app.week-one', names: 4, tap: 3, score: 4 },
    { metric: 'stars', touchpoint: 'product.page', names: 5, tap: 2, score: 3 },
  ])(
    '$metric draws its scale, names each answer and stores its score',
    async ({ metric, touchpoint, names, tap, score }) => {
      // The delivery is asked about in the corner unless its rules say otherwise.
      if (metric === 'csat') {
        await fetch(`${tyck().apiUrl}/v1/touchpoints/${touchpoint}/rules`, {
          method: 'PUT',
          headers: { authorization: 'Bearer sk_demo', 'content-type': 'application/json' },
          body: JSON.stringify({ placement: 'inline' }),
        })
      }
      const one = await visit({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })
      await one.page.goto(page(pageOf(slot(touchpoint))))
      const question = questionOn(one.page)
      await question.status.waitFor({ state: 'attached' })
      const answers = await question.options.evaluateAll(all =>
        all.map(one => one.getAttribute('aria-label')),
      )
      expect(new Set(answers).size).toBe(names)
      for (const box of await question.options.evaluateAll(all =>
        all.map(one => one.getBoundingClientRect().toJSON()),
      )) {
        expect(box.width).toBeGreaterThanOrEqual(44)
        expect(box.height).toBeGreaterThanOrEqual(44)
        expect(box.right).toBeLessThanOrEqual(320)
      }
      await question.options.nth(tap).tap()
      await expect.poll(() => one.rows()).toMatchObject([{ touchpoint, metric, score }])
    },
  )
})
