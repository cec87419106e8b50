import axe from 'axe-core'
import type { Frame, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import type { VisitOptions } from './visit.ts'

describeInBrowser('The gallery', () => {
  const { visit, tyck } = browsing()

  /** Opens it in a window that holds all of it, so that every cell loads and every shift of a cell is seen. */
  async function open(query: string, options: VisitOptions = {}) {
    const one = await visit(options)
    await one.context.addInitScript(() => {
      const shifts: string[] = []
      const note = (entry: PerformanceEntry) => {
        const { value, sources } = entry as unknown as { value: number; sources: { node: Element | null }[] }
        shifts.push(`${value} of ${sources.map(({ node }) => node?.nodeName)}`)
      }
      const observer = new PerformanceObserver(list => list.getEntries().forEach(note))
      observer.observe({ type: 'layout-shift', buffered: true })
      Object.assign(window, {
        [Symbol.for('notes')]: () => {
          observer.takeRecords().forEach(note)
          return shifts
        },
      })
    })
    await one.page.goto(`/gallery/${query}`)
    return one
  }

  const cells = (page: Page) => page.frames().filter(frame => frame.url().includes('/gallery/cell.html'))

  /** The cell as its address says it: "nps slot plain light en". */
  const named = (frame: Frame) => {
    const { searchParams } = new URL(frame.url())
    return ['metric', 'placement', 'frame', 'scheme', 'locale'].map(name => searchParams.get(name)).join(' ')
  }

  const panelIn = (frame: Frame) => frame.locator('tyck-survey, [data-corner]').locator('section')

  /** Waits until each of as many cells has its question, with the later part, which must not move it either. */
  async function asked(page: Page, count: number) {
    await expect.poll(() => cells(page).length).toBe(count)
    // In one go: to ask each of so many frames by itself, again and again, takes longer than they take.
    const without = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('iframe')]
          .filter(({ contentDocument }) => {
            const hosts = [...(contentDocument?.querySelectorAll('tyck-survey, [data-corner]') ?? [])]
            return !hosts.some(host => host.shadowRoot?.querySelector('section [role=status]'))
          })
          .map(({ src }) => src),
      )
    await expect
      .poll(
        async () => {
          // A corner waits for some seconds, of the page's own time.
          await page.clock.runFor(1_000)
          return without()
        },
        { timeout: 20_000 },
      )
      .toEqual([])
    return cells(page)
  }

  /** What has moved, once what was drawn has been laid out: an observer of intersections reports from real frames. */
  const shiftsOf = (frame: Frame) =>
    frame.evaluate(async () => {
      for (let drawn = 0; drawn < 3; drawn++) {
        await new Promise<void>(resolve => {
          const observer = new IntersectionObserver(() => {
            observer.disconnect()
            resolve()
          })
          observer.observe(document.documentElement)
        })
      }
      return (window as unknown as Record<symbol, () => string[]>)[Symbol.for('notes')]?.()
    })

  async function faults(frame: Frame, context: string) {
    await frame.evaluate(axe.source)
    return frame.evaluate(async context => {
      const { axe } = window as unknown as {
        axe: {
          run(context: string, options: object): Promise<{ violations: { id: string }[] }>
        }
      }
      return (await axe.run(context, { iframes: false })).violations.map(({ id }) => id)
    }, context)
  }

  test.each([
    ['72 questions on a desk', 72, '', { viewport: { width: 1280, height: 7_000 } }],
    [
      '48 questions on a phone',
      48,
      '?placement=slot',
      { viewport: { width: 320, height: 15_000 }, hasTouch: true, isMobile: true },
    ],
  ] as [string, number, string, VisitOptions][])(
    'draws %s, and nothing moves',
    async (_, count, query, options) => {
      const { page } = await open(query, options)
      const frames = await asked(page, count)
      // All wait for the same frames of the browser.
      const shifts = await Promise.all(frames.map(shiftsOf))
      for (const [at, frame] of frames.entries()) {
        expect.soft(shifts[at], named(frame)).toEqual([])
        const { direction, text } = await panelIn(frame).evaluate(panel => ({
          direction: getComputedStyle(panel).direction,
          text: panel.querySelector('legend')?.textContent,
        }))
        expect.soft(direction, named(frame)).toBe(named(frame).endsWith('ar') ? 'rtl' : 'ltr')
        expect.soft(/[\u0600-\u06ff]/.test(text ?? ''), named(frame)).toBe(direction === 'rtl')
      }
      expect(await shiftsOf(page.mainFrame())).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBe(0)
    },
    90_000,
  )

  // Each scheme and each direction; what they do together, the tests of single questions look at.
  test.each([
    ['light', 'en'],
    ['dark', 'ar'],
  ] as const)(
    'has no fault that axe knows: %s, %s',
    async (scheme, language) => {
      const viewport = { width: 1280, height: 5_000 }
      const { page } = await open(`?scheme=${scheme}&language=${language}`, { viewport, colorScheme: scheme })
      for (const frame of await asked(page, 18)) {
        expect.soft(await faults(frame, 'tyck-survey, [data-corner]'), named(frame)).toEqual([])
      }
      expect(await faults(page.mainFrame(), 'body')).toEqual([])
    },
    90_000,
  )

  test('changes language where a question stands, and keeps what was answered', async () => {
    const { page, posts } = await open('?metric=nps&placement=slot&frame=plain&scheme=light&language=en')
    const [frame] = await asked(page, 1)
    if (!frame) throw new Error('There is no cell')
    const panel = panelIn(frame)
    await panel.locator('input').nth(2).click()
    await expect.poll(() => posts.map(({ score }) => score)).toContain(2)
    await page.getByLabel('Language').selectOption('ar')
    await expect.poll(() => panel.getAttribute('dir')).toBe('rtl')
    expect(await panel.locator('input').nth(2).isChecked()).toBe(true)
    expect(cells(page)).toEqual([frame])
    const answers = `select distinct test, score from tyck.responses where score is not null`
    expect(await tyck().sql(answers)).toEqual([{ test: true, score: 2 }])
  })

  test('keeps its choice in the address, and shows everything again', async () => {
    const { page } = await open('?metric=stars&scheme=dark&frame=nonsense')
    expect(await page.getByLabel('Metric').inputValue()).toBe('stars')
    await page.getByText('6 questions').waitFor()
    await page.getByLabel('Placement').selectOption('corner')
    await page.getByText('2 questions').waitFor()
    expect(new URL(page.url()).search).toBe('?metric=stars&placement=corner&scheme=dark')
    await page.getByRole('button', { name: 'Show everything' }).click()
    await page.getByText('72 questions').waitFor()
    expect(new URL(page.url()).search).toBe('')
  })
})
