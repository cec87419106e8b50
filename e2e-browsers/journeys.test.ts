import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageOf } from '../e2e/site.ts'
import { type RunningTyck, startTyck } from '../e2e/tyck.ts'
import type { Tab } from './driver.ts'
import { findFirefox } from './firefox.ts'
import { advice, asks, journeyIn } from './journey.ts'
import { clickOn, middleOf, questionIn, runIn, settle } from './question.ts'
import { findWebKit } from './webkit.ts'

const candidates = [findFirefox(), findWebKit()]
// Where none of them is here, nothing was tested, which must not look like a success.
const required = Boolean(process.env.TYCK_REQUIRE_BROWSERS) || !candidates.some(({ start }) => start)

let tyck: RunningTyck
beforeAll(async () => {
  tyck = await startTyck()
})
afterAll(() => tyck?.stop())

/** An empty page without the script. */
const elsewhere = '<!doctype html><title>Elsewhere</title>'
const instead = '<p id="instead">While you wait.</p>'
const before = '<button id="before">Before</button>'
const skipButton = '.actions button:not(.change):not(.primary)'

/** Whether the page would ask, once the script has come. */
async function explain(tab: Tab) {
  await expect.poll(() => runIn(tab, () => typeof window.tyck?.explain)).toBe('function')
  return runIn(tab, () => window.tyck.explain('checkout.payment'))
}

/** WebKitGTK's driver keeps the console to itself, so the page listens: to warnings, errors and what is thrown. */
const hearsComplaints = `<script>
  var complaints = []
  for (const kind of ['warn', 'error']) console[kind] = (...said) => complaints.push(said.join(' '))
  for (const kind of ['error', 'unhandledrejection', 'securitypolicyviolation']) {
    addEventListener(kind, event => complaints.push(event.message || kind), true)
  }
</script>`

