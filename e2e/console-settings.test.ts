import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { settingsAudit } from '../packages/console/src/texts/en/settingsAudit.ts'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { axeFaults, type ConsoleVisit, signedIn } from './console.ts'
import { settingsParts } from './consolePages.ts'
import { hostileTexts } from './hostileTexts.ts'

describeInBrowser('Settings in the console', () => {
  const all = browsing()
  const { tyck } = all
  const desk = { viewport: { width: 1440, height: 900 } }

  /** The settings of the owner's own project, at one of their parts. */
  async function at(part: string, options: Parameters<typeof signedIn>[1] = desk) {
    const visit = await signedIn(all, options)
    await visit.open(`/p/${visit.project.id}/settings/${part}`)
    return visit
  }

  /** A request as the console makes it, past its pages. */
  function api<T>({ page, project }: ConsoleVisit, method: string, path: string, body?: unknown): Promise<T> {
    return page.evaluate(
      async ([method, path, body, project]) => {
        const reply = await fetch(path, {
          method,
          headers: { 'tyck-project': project, 'content-type': 'application/json' },
          ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
        })
        if (!reply.ok) throw new Error(await reply.text())
        return reply.status === 204 ? undefined : reply.json()
      },
      [method, path, body, project.id] as const,
    ) as Promise<T>
  }

  test('a key is made, shown once, used, replaced and revoked', async () => {
    const visit = await at('keys')
    const { page } = visit
    await page.getByText('No server has a key yet.').waitFor()
    await page.getByRole('button', { name: 'New secret key' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Who has it').fill('Order service')
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Make the key' }).click()
    await dialog.getByText('It is shown here and never again').waitFor()
    const key = (await dialog.locator('code').textContent()) ?? ''
    expect(key).toMatch(/^sk_/)
    // It can't be seen again, so no stray key or press takes it away.
    await page.keyboard.press('Escape')
    await page.mouse.click(5, 5)
    await dialog.getByRole('button', { name: 'Done' }).click()
    const row = page.getByRole('row', { name: 'Order service' })
    await row.getByText('Never').waitFor()
    expect(await page.content()).not.toContain(key)
    const use = () =>
      fetch(`${tyck().apiUrl}/v1/keys`, { headers: { authorization: `Bearer ${key}` } }).then(
        ({ status }) => status,
      )
    expect(await use()).toBe(200)
    await page.reload()
    await row.waitFor()
    expect(await row.getByText('Never').count()).toBe(0)
    await row.getByRole('button', { name: 'Replace' }).click()
    await dialog.getByLabel('The old key goes on for').selectOption('an hour')
    await dialog.getByRole('button', { name: 'Make the new key' }).click()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect.poll(() => row.count()).toBe(2)
    const replaced = row.filter({ hasNot: page.getByRole('button', { name: 'Nothing' }) }).last()
    await replaced.getByRole('button', { name: 'Revoke' }).click()
    const revoke = dialog.getByRole('button', { name: 'Revoke' })
    expect(await revoke.isDisabled()).toBe(true)
    await dialog.getByLabel('Write Order service').fill('Order service')
    await revoke.click()
    await expect.poll(() => row.count()).toBe(1)
    await expect.poll(use).toBe(401)
  })

  test('days and times are the project’s, which is said, wherever one looks from', async () => {
    const visit = await at('audit', { ...desk, timezoneId: 'Pacific/Kiritimati' })
    await api(visit, 'POST', '/v1/keys', { name: 'Made at some time' })
    await visit.page.reload()
    const { entries } = await api<{ entries: { at: string }[] }>(visit, 'GET', '/v1/audit')
    const told = new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'UTC',
    }).format(new Date(entries[0]?.at ?? ''))
    await visit.page.getByRole('row').nth(1).getByText(told).waitFor()
    await visit.page.getByText('Days and times are those of UTC.').waitFor()
  })

  test('the audit log has words for every change that can be asked for', async () => {
    const document = (await (await fetch(`${tyck().apiUrl}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string; 'x-role': string }>>
    }
    const changes = Object.values(document.paths).flatMap(methods =>
      Object.entries(methods)
        .filter(
          ([method, { 'x-role': role }]) => method !== 'get' && ['viewer', 'editor', 'owner'].includes(role),
        )
        .map(([, { operationId }]) => operationId),
    )
    expect(changes.length).toBeGreaterThan(30)
    // What leaves no trace: it is undone as easily, or changes nothing.
    const unnoted = [
      'markRead',
      'markUnread',
      'tagResponse',
      'untagResponse',
      'previewDraft',
      'putDraft',
      'planConfiguration',
    ]
    expect(changes.filter(each => !(each in settingsAudit.operations) && !unnoted.includes(each))).toEqual([])
  })

  test('a new name is what the project is called everywhere at once', async () => {
    const { page } = await at('general')
    for (const name of ['Furu & Lin', 'Shop']) {
      await page.getByLabel('Name of the project').fill(name)
      await page.getByRole('button', { name: 'Save' }).click()
      await page.locator('.rail .name').filter({ hasText: name }).waitFor()
    }
  })

  test('what somebody else has saved meanwhile is not overwritten', async () => {
    const visit = await at('')
    const { page } = visit
    await page.getByLabel('Name of the project').fill('Mine')
    const settings = await api<Record<string, unknown>>(visit, 'GET', '/v1/project')
    const { name: _, timeZone: __, origins, theme } = settings
    await api(visit, 'PUT', '/v1/project', { name: 'Theirs', origins, theme })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else changed the settings meanwhile').waitFor()
    expect(await axeFaults(page)).toEqual([])
    expect(await api(visit, 'GET', '/v1/project')).toMatchObject({ name: 'Theirs' })
    await page.getByRole('button', { name: 'Show what they are now' }).click()
    await expect.poll(() => page.getByLabel('Name of the project').inputValue()).toBe('Theirs')
    await page.getByLabel('Name of the project').fill('Shop')
    await page.getByLabel('Time zone').fill('Europe/Stockholm')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Saved').waitFor()
    expect(await api(visit, 'GET', '/v1/project')).toMatchObject({
      name: 'Shop',
      timeZone: 'Europe/Stockholm',
    })
    await page.getByLabel('Time zone').fill('Europe/Atlantis')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => page.getByLabel('Time zone').getAttribute('aria-invalid')).toBe('true')
  })

  test('an origin that was seen or refused is allowed with one press', async () => {
    const visit = await at('sites')
    const { page, project } = visit
    await tyck().sql(
      `insert into tyck_internal.origins_seen (project_id, origin) values ('${project.id}', 'https://shop.example')`,
    )
    await page.reload()
    // What is seen and not on a list would go silent, and is named before that is saved.
    await page.getByLabel('Allowed origins').fill('https://other.example')
    await page.getByText('nobody is asked there:').waitFor()
    expect(await page.locator('.notice li').allTextContents()).toEqual(['https://shop.example'])
    await page.getByLabel('Allowed origins').fill('')
    await page.getByText('nobody is asked there:').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Allow https://shop.example' }).click()
    expect(await page.getByLabel('Allowed origins').inputValue()).toBe('https://shop.example')
    await page.getByLabel('Allowed origins').press('End')
    await page.getByLabel('Allowed origins').press('Enter')
    await page.getByLabel('Allowed origins').pressSequentially('not an origin')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => page.getByLabel('Allowed origins').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Allowed origins').fill('https://shop.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Saved').waitFor()
    expect(await api(visit, 'GET', '/v1/project')).toMatchObject({ origins: ['https://shop.example'] })
    await page.getByLabel('Allowed origins').fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('All sites may ask').waitFor()
  })

  test('a theme shows its contrast and the real survey, and is refused where it cannot be read', async () => {
    const visit = await signedIn(all, desk)
    const { page, demo } = visit
    await visit.open(`/p/${demo.id}/settings/look`)
    const survey = page.frameLocator('iframe[title]').locator('tyck-survey')
    await survey.getByRole('radio').first().waitFor()
    const colour = page.getByLabel('What is chosen and pressed', { exact: true }).first()
    await colour.fill('#ffee00')
    await page.getByText('but text needs 4.5 : 1').first().waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => page.locator('.colour [aria-invalid]').count()).toBe(1)
    await colour.fill('#7a1f5c')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Saved').waitFor()
    const { project } = await (await fetch(`${tyck().apiUrl}/v1/projects/pk_demo/surveys`)).json()
    expect(JSON.stringify(project.theme)).toContain('#7a1f5c')
  })

  test('who keeps answers for shorter is told how many that deletes, before it does', async () => {
    const visit = await at('keeping')
    const { page, project } = visit
    await tyck().sql(`insert into tyck_internal.responses (project_id, id, touchpoint_id, survey_id, rules_id, seq,
        channel, shown_at, changed_at, received_at, score)
      select '${project.id}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'web', at,
        at, at, 9 from generate_series(1, 12), lateral (select now() - interval '200 days' as at) as times`)
    // What deletes nothing is saved without a question.
    await page.getByLabel('Their comments after').fill('11')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Saved').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    const counting = '**/v1/retention?*'
    await page.route(counting, route => route.fulfill({ status: 418, body: '' }))
    await page.getByLabel('Answers are deleted after').fill('6')
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('dialog')
    const go = dialog.getByRole('button', { name: 'Save, and delete it' })
    await dialog.getByLabel('Write').fill(project.name)
    // Nobody agrees to what is not counted.
    expect(await go.isDisabled()).toBe(true)
    await page.unroute(counting)
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await dialog.getByText('12 answers and showings').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await go.click()
    await expect
      .poll(() => api(visit, 'GET', '/v1/project'))
      .toMatchObject({ retention: { responseMonths: 6 } })
  })

  test('a person is looked up and erased by name', async () => {
    const visit = await signedIn(all, desk)
    const { page, demo } = visit
    const headers = { authorization: 'Bearer sk_demo', 'content-type': 'application/json' }
    const { touchpoints } = await (await fetch(`${tyck().apiUrl}/v1/touchpoints`, { headers })).json()
    const respondent = '<img src=x onerror=ran=1>'
    const responses = [0, 1].map(() => ({
      id: randomUUID(),
      seq: 1,
      surveyId: touchpoints[0].survey.id,
      rulesId: touchpoints[0].rules.id,
      shownAgoMs: 1_000,
      changedAgoMs: 0,
      score: 1,
      respondent,
      comment: 'Erase me',
    }))
    await fetch(`${tyck().apiUrl}/v1/responses`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ responses }),
    })
    await visit.open(`/p/${demo.id}/settings/people`)
    await page.getByLabel('Respondent').fill(respondent)
    await page.keyboard.press('Enter')
    await page.getByText('2 showings and answers').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Erase all of it' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('2 showings and answers will be gone').waitFor()
    await dialog.getByLabel('Write').fill(respondent)
    await dialog.getByRole('button', { name: 'Erase' }).click()
    await page.getByText('2 responses erased').waitFor()
    await page.getByText('Nothing is stored under this id').waitFor()
    await visit.open(`/p/${demo.id}/settings/audit`)
    await page
      .getByRole('row', { name: /Kim Berg.*erase a respondent/ })
      .first()
      .waitFor()
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  })

  test('somebody is invited by a link, given another role, and removed by name', async () => {
    const visit = await at('members')
    const { page, context } = visit
    await page.getByLabel('Their e-mail address').fill('robin@shop.example')
    await page.getByRole('button', { name: 'Make the link' }).click()
    const dialog = page.getByRole('dialog')
    const link = (await dialog.locator('code').textContent()) ?? ''
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('row', { name: 'robin@shop.example' }).waitFor()
    const reply = await fetch(`${tyck().apiUrl}/v1/invitations/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: tyck().apiUrl },
      body: JSON.stringify({
        token: link.split('#')[1],
        name: 'Robin Ek',
        password: 'seven horses of one colour',
      }),
    })
    expect(reply.ok).toBe(true)
    await page.reload()
    await page.getByLabel('Role of Robin Ek').selectOption('Viewer')
    await page.getByText('Robin Ek is viewer now').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await visit.open(`/p/${visit.project.id}/settings/audit`)
    for (const name of [
      /Kim Berg.*invite somebody as \w+.*Robin Ek/,
      /Robin Ek.*join as \w+.*invited by Kim Berg/,
      /Kim Berg.*make a member viewer.*Robin Ek/,
    ]) {
      await page.getByRole('row', { name }).waitFor()
    }
    await visit.open(`/p/${visit.project.id}/settings/members`)
    const [cookie = ''] = (reply.headers.getSetCookie()[0] ?? '').split(';')
    const robin = await visit.context.browser()?.newContext({ baseURL: tyck().apiUrl })
    try {
      const theirs = await robin?.newPage()
      const name = cookie.slice(0, cookie.indexOf('='))
      await robin?.addCookies([{ name, value: cookie.slice(name.length + 1), url: tyck().apiUrl }])
      await theirs?.goto(`/p/${visit.project.id}/settings`)
      await theirs?.getByText('Only owners of the project change this.').waitFor()
      expect(await theirs?.getByLabel('Name of the project').isDisabled()).toBe(true)
      await theirs?.goto(`/p/${visit.project.id}/settings/keys`)
      await theirs?.getByText('Only owners of the project change this.').waitFor()
    } finally {
      await robin?.close()
    }
    await page.getByLabel('Role of Robin Ek').selectOption('Owner')
    await page.getByText('Robin Ek is owner now').waitFor()
    await fetch(`${tyck().apiUrl}/v1/keys`, {
      method: 'POST',
      headers: {
        cookie,
        origin: tyck().apiUrl,
        'content-type': 'application/json',
        'tyck-project': visit.project.id,
      },
      body: JSON.stringify({ name: 'Robin’s own server' }),
    })
    await page.getByRole('button', { name: 'Remove Robin Ek' }).click()
    await dialog.getByText('Secret keys go on without them. They made: Robin’s own server').waitFor()
    await dialog.getByLabel('Write Robin Ek').fill('Robin Ek')
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Robin Ek is no member any more').waitFor()
    await page.getByLabel('Role of Kim Berg').selectOption('Viewer')
    await page.getByText('One owner stays').waitFor()
    expect(await context.cookies()).toHaveLength(1)
  })

  test('a member leaves by themselves', async () => {
    const visit = await at('members')
    expect(await visit.page.getByRole('button', { name: 'Leave' }).count()).toBe(0)
    const invitation = { email: 'ada@shop.example', role: 'viewer' }
    const { link } = await api<{ link: string }>(visit, 'POST', '/v1/invitations', invitation)
    const ada = await visit.context.browser()?.newContext({ baseURL: tyck().apiUrl })
    if (!ada) throw new Error('There is no browser')
    try {
      const page = await ada.newPage()
      await page.goto(link)
      await page.getByLabel('Your name').fill('Ada Lind')
      await page.getByLabel('Password', { exact: true }).fill('seven horses of one colour')
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/p/${visit.project.id}`)
      await page.goto(`/p/${visit.project.id}/settings/members`)
      await page.getByRole('button', { name: 'Leave' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('Only an owner can let you in again').waitFor()
      expect(await axeFaults(page)).toEqual([])
      await dialog.getByLabel(`Write ${visit.project.name}`).fill(visit.project.name)
      await dialog.getByRole('button', { name: 'Leave' }).click()
      await page.getByText(`You have left ${visit.project.name}`).waitFor()
      await page.waitForURL('**/projects')
    } finally {
      await ada.close()
    }
    await visit.page.reload()
    await visit.page.getByRole('row', { name: 'Kim Berg' }).waitFor()
    expect(await visit.page.getByRole('row', { name: 'Ada Lind' }).count()).toBe(0)
  })

  test('whatever is written in them is text', async () => {
    const visit = await at('')
    const { page, project, open, violations } = visit
    const texts = hostileTexts.slice(0, 6).map(text => text.slice(0, 80))
    for (const text of texts) {
      await page.getByLabel('Name of the project').fill(text)
      await page.getByRole('button', { name: 'Save' }).click()
      await expect.poll(() => page.getByRole('button', { name: 'Save' }).getAttribute('disabled')).toBe('')
    }
    await tyck().sql(`insert into tyck_internal.origins_seen (project_id, origin)
      values ('${project.id}', 'https://"><img src=x onerror=ran=1>')`)
    for (const text of texts.slice(0, 4)) await api(visit, 'POST', '/v1/keys', { name: text })
    await tyck().sql(`update tyck_internal.accounts set name = '<script>ran=1</script>'`)
    for (const part of [
      '',
      'keys',
      'sites',
      'members',
      'audit',
      'keeping',
      'people?respondent=<svg onload=ran=1>',
    ]) {
      await open(`/p/${project.id}/settings/${part}`)
      await page.waitForLoadState('networkidle')
    }
    await open(`/p/${project.id}/settings/keys`)
    await page.getByText('<script>window.ran = 1</script>').first().waitFor()
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(violations()).toEqual([])
    await api(visit, 'PUT', '/v1/project', { name: 'Shop', origins: [], theme: {} })
    await tyck().sql(`update tyck_internal.accounts set name = 'Kim Berg'`)
  })

  test('have no fault that axe knows, light and dark, and fit a phone', async () => {
    const { page, demo, open } = await signedIn(all, { viewport: { width: 390, height: 844 } })
    await open(`/p/${demo.id}/settings`)
    const parts = await page.getByRole('navigation', { name: 'Settings' }).getByRole('link').all()
    expect(parts.length).toBe(settingsParts.length)
    for (const part of parts) {
      await part.click()
      await expect.poll(() => part.getAttribute('aria-current')).toBe('page')
      await expect.poll(() => page.locator('.skeleton').count()).toBe(0)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect([await part.textContent(), await axeFaults(page)]).toEqual([await part.textContent(), []])
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    }
  })
})
