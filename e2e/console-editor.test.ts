import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { SurveyDraft } from '../packages/shared/src/admin/touchpoints.ts'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { axeFaults, signedIn } from './console.ts'
import { hostileTexts } from './hostileTexts.ts'
import { publish } from './publish.ts'
import type { VisitOptions } from './visit.ts'

const texts = {
  question: 'How likely are you to recommend us?',
  lowLabel: 'Not at all likely',
  highLabel: 'Very likely',
  followUps: { promoter: 'What did you like best?' },
  thanks: 'Thank you.',
}
const german = {
  question: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
  lowLabel: 'Sehr unwahrscheinlich',
  highLabel: 'Sehr wahrscheinlich',
  followUps: { promoter: 'Was hat Ihnen gefallen?' },
  thanks: 'Vielen Dank.',
}

describeInBrowser('The editor', () => {
  const all = browsing()
  const { tyck } = all
  let count = 0

  async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await fetch(`${tyck().apiUrl}/v1/touchpoints/${path}`, {
      method,
      headers: { authorization: 'Bearer sk_demo', 'content-type': 'application/json', 'if-match': '*' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`)
    return (await reply.json()) as T
  }

  /** A touchpoint of the demo that asks something, with the editor open on it. */
  async function editing(
    changes: Partial<SurveyDraft> = {},
    options: VisitOptions & { query?: string } = {},
  ) {
    count += 1
    const key = `step-${count}`
    await publish(tyck(), key, {}, changes)
    const { query = '', ...rest } = options
    const visit = await signedIn(all, { viewport: { width: 1440, height: 1000 }, ...rest })
    const path = `/p/${visit.demo.id}/touchpoints/${key}/edit`
    await visit.open(path + query)
    await visit.page.getByRole('radio', { name: 'Wording' }).waitFor()
    return { ...visit, key, path, read: () => api<Told>('GET', `${key}/draft`) }
  }

  interface Told {
    touchpoint: {
      state: string
      name: string
      survey: { version: number; locales: Record<string, Texts> } | null
    }
    draft: { survey: { locales: Record<string, Texts> } } | null
  }
  type Texts = Record<string, unknown>

  const question = (page: Page, language = 'English') =>
    page.getByLabel(`Question, ${language}`, { exact: true }).first()
  const preview = (page: Page) => page.frameLocator('.preview iframe:not(.waiting)').locator('tyck-survey')
  const saved = (page: Page) => page.getByText(/^Draft saved/).waitFor()
  const publishIt = async (page: Page) => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    return page.getByRole('dialog')
  }

  test('a question is begun from a metric, seen as it is written, saved by itself and published', async () => {
    const { page, demo, open, posts, violations } = await signedIn(all, {
      viewport: { width: 1440, height: 1000 },
    })
    await api('PUT', 'app.opened', { name: 'App opened' })
    await open(`/p/${demo.id}/touchpoints/app.opened/edit`)
    await page.getByText('Asks nothing yet').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: /^Satisfaction/ }).click()
    await preview(page).getByText('How satisfied are you with this step?').waitFor()
    await question(page).fill('How was opening the app?')
    await preview(page).getByText('How was opening the app?').waitFor()
    await saved(page)
    await page.reload()
    await expect.poll(() => question(page).inputValue()).toBe('How was opening the app?')

    // The real widget answers, and nothing of it is recorded.
    await preview(page).getByRole('radio', { name: /^5/ }).click()
    await preview(page).getByText('Thank you. We read every answer.').waitFor()
    await page.getByRole('radio', { name: 'Dark' }).check()
    const colour = () =>
      preview(page)
        .locator('section')
        .evaluate(section => getComputedStyle(section).color)
    await expect.poll(colour).toBe('rgb(236, 234, 228)')
    expect(await preview(page).getByText('Thank you. We read every answer.').count()).toBe(1)
    const dialog = await publishIt(page)
    await dialog.getByText('Satisfaction (CSAT), 1 to 5').waitFor()
    await dialog.getByText('How was opening the app?').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByLabel(/^Note/).fill('A first try')
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published, version 1, live in about a minute').waitFor()
    await page.getByRole('status').getByRole('link', { name: 'Put it into a page' }).waitFor()
    await page.getByText('Nothing is waiting to be published.').waitFor()
    const surveys = await (await fetch(`${tyck().apiUrl}/v1/projects/pk_demo/surveys`)).json()
    expect(surveys.surveys).toContainEqual(
      expect.objectContaining({ touchpoint: 'app.opened', question: 'How was opening the app?' }),
    )
    expect(posts).toEqual([])
    expect(violations()).toEqual([])
  })

  test('a name that gives none for the code asks for one, and an unknown touchpoint is said to be none', async () => {
    const { page, demo, open } = await signedIn(all)
    await open(`/p/${demo.id}/start`)
    await page.getByLabel('Name of the touchpoint').fill('検索')
    await page.keyboard.press('Enter')
    await page.getByText('needs a name in Latin letters').waitFor()
    const code = page.getByLabel('Name in the code')
    await expect.poll(() => code.evaluate(field => field === document.activeElement)).toBe(true)
    await code.fill('search.found')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/touchpoints/search.found/edit')
    await page.getByText('What do you want to know?').waitFor()
    for (const path of ['nowhere', 'nowhere/edit']) {
      await open(`/p/${demo.id}/touchpoints/${path}`)
      await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
      expect(await page.getByRole('link', { name: 'Put it into a page' }).count()).toBe(0)
    }
  })

  test('publishing tells the difference in words, asks whether it is the same question, and can be undone', async () => {
    const { page, key } = await editing()
    await question(page).fill('Would you come back?')
    await page.getByRole('radio', { name: 'Rules' }).check()
    await page.getByLabel(/^Share of those/).fill('25')
    await saved(page)
    const dialog = await publishIt(page)
    const changes = dialog.getByRole('listitem')
    await expect
      .poll(() => changes.allInnerTexts())
      .toEqual([
        'Question (English)\nWas\nHow likely are you to recommend us?\nIs\nWould you come back?',
        'Share of those who come by\nWas\n100%\nIs\n25%',
      ])
    await dialog.getByLabel('A new question').check()
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published, version 2').waitFor()

    await page.getByRole('radio', { name: 'History' }).check()
    const versions = page.getByRole('list', { name: 'Versions' }).locator('> li')
    await expect.poll(() => versions.count()).toBe(4)
    expect(await versions.first().textContent()).toContain('by Kim Berg')
    await page.getByText('What it changed: Wording 2').click()
    await page.getByText('Would you come back?').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Restore Wording 1' }).click()
    await page.getByRole('dialog').getByLabel(/^Note/).fill('It was better')
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    await page.getByText('Restored, live in about a minute').waitFor()
    await page.getByText('Wording 3', { exact: true }).waitFor()
    const { surveys } = await api<{ surveys: { seriesId: string; note: string }[] }>('GET', `${key}/history`)
    expect(surveys[0]).toMatchObject({ seriesId: surveys[2]?.seriesId, note: 'It was better' })
    expect(surveys[1]?.seriesId).not.toBe(surveys[0]?.seriesId)
  })

  test('another metric takes along what has a place in it, and says before it is published what goes', async () => {
    const followUps = { passive: 'What is missing?', promoter: 'What was best?' }
    const { page } = await editing({ locales: { en: { ...texts, followUps } } })
    await page.getByLabel('What is measured').selectOption('thumbs')
    await page.getByLabel('Name of 1, English').waitFor()
    await saved(page)
    const dialog = await publishIt(page)
    await dialog.getByText('From Recommendation (NPS) to Thumbs').waitFor()
    // It begins at its top, whatever its length.
    expect(await dialog.evaluate(element => element.scrollTop)).toBe(0)
    const changes = (await dialog.getByRole('listitem').allInnerTexts()).join('\n')
    expect(changes).toContain('What is missing?\nIs\nnothing')
    expect(changes).not.toContain('What was best?')
    await page.keyboard.press('Escape')
    await page.getByLabel('What is measured').selectOption('nps')
    await page.getByText('Nothing is waiting to be published.').waitFor()
  })

  test('two editors are shown both versions, and neither is overwritten', async () => {
    const one = await editing()
    const other = await signedIn(all)
    await other.open(one.path)
    await expect.poll(() => question(other.page).inputValue()).toBe(texts.question)
    await question(one.page).fill('The first one’s question?')
    await saved(one.page)
    await question(other.page).fill('The second one’s question?')
    const conflict = other.page.getByRole('alert', { name: 'Somebody else changed this too' })
    await conflict.getByText('The first one’s question?').waitFor()
    await conflict.getByText('The second one’s question?').waitFor()
    expect(await axeFaults(other.page)).toEqual([])
    expect((await one.read()).draft?.survey.locales.en).toMatchObject({
      question: 'The first one’s question?',
    })
    await conflict.getByRole('button', { name: 'Keep mine' }).click()
    await saved(other.page)
    expect((await one.read()).draft?.survey.locales.en).toMatchObject({
      question: 'The second one’s question?',
    })
    // Who was not writing is shown what came.
    await one.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await expect.poll(() => question(one.page).inputValue()).toBe('The second one’s question?')

    await question(one.page).fill('Once more?')
    // That the draft is saved stands there from the last time, too.
    await expect
      .poll(async () => (await one.read()).draft?.survey.locales.en)
      .toMatchObject({ question: 'Once more?' })
    await other.page.getByLabel('Thanks, English').fill('Thanks.')
    await conflict.getByRole('button', { name: 'Take theirs' }).click()
    await expect.poll(() => question(other.page).inputValue()).toBe('Once more?')
    expect(await other.page.getByLabel('Thanks, English').inputValue()).toBe('Thank you.')
  })

  test('a draft that something else was published over says so, and waits for a choice', async () => {
    const { page, key } = await editing()
    await question(page).fill('In the draft?')
    await saved(page)
    await api('PUT', `${key}/survey`, {
      series: 'same-question',
      metric: 'nps',
      defaultLocale: 'en',
      locales: { en: { ...texts, question: 'From a program?' } },
    })
    await page.reload()
    await page.getByText('Something was published after this draft was saved').waitFor()
    await page.getByText('From a program?').waitFor()
    expect(await page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true)
    expect(await question(page).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Keep the draft as it is' }).click()
    await expect.poll(() => question(page).inputValue()).toBe('In the draft?')
    await expect
      .poll(() => page.getByRole('button', { name: 'Publish', exact: true }).isDisabled())
      .toBe(false)
  })

  test('languages stand side by side with what they lack, and one that is not ready stays behind', async () => {
    const { page, key } = await editing({ locales: { en: texts } })
    await page.getByRole('button', { name: 'Add a language' }).click()
    await page.getByLabel('Language', { exact: true }).fill('German')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /German.*5 missing/ }).waitFor()
    await question(page, 'German').fill(german.question)
    await page.getByRole('button', { name: /German.*4 missing/ }).waitFor()
    await page.getByLabel('Thanks, English').fill('Thanks.')
    await saved(page)
    const dialog = await publishIt(page)
    await dialog.getByText('German: incomplete').waitFor()
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published, version 2').waitFor()
    const { touchpoint, draft } = await api<Told>('GET', `${key}/draft`)
    expect(Object.keys(touchpoint.survey?.locales ?? {})).toEqual(['en'])
    expect(draft?.survey.locales.de).toMatchObject({ question: german.question })
    expect(await axeFaults(page)).toEqual([])
  })

  test('a text that overflows its slot is warned of, with the height that it needs', async () => {
    const { page } = await editing({ locales: { en: texts, de: german } }, { query: '?locale=de' })
    await page.getByText(/Every language fits the usual slot of 11rem/).waitFor()
    await question(page, 'German').fill(`${german.question} ${german.question} ${german.question}`)
    const warning = page.getByText(/^German overflows the usual slot of 11rem/)
    await warning.waitFor()
    const [, px = '', rem = ''] =
      /needs (\d+) px at least\. Reserve ([\d.]+)rem/.exec(`${await warning.textContent()}`) ?? []
    expect(Number(px)).toBeGreaterThan(176)
    expect(Number(rem) * 16).toBeGreaterThanOrEqual(Number(px))
    await page.getByRole('button', { name: /German.*too high/ }).waitFor()
    // In a slot of that height nothing is squeezed.
    const panel = preview(page).locator('section')
    await expect.poll(() => panel.getAttribute('data-tight')).not.toBe('true')
    await page.getByRole('radio', { name: 'Wide' }).check()
    await page.getByText(/Every language fits the usual slot of 11rem/).waitFor()
  })

  test('it is drawn also where its frame is there before the page was painted', async () => {
    const { page } = await editing()
    // What waits for a paint waits for longer than a frame takes that comes out of the browser's cache.
    await page.addInitScript(() => {
      if (window !== window.top) return
      const later = window.setTimeout
      window.requestAnimationFrame = callback => later(() => callback(performance.now()), 1_000)
      window.setTimeout = ((callback: () => void, ms = 0) =>
        later(callback, ms > 0 && ms < 100 ? 1_000 : ms)) as typeof setTimeout
    })
    await page.reload()
    await preview(page).locator('legend').waitFor()
    await page.getByText(/Every language fits the usual slot of 11rem/).waitFor()
  })

  test('Arabic is written and drawn from right to left, in the colours that are asked for', async () => {
    const arabic = { ...texts, question: 'ما مدى احتمال أن توصي بنا لصديق؟' }
    const { page } = await editing(
      { locales: { en: texts, ar: arabic } },
      { query: '?locale=ar&scheme=dark' },
    )
    const panel = preview(page).locator('section')
    await expect.poll(() => panel.getAttribute('dir')).toBe('rtl')
    const field = question(page, 'Arabic')
    expect(await field.evaluate(input => getComputedStyle(input).direction)).toBe('rtl')
    expect(await field.getAttribute('lang')).toBe('ar')
    const colour = () => panel.evaluate(section => getComputedStyle(section).color)
    await expect.poll(colour).toBe('rgb(236, 234, 228)')
    await page.getByRole('radio', { name: 'Light' }).check()
    await expect.poll(colour).toBe('rgb(28, 32, 36)')
    await page.getByRole('button', { name: /English/ }).click()
    await expect.poll(() => panel.getAttribute('dir')).toBe('ltr')
  })

  test('it is paused, asks again, is renamed, archived and taken back', async () => {
    const { page, read } = await editing()
    const more = async (name: string) => {
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('button', { name, exact: true }).click()
    }
    await more('Pause')
    await page.getByText('Paused: asks nobody').waitFor()
    await more('Let it ask again')
    await page.getByText('Asks now').waitFor()
    await more('Rename')
    await page.getByRole('dialog').getByLabel('Name').fill('Another name')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Another name' }).waitFor()
    await more('Archive')
    await page.getByRole('dialog').getByText('“Another name” asks nobody any more').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
    await page.getByRole('button', { name: 'Take it back' }).waitFor()
    expect(await question(page).isDisabled()).toBe(true)
    expect((await read()).touchpoint.state).toBe('archived')
    await page.getByRole('button', { name: 'Take it back' }).click()
    await expect.poll(() => question(page).isDisabled()).toBe(false)
    expect((await read()).touchpoint).toMatchObject({ state: 'active', name: 'Another name' })
  })

  test('the journey is put in another order, and what is archived stays within reach', async () => {
    const { page, demo, open, key } = await editing()
    await api('PUT', `${key}/state`, { state: 'archived' })
    await open(`/p/${demo.id}/touchpoints`)
    await page.getByRole('button', { name: 'Change the order' }).click()
    const dialog = page.getByRole('dialog')
    const names = async () =>
      (await dialog.getByRole('listitem').allTextContents()).map(text => text.replace(/[↑↓]/g, ''))
    const [first, second] = await names()
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: `Move ${first} down` }).click()
    expect((await names()).slice(0, 2)).toEqual([second, first])
    await dialog.getByRole('button', { name: 'Save the order' }).click()
    await page.getByText('The order is saved').waitFor()
    await expect.poll(() => page.getByRole('rowheader').first().textContent()).toContain(second)
    await page.getByText(/^Archived \(/).click()
    await page.getByRole('link', { name: key, exact: true }).click()
    await page.getByRole('button', { name: 'Take it back' }).waitFor()
  })

  test('rules are written with their faults marked, and the metadata that they use', async () => {
    const { page, read } = await editing({}, { query: '?part=rules' })
    await page.getByText('Can’t tell').waitFor()
    await page.getByRole('switch', { name: /Takes any metadata/ }).uncheck()
    await page.getByRole('button', { name: 'Add a key' }).click()
    await page.getByLabel('Key', { exact: true }).fill('orderValue')
    await page.getByLabel('Type').selectOption('number')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByLabel('Comparison').selectOption('gte')
    await page.getByRole('textbox', { name: 'Value' }).pressSequentially('99.5')
    await page.getByLabel(/^Quiet after an answer/).fill('ten')
    await page.getByRole('radio', { name: 'Wording' }).check()
    await page.getByText('The first is in Rules.').waitFor()
    await page.getByRole('button', { name: '1 thing to mend first.' }).click()
    const quiet = page.getByLabel(/^Quiet after an answer/)
    await expect.poll(() => quiet.evaluate(field => field === document.activeElement)).toBe(true)
    await page.getByLabel(/^Share of those/).fill('250')
    await page.getByText('More than 0, up to 100.').waitFor()
    await page.getByLabel(/^Share of those/).fill('100')
    await page.getByLabel(/^Quiet after an answer/).fill('10')
    await page.getByRole('radio', { name: 'In the corner' }).check()
    await expect.poll(() => page.getByText('thing to mend').count()).toBe(0)
    await saved(page)
    expect((await read()).draft).toMatchObject({
      metadata: [{ key: 'orderValue', type: 'number' }],
      rules: {
        placement: 'corner',
        audience: [{ key: 'orderValue', gte: 99.5 }],
        quietDays: { answered: 10 },
      },
    })
    // A corner stands over the page that is pretended.
    const corner = page.frameLocator('.preview iframe:not(.waiting)').locator('[data-corner]')
    await corner.locator('legend').waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

  test('all of it works by keyboard alone', async () => {
    const { page, key } = await editing()
    await page.getByRole('radio', { name: 'Wording' }).focus()
    // English, another language, the question.
    for (let at = 0; at < 3; at += 1) await page.keyboard.press('Tab')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('By keyboard?')
    await page.keyboard.press('Control+S')
    await saved(page)
    await page.getByRole('button', { name: 'Publish', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Publish')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    // What there is to choose from is read first.
    await dialog.getByRole('textbox').waitFor()
    /** Goes on by Tab until the focus is there. */
    const tabTo = async (selector: string) => {
      const isThere = () => dialog.locator(`${selector}:focus`).count()
      for (let at = 0; at < 10 && !(await isThere()); at += 1) await page.keyboard.press('Tab')
    }
    // Whether it is the same question, and the note.
    await tabTo('textarea')
    await page.keyboard.type('Typed')
    await tabTo('button.primary')
    await page.keyboard.press('Enter')
    await page.getByText('Published, version 2').waitFor()
    expect((await api<Told>('GET', `${key}/draft`)).touchpoint.survey?.locales.en).toMatchObject({
      question: 'By keyboard?',
    })
  })

  test('a viewer reads all of it and changes nothing', async () => {
    const { page, key, demo, violations } = await editing({ locales: { en: texts, de: german } })
    await tyck().sql(`update tyck_internal.memberships set role = 'viewer' where project_id = '${demo.id}'`)
    try {
      await page.reload()
      await page.getByText('You may look at this.').waitFor()
      expect(await question(page).isDisabled()).toBe(true)
      expect(await page.getByRole('button', { name: 'Publish', exact: true }).count()).toBe(0)
      await page.getByRole('button', { name: 'German' }).click()
      await preview(page).locator('legend').getByText(german.question).waitFor()
      expect(await question(page, 'German').isDisabled()).toBe(true)
      await page.getByRole('radio', { name: 'History' }).check()
      await page.getByText('Wording 1').waitFor()
      expect(await page.getByRole('button', { name: /^Restore/ }).count()).toBe(0)
      expect((await api<Told>('GET', `${key}/draft`)).draft).toBeNull()
      expect(violations()).toEqual([])
    } finally {
      await tyck().sql(`update tyck_internal.memberships set role = 'owner' where project_id = '${demo.id}'`)
    }
  })

  test('whatever is written is text, in every field, the preview, the difference and the history', async () => {
    const { context, page, key, violations } = await editing()
    const ran: string[] = []
    await context.exposeFunction('noteRun', (where: string) => ran.push(where))
    // In every frame: those in which the widget is measured come and go.
    await context.addInitScript(() => {
      const { noteRun } = window as unknown as { noteRun(where: string): void }
      Object.defineProperty(window, 'ran', { set: () => noteRun(location.href) })
    })
    const hostile = (at: number, most: number) =>
      [...(hostileTexts[at % hostileTexts.length] ?? '')].slice(0, most).join('')
    const wording = (from: number) => ({
      question: hostile(from, 200),
      lowLabel: hostile(from + 1, 40),
      highLabel: hostile(from + 2, 40),
      followUps: { detractor: hostile(from + 3, 200), promoter: hostile(from + 4, 200) },
      reasons: { detractor: [{ key: 'a', label: hostile(from + 5, 60) }] },
      thanks: hostile(from + 6, 200),
      afterwards: {
        detractor: {
          text: hostile(from + 7, 200),
          link: { label: hostile(from + 8, 60), url: 'https://shop.example/' },
        },
      },
    })
    const { rules } = await api<{ rules: Record<string, unknown> }>('GET', key)
    const { id: _id, version: _version, publishedAt: _at, paused: _paused, ...settings } = rules
    for (const from of [0, 9]) {
      const survey = {
        metric: 'nps',
        defaultLocale: 'en',
        locales: { en: wording(from), ar: wording(from + 1), sv: { question: hostileTexts.join(' ') } },
      }
      const broken = { key: hostile(from, 200), eq: hostile(from + 1, 200) }
      const draft = {
        survey,
        rules: { ...settings, audience: [broken], oncePer: hostile(from + 2, 200) },
        metadata: [{ key: hostile(from + 3, 200), type: 'string' }],
      }
      await api('PUT', `${key}/draft`, draft)
      for (const query of ['', '?locale=ar', '?locale=sv', '?part=rules']) {
        await page.goto(`${page.url().replace(/\?.*/, '')}${query}`)
        await saved(page)
        await preview(page).locator('section').waitFor()
      }
      await (await publishIt(page)).getByText('Mend these first').waitFor()
      await page.keyboard.press('Escape')
      await api('PUT', `${key}/draft`, { ...draft, rules: settings, metadata: null })
      await api('POST', `${key}/publish`, { note: hostile(from, 500), without: ['sv'] })
    }
    await page.goto(`${page.url().replace(/\?.*/, '')}?part=history`)
    for (const what of await page.getByText(/^What it changed/).all()) await what.click()
    await page
      .getByText(hostileTexts[9] ?? '')
      .first()
      .waitFor()
    expect(ran).toEqual([])
    expect(violations()).toEqual([])
  })

  test('a long history is read a page at a time', async () => {
    const { page, key } = await editing()
    await tyck().sql(`insert into tyck_internal.rules (project_id, id, touchpoint_id, version, placement, delay_seconds,
        sample_rate, audience, quiet_days, published_at)
      select project_id, gen_random_uuid(), touchpoint_id, version + n, placement, delay_seconds, sample_rate, audience,
        quiet_days, published_at + n * interval '1 second'
      from tyck_internal.rules, generate_series(1, 150) as n
      where version = 1 and touchpoint_id = (select id from tyck_internal.touchpoints where key = '${key}')`)
    await page.getByRole('radio', { name: 'History' }).check()
    const versions = page.getByRole('list', { name: 'Versions' }).getByRole('listitem')
    await page.getByText('Rules 151', { exact: true }).first().waitFor()
    const first = await versions.count()
    // Of the last one that is there, what came before is not known yet.
    expect(await page.getByText('The first one.').count()).toBe(1)
    await page.getByRole('button', { name: 'Show older' }).click()
    await expect.poll(() => versions.count()).toBeGreaterThan(first + 49)
    expect(await page.getByText('The first one.').count()).toBe(2)
    expect(await page.getByRole('button', { name: 'Show older' }).count()).toBe(0)
  })

  test('axe finds nothing wrong with any of it, light and dark, on a desk and on a phone', async () => {
    const { page } = await editing({ locales: { en: texts, de: german } }, { query: '?locale=de' })
    await question(page, 'German').fill('')
    await saved(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1440, 390]) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 844 })
        for (const part of ['Rules', 'History', 'Wording']) {
          await page.getByRole('radio', { name: part }).check()
          expect([colorScheme, width, part, await axeFaults(page)]).toEqual([colorScheme, width, part, []])
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect([width, part, wider <= 0]).toEqual([width, part, true])
        }
      }
    }
    await page.getByRole('radio', { name: 'See', exact: true }).check()
    await preview(page).locator('section').waitFor()
    expect(await axeFaults(page)).toEqual([])
  })
})