describe.each(candidates.map(one => [one.name, one] as const))('%s', (_, candidate) => {
  const { journey, page } = journeyIn(candidate, () => tyck)

  if (required && !candidate.start) {
    test('starts', () => {
      throw new Error(advice(candidate))
    })
  } else {
    journey('starts', ({ driver }) => {
      expect(driver.version).toMatch(/^\d/)
    })
  }

  journey('tap: a score is stored with what the cart knows, then its comment', async ({ visit }) => {
    const { tab, question, rows } = await visit()
    await tab.go(`${tyck.examplesUrl}/checkout/`)
    await clickOn(tab, '#pay')
    await question.ready()
    await question.tap(9)
    await question.says('Saved')
    const metadata = { orderValue: 1240, paymentMethod: 'card', items: 3, currency: 'SEK' }
    expect(await rows()).toMatchObject([{ score: 9, comment: null, metadata }])
    await question.comment('Swish was one tap. Tack!')
    expect(await rows()).toMatchObject([
      { score: 9, comment: 'Swish was one tap. Tack!', metadata, test: false, dismissed_at: null },
    ])
  })

  journey('tap: a finger posts, as a mouse does', async ({ asked, skip }) => {
    const { tab, question, rows } = await asked(
      `${asks}<script>
      addEventListener('click', event => document.body.dataset.tappedBy = event.pointerType)
    </script>`,
    )
    if (!tab.touch) return skip('its driver makes a mouse of a finger')
    const { x, y } = await middleOf(tab, 'input', 6)
    await tab.touch(x, y)
    expect(await runIn(tab, () => document.body.dataset.tappedBy)).toBe('touch')
    await question.says('Saved')
    expect(await rows()).toMatchObject([{ score: 6 }])
  })

  journey('tap: a click without a pointer (screen readers) only marks', async ({ asked }) => {
    const { tab, question, rows } = await asked()
    await runIn(tab, () =>
      document.querySelector('tyck-survey')?.shadowRoot?.querySelectorAll('input')[5]?.click(),
    )
    await expect.poll(() => question.text('.ends button')).toBe('Send')
    expect(await question.text('[role=status]')).toBe('')
    await clickOn(tab, '.ends button')
    await question.says('Saved')
    expect(await rows()).toMatchObject([{ score: 5 }])
  })

  journey('offline: an answer waits for the service, and is stored once', async ({ asked }) => {
    const { question, scores } = await asked()
    await tyck.kill()
    try {
      await question.tap(3)
      await question.says('Will be sent')
      expect(await scores()).toEqual([])
    } finally {
      await tyck.restart()
    }
    await question.says('Saved')
    expect(await scores()).toEqual([3])
  })

  journey('offline: what its page could not send goes out from the next one', async ({ asked }) => {
    const { tab, question, scores } = await asked()
    await tyck.kill()
    try {
      await question.tap(4)
      await question.says('Will be sent')
      await tab.go(page(elsewhere))
    } finally {
      await tyck.restart()
    }
    await tab.go(page(pageOf('')))
    await expect.poll(scores).toEqual([4])
  })

  journey('quiet: what was answered is not asked again, and explain says so', async ({ asked }) => {
    const { tab, question } = await asked(asks.replace('></tyck', `>${instead}</tyck`))
    await question.tap(10)
    await settle(tab)
    await clickOn(tab, skipButton)
    await expect.poll(() => question.text('.thanks')).toContain('Saved')
    await tab.reload()
    expect(await explain(tab)).toMatchObject({ show: false, reason: 'answered-recently', test: false })
    expect(await question.count('input')).toBe(0)
    expect(await runIn(tab, () => document.querySelector('#instead')?.getClientRects().length)).toBe(1)
  })

  journey('quiet: coming back by the Back button does not ask again', async ({ asked }) => {
    const { tab, question, rows } = await asked()
    await question.tap(8)
    await settle(tab)
    await clickOn(tab, skipButton)
    await expect.poll(() => question.text('.thanks')).toContain('Saved')
    await tab.go(page(elsewhere))
    // Out of the browser's memory or loaded anew: as it likes.
    await runIn(tab, () => history.back())
    await expect.poll(() => runIn(tab, () => document.title)).toBe('A shop')
    expect(await explain(tab)).toMatchObject({ show: false })
    expect(await question.count('[data-phase=asking]')).toBe(0)
    expect(await rows()).toMatchObject([{ score: 8 }])
  })

  journey('keyboard: arrows only mark, Enter posts, Ctrl+Enter sends', async ({ asked }) => {
    const { tab, question, rows } = await asked(before + asks)
    await clickOn(tab, '#before')
    await tab.press('Tab')
    await expect.poll(question.focused).toBe('answer 0')
    for (let presses = 0; presses < 5; presses++) await tab.press('ArrowRight')
    await tab.press('ArrowLeft')
    await expect.poll(question.focused).toBe('answer 4')
    expect(await question.text('.ends button')).toBe('Send')
    expect(await question.count('textarea')).toBe(0)
    expect(await question.text('[role=status]')).toBe('')
    await tab.press('Enter')
    await question.says('Saved')
    expect(await rows()).toMatchObject([{ score: 4, comment: null }])
    // Where the scale had to fold away, the focus went to the heading.
    expect(['answer 4', 'label']).toContain(await question.focused())
    for (let stops = 0; stops < 8 && (await question.focused()) !== 'textarea'; stops++)
      await tab.press('Tab')
    await tab.type('By keyboard')
    await settle(tab)
    await tab.press('Enter', 'Control')
    await expect.poll(() => question.text('.thanks')).toContain('Saved')
    expect(await rows()).toMatchObject([{ score: 4, comment: 'By keyboard' }])
    // What had the focus is gone: the heading has it, or thanks where the scale had to fold away.
    expect(['legend', 'p']).toContain(await question.focused())
  })

  journey('keyboard: what has the focus is outlined, after an arrow too', async ({ asked }) => {
    const { tab, question } = await asked(before + asks)
    const outline = () =>
      runIn(tab, () => {
        const focused = document.activeElement?.shadowRoot?.activeElement?.nextElementSibling
        return focused ? getComputedStyle(focused).outlineStyle : 'nothing has the focus'
      })
    await clickOn(tab, '#before')
    await tab.press('Tab')
    await expect.poll(question.focused).toBe('answer 0')
    expect(await outline()).toBe('solid')
    await tab.press('ArrowRight')
    await expect.poll(question.focused).toBe('answer 1')
    expect(await outline()).toBe('solid')
  })

  journey('keyboard: Escape dismisses, and gives the focus back', async ({ asked }) => {
    const { tab, question, rows, scores } = await asked(before + asks)
    await clickOn(tab, '#before')
    await tab.press('Tab')
    await tab.press(' ')
    await expect.poll(question.focused).toBe('answer 0')
    await tab.press('Escape')
    await expect.poll(() => question.count('section')).toBe(0)
    expect(await question.focused()).toBe('before')
    await expect.poll(async () => (await rows())[0]?.dismissed_at).toBeInstanceOf(Date)
    expect(await scores()).toEqual([])
  })

  journey('leaving: a page that goes elsewhere within the tap loses nothing', async ({ asked }) => {
    const address = page(elsewhere)
    const leaves = `<script>document.addEventListener('click', () => location.assign('${address}'))</script>`
    const { tab, question, rows } = await asked(`${asks}${leaves}`)
    await question.tap(9)
    await expect.poll(rows).toMatchObject([{ score: 9 }])
    expect(await runIn(tab, () => document.title)).toBe('Elsewhere')
  })

  journey('leaving: a tab that is closed right after the tap loses nothing', async ({ visit }) => {
    const { profile, tab: stays, rows } = await visit()
    await stays.go(page(elsewhere))
    const tab = await profile.openTab()
    await tab.go(page(pageOf(asks)))
    const question = questionIn(tab)
    await question.ready()
    await question.tap(7)
    await tab.close()
    await expect.poll(rows).toMatchObject([{ score: 7 }])
  })

  journey('leaving: back on an unanswered question, a tap is stored once', async ({ asked }) => {
    const { tab, question, rows, scores } = await asked()
    await expect.poll(rows).toMatchObject([{ score: null }])
    await tab.go(page(elsewhere))
    await runIn(tab, () => history.back())
    await expect.poll(() => runIn(tab, () => document.title)).toBe('A shop')
    await question.ready()
    await question.tap(9)
    await question.says('Saved')
    expect(await scores()).toEqual([9])
  })

  journey('look: constructed style sheets apply, and the console stays empty', async ({ asked }) => {
    const { tab, question } = await asked(asks, hearsComplaints)
    await question.tap(9)
    await question.comment('Fine')
    const look = await runIn(tab, () => {
      const root = document.querySelector('tyck-survey')?.shadowRoot as ShadowRoot
      const chosen = root.querySelector('[data-chosen=true] span') as Element
      return {
        constructed: root.adoptedStyleSheets.length > 0,
        elements: root.querySelectorAll('style').length,
        chosen: getComputedStyle(chosen).backgroundColor,
      }
    })
    expect(look).toEqual({ constructed: true, elements: 0, chosen: 'rgb(10, 108, 116)' })
    const complaints = () => runIn(tab, () => (window as { complaints?: string[] }).complaints)
    expect(await complaints()).toEqual([])
    await runIn(tab, () => console.error('planted'))
    expect(await complaints()).toEqual(['planted'])
  })

  journey.for([288, 900])('look: in %i px every state fits the reserved room', async (width, { asked }) => {
    const { tab, question } = await asked(`<div style="width:${width}px">${asks}</div>`)
    const room = () =>
      runIn(tab, () => {
        const slot = document.querySelector('tyck-survey') as HTMLElement
        const panel = slot.shadowRoot?.querySelector('section') as HTMLElement
        return { height: slot.offsetHeight, below: panel.scrollHeight - panel.clientHeight }
      })
    const fits = { height: 176, below: 0 }
    expect(await room()).toEqual(fits)
    await question.tap(1)
    await expect.poll(() => question.count('textarea')).toBe(1)
    expect(await room()).toEqual(fits)
    await question.comment('Fine')
    expect(await room()).toEqual(fits)
  })

  journey('corner: opens when the page asks, takes an answer, closes on Back', async ({ asked }) => {
    const calls = `<script>
      history.pushState(null, '', '#here')
      window.tyck = window.tyck || []
      tyck.push(t => t.show('order.delivered').then(outcome => (window.outcome = outcome)))
    </script>`
    const { tab, question, rows } = await asked(calls)
    await question.tap(4)
    await question.says('Saved')
    expect(await rows()).toMatchObject([{ touchpoint: 'order.delivered', score: 5 }])
    await runIn(tab, () => history.back())
    await expect.poll(() => question.count('section')).toBe(0)
    const outcome = await runIn(tab, () => (window as { outcome?: unknown }).outcome)
    expect(outcome).toEqual({ outcome: 'answered', score: 5 })
  })

  journey('strict policy: asked, answered, thanked for, and nothing refused', async ({ visit }) => {
    const { tab, question, rows } = await visit()
    await tab.go(`${tyck.examplesUrl}/strict/`)
    await question.ready()
    await question.tap(1)
    await question.comment('More pictures, please')
    expect(await rows()).toMatchObject([{ score: 2, comment: 'More pictures, please' }])
    const refused = () => runIn(tab, () => document.querySelector('#count')?.textContent)
    expect(await refused()).toBe('0')
    await runIn(tab, () => {
      new Image().src = 'https://elsewhere.example/x.png'
    })
    await expect.poll(refused).toBe('1')
  })
})
