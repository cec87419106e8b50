import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Download } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { axeFaults, signedIn } from './console.ts'
import type { VisitOptions } from './visit.ts'

describeInBrowser('The export of the console', () => {
  const all = browsing()
  const { tyck } = all

  /** The answers page of the demo project, with these comments and a showing without an answer. */
  async function answers(comments: string[], query = '', options: VisitOptions = {}) {
    await tyck().sql('delete from tyck_internal.responses')
    const headers = { authorization: 'Bearer sk_demo', 'content-type': 'application/json' }
    const list = await fetch(`${tyck().apiUrl}/v1/touchpoints/checkout.payment`, { headers })
    const asked = (await list.json()) as { survey: { id: string }; rules: { id: string } }
    const responses = [...comments, undefined].map((comment, at) => ({
      id: randomUUID(),
      seq: 1,
      surveyId: asked.survey.id,
      rulesId: asked.rules.id,
      shownAgoMs: (at + 1) * 60_000,
      changedAgoMs: 0,
      ...(comment === undefined ? {} : { score: 3, comment, metadata: { paymentMethod: 'card' } }),
    }))
    const posted = await fetch(`${tyck().apiUrl}/v1/responses`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ responses }),
    })
    expect(posted.status).toBe(200)
    const visit = await signedIn(all, options)
    await visit.open(`/p/${visit.demo.id}/answers${query}`)
    const { page } = visit
    const dialog = page.getByRole('dialog', { name: 'Export answers' })
    const begin = page.getByRole('button', { name: 'Export', exact: true })
    return { ...visit, dialog, begin }
  }

  const textOf = async (download: Download) => readFile(await download.path(), 'utf8')

  test('saves what is listed as a table, by keyboard alone, and says how many rows', async () => {
    const { page, dialog, begin, violations } = await answers(
      ['Slow, "very" slow\nand =1', 'Quick'],
      '?words=slow',
    )
    await page.getByText('Slow,').waitFor()
    await begin.focus()
    await page.keyboard.press('Enter')
    await dialog.waitFor()
    expect(await axeFaults(page)).toEqual([])
    const download = page.waitForEvent('download')
    await dialog.getByLabel('What').focus()
    for (let time = 0; time < 2; time++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const saved = await download
    expect(saved.suggestedFilename()).toMatch(/^responses-\d{4}-\d\d-\d\d\.csv$/)
    const text = await textOf(saved)
    expect(text).toMatch(/^\ufeffid,touchpoint,/)
    expect(text).toContain('"Slow, ""very"" slow\nand =1"')
    expect(text).not.toContain('Quick')
    await page.getByText('1 row exported').waitFor()
    await dialog.waitFor({ state: 'detached' })
    expect(await begin.evaluate(it => it === document.activeElement)).toBe(true)
    expect(violations()).toEqual([])
  })

  test('saves all showings as lines of JSON', async () => {
    const { page, dialog, begin } = await answers(['One', 'Two'])
    await begin.click()
    await dialog.getByLabel('JSON lines').check()
    await dialog.getByLabel('What').selectOption('All showings, also without an answer')
    await dialog.getByLabel('Time zone').selectOption('UTC')
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Export' }).click()
    const lines = (await textOf(await download)).split('\n').slice(0, -1)
    expect(lines.map(line => JSON.parse(line).comment)).toEqual(['One', 'Two', null])
    await page.getByText('3 rows exported').waitFor()
  })

  test('tells how far it came, can be cancelled, and then goes on nowhere', async () => {
    const { page, dialog, begin, context } = await answers(['One'])
    await tyck().sql(`
      insert into tyck_internal.responses
        (project_id, id, touchpoint_id, survey_id, rules_id, seq, channel, page, shown_at, changed_at, received_at)
      select project_id, gen_random_uuid(), touchpoint_id, survey_id, rules_id, 1, 'web', repeat('x', 5000), shown_at,
        changed_at, received_at
      from tyck_internal.responses, generate_series(1, 5000)`)
    const line = await context.newCDPSession(page)
    await line.send('Network.enable')
    await begin.click()
    await dialog.getByLabel('What').selectOption('All showings, also without an answer')
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: 1_000_000,
      uploadThroughput: -1,
    })
    await dialog.getByRole('button', { name: 'Export' }).click()
    await dialog.getByRole('progressbar').waitFor()
    await dialog.getByText(/^[1-9][\d,]* (?:of about [\d,]+ )?rows/).waitFor()
    expect(await axeFaults(page, 'dialog')).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByRole('progressbar').waitFor({ state: 'detached' })
    expect(await dialog.getByRole('alert').count()).toBe(0)
    const underWay = () =>
      tyck().sql("select count(*)::int as count from pg_stat_activity where application_name = 'tyck export'")
    await expect.poll(underWay).toEqual([{ count: 0 }])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  test('says what went wrong, and lets one try again', async () => {
    const { page, dialog, begin } = await answers(['One'], '', { viewport: { width: 390, height: 844 } })
    await begin.click()
    const busy = { code: 'overloaded', status: 503, title: 'Busy', detail: 'Busy', retryable: true }
    await page.route('**/v1/responses.csv*', route => route.fulfill({ status: 503, json: busy }), {
      times: 1,
    })
    await dialog.getByRole('button', { name: 'Export' }).click()
    await dialog.getByText('Others are exporting just now').waitFor()
    await page.route('**/v1/responses.csv*', route => route.abort(), { times: 1 })
    await dialog.getByRole('button', { name: 'Export' }).click()
    await dialog.getByText('The export broke off').waitFor()
    expect(await axeFaults(page, 'dialog')).toEqual([])
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Export' }).click()
    await download
    await page.getByText('1 row exported').waitFor()
  })
})
