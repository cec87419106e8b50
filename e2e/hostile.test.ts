import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { questionOn, settle } from './question.ts'
import { pageOf, room, site, slot } from './site.ts'
import type { Visit } from './visit.ts'

const asks = slot('checkout.payment', `metadata='{"orderValue":420}'`)

describeInBrowser('In a page that makes it hard', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  /** Answers 9 with a comment, and waits until the service has it. */
  async function answer(one: Visit) {
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    await question.tap(9)
    await question.comment.fill('Fine')
    await settle(one.page)
    await question.send.click()
    await expect.poll(() => question.thanks.textContent()).toContain('Saved')
    expect(await one.rows()).toMatchObject([{ score: 9, comment: 'Fine' }])
    return question
  }

  /** What a page throws or says about us. What the browser says of blocked requests is its own. */
  const ofOurs = ({ complaints }: Visit) =>
    complaints.filter(
      text => !/^Failed to (load resource|find a valid digest)|Content Security Policy/.test(text),
    )

  test.each([
    [
      'resets every element',
      '<style>*{all:unset!important}tyck-survey{display:block!important;min-block-size:11rem!important}</style>',
    ],
    [
      'hides every button and field',
      '<style>button,input,textarea,fieldset,form,label,legend,span,p,svg{display:none!important}</style>',
    ],
    [
      'turns everything off',
      '<style>*{pointer-events:none;opacity:.01;visibility:hidden}tyck-survey{pointer-events:auto;opacity:1;visibility:visible}</style>',
    ],
    ['has a huge root font', '<style>html{font-size:200%}</style>'],
    ['has a tiny font', '<style>html{font-size:8px}</style>'],
  ])('is usable where a style sheet %s', async (_, style) => {
    const one = await visit()
    await one.page.goto(page(pageOf(asks, style)))
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    for (const box of await question.options.evaluateAll(all =>
      all.map(one => one.getBoundingClientRect().toJSON()),
    )) {
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24)
    }
    await answer(one)
    expect(ofOurs(one)).toEqual([])
  })

  test('leaves the page as it was: its elements keep their places and their looks', async () => {
    const one = await visit({ clock: false })
    const body = `<h1>Paid</h1>${asks}<button>Back</button><p>More</p>`
    const look = () =>
      one.page.evaluate(() =>
        [...document.querySelectorAll('h1,button,p,body,html')].map(element => [
          element.getBoundingClientRect().toJSON(),
          [...getComputedStyle(element)].map(name => getComputedStyle(element).getPropertyValue(name)).join(),
        ]),
      )
    await one.page.goto(page(pageOf(body).replace('{{SCRIPT}}', '')))
    const before = await look()
    await one.page.goto(page(pageOf(body)))
    await questionOn(one.page).status.waitFor({ state: 'attached' })
    expect(await look()).toEqual(before)
  })

  test('stands from right to left in a page that does', async () => {
    const one = await visit()
    await one.page.goto(page(pageOf(asks).replace('<html lang="en">', '<html lang="ar" dir="rtl">')))
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    expect(await question.panel.getAttribute('dir')).toBe('rtl')
    const at = async (index: number) => (await question.options.nth(index).boundingBox())?.x ?? 0
    expect(await at(0)).toBeGreaterThan(await at(5))
    const close = await question.panel.locator('.dismiss').boundingBox()
    expect(close?.x).toBeLessThan(await at(5))
    await question.tap(9)
    await expect.poll(() => one.rows()).toMatchObject([{ score: 9, locale: 'ar' }])
    await question.comment.waitFor()
    expect(ofOurs(one)).toEqual([])
  })

  test('sends an answer as it is where prototypes are polluted', async () => {
    const one = await visit()
    await one.context.addInitScript(() => {
      Object.assign(Object.prototype, { polluted: 'yes', extend() {} })
    })
    await one.page.goto(page(pageOf(asks)))
    await answer(one)
    expect((await one.rows())[0]?.metadata).toEqual({ orderValue: 420 })
    expect(ofOurs(one)).toEqual([])
  })

  test('fails quietly where JSON is made to lie', async () => {
    const one = await visit()
    await one.context.addInitScript(() => {
      Object.assign(Array.prototype, { toJSON: () => 'poisoned' })
    })
    await one.page.goto(page(pageOf(asks)))
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    await question.tap(9)
    await expect.poll(() => question.status.textContent()).toMatch(/^(Saved|Not saved|Will be sent)$/)
    expect(ofOurs(one)).toEqual([])
  })

  test.each(['throw new Error("patched")', 'return undefined', 'return Promise.resolve()'])(
    'keeps an answer where fetch is patched to %s, and sends it when it works again',
    async how => {
      const one = await visit()
      const patch = `{
        const sent = window.fetch
        window.fetch = (address, options) => {
          if (options?.method === 'POST' && !document.documentElement.dataset.mended) { ${how} }
          return sent(address, options)
        }
      }`
      await one.page.goto(page(pageOf(asks, `<script>${patch}</script>`)))
      const question = questionOn(one.page)
      await question.status.waitFor({ state: 'attached' })
      await question.tap(9)
      await expect.poll(() => question.status.textContent()).toBe('Will be sent')
      await one.page.evaluate(() => {
        document.documentElement.dataset.mended = 'yes'
      })
      await one.page.clock.runFor(10_000)
      await expect.poll(() => question.status.textContent()).toBe('Saved')
      expect(await one.rows()).toMatchObject([{ score: 9 }])
      expect(ofOurs(one)).toEqual([])
    },
  )

  test.each([
    ['throws', `Object.defineProperty(window, '${'{kind}'}', { get() { throw new Error('refused') } })`],
    ['is missing', `Object.defineProperty(window, '${'{kind}'}', { value: null })`],
  ])('asks and saves where storage %s', async (_, script) => {
    const one = await visit()
    for (const kind of ['localStorage', 'sessionStorage']) {
      await one.context.addInitScript({ content: script.replace('{kind}', kind) })
    }
    await one.page.goto(page(pageOf(asks)))
    await answer(one)
    expect(ofOurs(one)).toEqual([])
  })

  test.each([
    ['twice', '{{SCRIPT}}{{SCRIPT}}'],
    [
      'in two builds',
      '{{SCRIPT}}<script async src="{{TYCK}}/v/0.1.0/tyck.full.js" data-key="pk_demo" data-test="false"></script>',
    ],
  ])('asks once where the script stands in the page %s', async (_, scripts) => {
    const one = await visit()
    await one.page.goto(page(pageOf(asks).replace('{{SCRIPT}}', scripts)))
    await answer(one)
    expect(await questionOn(one.page).panel.count()).toBe(1)
    expect(ofOurs(one)).toEqual([])
  })

  test('asks where a blocking script comes before the body, and where its key stands in its address', async () => {
    const one = await visit()
    const script = '<script src="{{TYCK}}/tyck.js?key=pk_demo" data-test="false"></script>'
    await one.page.goto(page(pageOf(asks).replace('{{SCRIPT}}', script)))
    await answer(one)
    expect(ofOurs(one)).toEqual([])
  })

  test.each(['tyck.js', 'v/0.1.0/tyck.full.js'])('asks where %s is brought as a module', async file => {
    const one = await visit()
    const script = `<script>1</script><script type="module" src="{{TYCK}}/${file}" data-key="pk_demo" data-test="false"></script>`
    await one.page.goto(page(pageOf(asks).replace('{{SCRIPT}}', script)))
    await answer(one)
    expect(ofOurs(one)).toEqual([])
  })

  test('asks where a tag manager puts the script in later', async () => {
    const one = await visit()
    await one.page.goto(page(pageOf(asks).replace('{{SCRIPT}}', '')))
    await one.page.evaluate(src => {
      const script = document.createElement('script')
      script.src = src
      document.head.append(script)
    }, `${tyck().apiUrl}/tyck.js?key=pk_demo`)
    const question = questionOn(one.page)
    await question.status.waitFor({ state: 'attached' })
    await question.tap(9)
    // On a machine's own name, answers are tests unless the site says otherwise.
    await expect.poll(() => one.rows()).toMatchObject([{ score: 9, test: true }])
  })

  test.each(['', 'type="module"'])(
    'says once that its key is missing, and does nothing else %s',
    async kind => {
      const one = await visit()
      const script = `<script ${kind} src="{{TYCK}}/tyck.js"></script>`
      await one.page.goto(page(pageOf(asks).replace('{{SCRIPT}}', script)))
      expect(one.complaints).toEqual(['tyck: no pk_ key'])
      expect(await one.page.evaluate(() => customElements.get('tyck-survey'))).toBeUndefined()
    },
  )

  test('asks without metadata where that is not JSON, and says so', async () => {
    const one = await visit()
    await one.page.goto(page(pageOf(slot('checkout.payment', `metadata="{orderValue:420}"`))))
    await answer(one)
    expect((await one.rows())[0]?.metadata).toEqual({})
    expect(ofOurs(one)).toEqual([expect.stringContaining('tyck: bad metadata')])
  })

  test.each([
    ['the script is gone', '<script async src="{{TYCK}}/not-there.js" data-key="pk_demo"></script>', {}],
    [
      'the service is unknown',
      '<script async src="http://feedback.invalid/tyck.js" data-key="pk_demo"></script>',
      {},
    ],
    ['the key is unknown', '<script async src="{{TYCK}}/tyck.js" data-key="pk_nobody"></script>', {}],
    [
      'its integrity is another',
      '<script async integrity="sha384-AAAA" crossorigin src="{{TYCK}}/tyck.js" data-key="pk_demo"></script>',
      {},
    ],
    ['the policy lets it connect nowhere', '{{SCRIPT}}', { 'content-security-policy': "connect-src 'none'" }],
  ])('leaves the page to itself where %s', async (_, script, headers) => {
    const one = await visit()
    const body = slot('checkout.payment').replace('></tyck', '><p>While you wait</p></tyck')
    await one.page.goto(page(pageOf(body).replace('{{SCRIPT}}', script), headers))
    // Where the script came, it knows by then that there is nothing to ask.
    const explained = await one.page.evaluate(() => window.tyck?.explain('checkout.payment'))
    expect(explained?.reason ?? 'no-survey').toBe('no-survey')
    expect(await one.page.getByText('While you wait').isVisible()).toBe(true)
    expect(await questionOn(one.page).panel.count()).toBe(0)
    expect(ofOurs(one)).toEqual([])
  })

  test('claims nothing, throws nothing and warns of nothing where an ad-blocker takes any one of its parts', async () => {
    const one = await visit()
    const body = slot('checkout.payment').replace('></tyck', '><p>While you wait</p></tyck')
    const address = page(pageOf(body))
    const parts = [/^\/tyck\.js$/, /^\/v1\/projects\//, /^\/widget-/, /^\/later-/, /^\/v1\/responses$/]
    for (const part of parts) {
      const taken = (url: URL) => url.origin === tyck().apiUrl && part.test(url.pathname)
      let took = 0
      await one.context.route(taken, route => {
        took++
        return route.abort('blockedbyclient')
      })
      await one.page.goto(address, { waitUntil: 'networkidle' })
      const question = questionOn(one.page)
      if (await question.panel.count()) {
        await question.tap(9)
        await expect.poll(() => took).toBeGreaterThan(0)
        expect
          .soft(await question.status.or(question.panel).first().textContent(), `${part}`)
          .not.toMatch(/Saved|Thank/)
      } else {
        expect.soft(await one.page.getByText('While you wait').isVisible(), `${part}`).toBe(true)
      }
      expect.soft(took, `${part}`).toBeGreaterThan(0)
      await one.context.unroute(taken)
      await one.page.evaluate(() => {
        localStorage.clear()
        sessionStorage.clear()
      })
    }
    expect(await one.rows()).toEqual([])
    expect(ofOurs(one)).toEqual([])
  })

  test('does not make room where none is reserved and somebody looks, and says why', async () => {
    const one = await visit()
    const body = `<p>Before</p>${asks}<p id="after">After</p>`
    const script = `<script>addEventListener('tyck:skipped', event => document.body.dataset.reason = event.detail.reason)</script>`
    await one.page.goto(page(pageOf(body, script).replace(room, '')))
    await expect.poll(() => one.page.locator('body').getAttribute('data-reason')).toBe('no-room')
    expect(await questionOn(one.page).panel.count()).toBe(0)
    const after = await one.page.locator('#after').boundingBox()
    expect(after?.y).toBeLessThan(100)
  })

  test('makes room below what is in view', async () => {
    const one = await visit()
    const body = `<p style="height:200vh">Before</p>${asks}<p>After</p>`
    await one.page.goto(page(pageOf(body).replace(room, '')))
    await answer(one)
  })
})
