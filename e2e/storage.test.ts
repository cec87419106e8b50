import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { questionOn, settle } from './question.ts'
import { pageOf, site, slot } from './site.ts'
import type { Visit } from './visit.ts'

const touchpoint = 'checkout.payment'

describeInBrowser('In a browser whose storage is not what it should be', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  /** Opens the page with the question, and waits for all of it. */
  async function open({ page: tab }: Visit, address: string) {
    await tab.goto(address)
    const question = questionOn(tab)
    await question.status.waitFor({ state: 'attached' })
    return question
  }

  const asks = () => page(pageOf(slot(touchpoint)))

  /** Keeps the service from hearing anything, until it is called. */
  async function block({ context }: Visit): Promise<() => Promise<void>> {
    const posts = (url: URL) => url.pathname === '/v1/responses'
    await context.route(posts, route => route.abort('blockedbyclient'))
    return () => context.unroute(posts)
  }

  /** What was said in the console, without what the browser says of a request that was blocked. */
  const ofOurs = ({ complaints }: Visit) => complaints.filter(text => !/^Failed to load resource/.test(text))

  /** The response as it waits to be sent. */
  const waiting = ({ page: tab }: Visit) =>
    tab.evaluate(() =>
      Object.keys(localStorage)
        .filter(name => name.startsWith('tyck:out:'))
        .map(name => ({ name, text: localStorage.getItem(name) ?? '' })),
    )

  test('asks, saves and harms nothing where the 5 MB of storage are full of somebody else’s', async () => {
    const one = await visit()
    const { page: tab } = one
    await tab.goto(page(pageOf('').replace('{{SCRIPT}}', '')))
    const fill = () =>
      [localStorage, sessionStorage].map(storage => {
        let size = 4_194_304
        for (let part = 0; size >= 1; ) {
          try {
            storage.setItem(`theirs-${part}`, 'x'.repeat(size))
            part++
          } catch {
            size /= 2
          }
        }
        return Object.entries(storage).reduce((sum, [name, text]) => sum + name.length + text.length, 0)
      })
    const full = await tab.evaluate(fill)
    expect(Math.min(...full)).toBeGreaterThan(5_000_000)
    const mend = await block(one)
    const question = await open(one, asks())
    await question.tap(9)
    await expect.poll(() => question.status.textContent()).toBe('Will be sent')
    await mend()
    await tab.clock.runFor(10_000)
    await expect.poll(() => question.status.textContent()).toBe('Saved')
    await question.comment.fill('Fine')
    await settle(tab)
    await question.send.click()
    await expect.poll(() => question.thanks.textContent()).toContain('Saved')
    expect(await one.rows()).toMatchObject([{ score: 9, comment: 'Fine' }])
    const explained = await tab.evaluate(touchpoint => window.tyck.explain(touchpoint), touchpoint)
    expect(explained.reason).toBe('answered-recently')
    const after = await tab.evaluate(() =>
      [localStorage, sessionStorage].map(storage =>
        Object.entries(storage).reduce((sum, [name, text]) => sum + name.length + text.length, 0),
      ),
    )
    expect(after).toEqual(full)
    expect(ofOurs(one)).toEqual([])
  })

  test('asks and saves whatever somebody has put under each of its keys', async () => {
    const one = await visit()
    const { page: tab } = one
    const address = asks()
    // What the widget itself leaves, to be spoilt.
    const mend = await block(one)
    const first = await open(one, address)
    await first.tap(7)
    await first.comment.fill('A draft')
    await expect.poll(() => first.status.textContent()).toBe('Will be sent')
    const left = await tab.evaluate(() => ({ ...localStorage, ...sessionStorage }) as Record<string, string>)
    await mend()
    one.complaints.length = 0
    const id = one.posts[0]?.id as string
    const entry = JSON.parse(left[`tyck:out:pk_demo:${id}`] as string)
    const remembered = (visits: unknown) => ({ touchpoints: { [touchpoint]: visits }, showings: [1] })
    const keys = {
      'tyck:pk_demo': [
        { touchpoints: 7, showings: {}, respondent: [] },
        remembered(null),
        remembered('yes'),
        remembered({ answered: 'yesterday', dismissed: {}, quietUntil: {} }),
        remembered({ answered: 1e308, shown: -1, quietUntil: 1e308, values: 7 }),
      ],
      'tyck:out:pk_demo:ID': ['id', 'seq', 'surveyId', 'score', 'changedAt', 'metadata'].flatMap(field => [
        { ...entry, [field]: null },
        { ...entry, [field]: 'x' },
      ]),
      'tyck:unsent:pk_demo': [[1]],
      'tyck:pause:pk_demo': [1e308, { until: 5 }],
      [`tyck:open:pk_demo:${touchpoint}`]: [
        { ...entry, id: 'x' },
        { ...entry, id: null },
        { ...entry, seq: 'many' },
        { ...entry, score: 99 },
        { ...entry, score: '9' },
        { ...entry, reasons: 5 },
        { ...entry, reasons: ['unknown', 7] },
        { ...entry, comment: { text: 'x' } },
        { ...entry, answeredAt: 'once' },
        { ...entry, shownAt: 1e308 },
        { ...entry, metadata: null, locale: 7 },
      ],
      [`tyck:draft:pk_demo:${touchpoint}`]: [['a']],
    }
    const anything = ['', '{', 'undefined', 'x'.repeat(100_000), 'null', '0', 'true', '"text"', '[]', '{}']
    const texts = Object.entries(keys).map(
      ([key, values]) => [key, [...anything, ...values.map(value => JSON.stringify(value))]] as const,
    )
    const rounds = Math.max(...texts.map(([, all]) => all.length))
    for (let round = 0; round < rounds; round++) {
      const respondent = `0000000${round}`.slice(-8)
      const spoilt = texts.map(([key, all]) => {
        const fresh = (text: string) => text.replaceAll(id, id.replace(/^.{8}/, respondent))
        return [fresh(key.replace('ID', id)), fresh(all[round % all.length] as string)] as const
      })
      await tab.evaluate(spoilt => {
        localStorage.clear()
        sessionStorage.clear()
        for (const [key, text] of spoilt) {
          const storage = /^tyck:(open|draft)/.test(key) ? sessionStorage : localStorage
          storage.setItem(key, text)
        }
      }, spoilt)
      one.posts.length = 0
      const what = spoilt.map(([key, text]) => `${key}: ${text.slice(0, 300)}`).join('\n')
      const question = await open(one, address)
      await question.tap(9)
      await expect.poll(() => question.status.textContent(), { message: what }).toBe('Saved')
      expect.soft(await question.comment.inputValue(), what).toMatch(/^(text|x*)$/)
      expect
        .soft(
          (await one.rows()).map(({ score }) => score),
          what,
        )
        .toContain(9)
      expect.soft(ofOurs(one), what).toEqual([])
    }
  })

  test.each([
    ['briefly', 1],
    ['at length', 2_000],
  ])(
    'keeps at most ten answers and 16 KiB where it was blocked for 100 visits that were answered %s, and sends those once',
    async (_, length) => {
      const one = await visit()
      const { page: tab } = one
      const mend = await block(one)
      const answer = async () => {
        const question = await open(one, asks())
        await question.tap(3)
        await question.comment.fill('x'.repeat(length))
        await settle(tab)
        await question.send.click()
        await expect.poll(() => question.thanks.textContent()).toContain('Will be sent')
      }
      await answer()
      const [left] = await waiting(one)
      const entry = JSON.parse(left?.text as string)
      // A hundred visits, an hour apart, by what one of them leaves.
      await tab.evaluate(entry => {
        for (let visit = 1; visit <= 100; visit++) {
          const id = entry.id.replace(/^.{8}/, `${visit}`.padStart(8, '0'))
          const changedAt = entry.changedAt - visit * 3_600_000
          const later = { ...entry, id, changedAt, answeredAt: changedAt, shownAt: changedAt }
          localStorage.setItem(`tyck:out:pk_demo:${id}`, JSON.stringify(later))
        }
        localStorage.removeItem('tyck:pk_demo')
      }, entry)
      one.posts.length = 0
      await answer()
      const last = one.posts.at(-1)?.id
      // What was tapped since is weighed when it is tried again.
      await tab.clock.runFor(30_000)
      const kept = await waiting(one)
      expect(kept.length).toBeLessThanOrEqual(10)
      expect(kept.map(({ text }) => text).join('').length).toBeLessThanOrEqual(16_384)
      expect(kept.map(({ name }) => name)).toContain(`tyck:out:pk_demo:${last}`)

      one.posts.length = 0
      await mend()
      await tab.clock.runFor(300_000)
      await expect.poll(() => waiting(one)).toEqual([])
      expect(await one.rows()).toHaveLength(kept.length)
      expect(ofOurs(one)).toEqual([])
    },
  )

  test('forgets an answer that could not be sent for seven days', async () => {
    const one = await visit()
    const { page: tab } = one
    const mend = await block(one)
    const question = await open(one, asks())
    await question.tap(3)
    await expect.poll(() => waiting(one)).toHaveLength(1)
    await tab.goto(page(pageOf('').replace('{{SCRIPT}}', '')))
    one.posts.length = 0
    await mend()
    await tab.clock.fastForward(7 * 86_400_000)
    await tab.goto(asks())
    await expect.poll(() => waiting(one)).toEqual([])
    expect(await tab.evaluate(() => localStorage.getItem('tyck:unsent:pk_demo'))).toBeNull()
    expect(one.posts).toEqual([])
  })
})
