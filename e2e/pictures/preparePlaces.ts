import { randomUUID } from 'node:crypto'
import { draftOf } from '../../packages/console/src/pages/editor/draftOf.ts'
import type { TouchpointDraft } from '../../packages/shared/src/admin/drafts.ts'
import type { Browsing } from '../browsing.ts'
import { type ConsoleVisit, signedIn } from '../console.ts'

/** Where the states are that somebody has to bring about first. */
export interface Places {
  /** The ids of the demo project and of one in which nothing was asked yet. */
  demo: string
  shop: string
  /** Links that let somebody in. */
  setUp: string
  invitation: string
  reset: string
  /** Touchpoints of the demo: one without a question, one whose draft can't be published, one whose can. */
  new: string
  faulty: string
  changed: string
  /** Somebody who answered in the demo. */
  respondent: string
  /** Destinations of the demo: one that takes some and not others, and one that was turned off by itself. */
  destination: string
  disabled: string
  /** The cookie of a member who may only look. */
  viewer: string
}

/** Fills the demo and brings about what a shop has after a while: members, keys, sites, drafts, answers by its makers. */
export async function preparePlaces(all: Browsing): Promise<Places> {
  const { apiUrl, setupUrl, sql } = all.tyck()
  const visit = await signedIn(all)
  const { demo, project: shop } = visit
  const ask = askAs(visit, apiUrl, demo.id)

  const viewer = await join(visit, apiUrl, [demo.id, shop.id], 'Ada Lind', 'viewer')
  await join(visit, apiUrl, [demo.id], 'Robin Ekström-Håkansson', 'editor')
  const invited = { email: 'someone.with.a.long.name@department.shop.example', role: 'editor' }
  const { link: invitation } = await ask<{ link: string }>('POST', '/v1/invitations', invited)
  const { members } = await ask<{ members: { id: string; name: string }[] }>('GET', '/v1/members')
  const robin = members.find(({ name }) => name.startsWith('Robin'))
  const { link: reset } = await ask<{ link: string }>('POST', `/v1/members/${robin?.id}/reset`)

  for (const name of ['Order service', 'Nightly export to the warehouse'])
    await askAs(visit, apiUrl, shop.id)('POST', '/v1/keys', { name })
  for (const origin of ['https://shop.example', 'https://checkout.shop.example']) {
    await sql(
      `insert into tyck_internal.origins_seen (project_id, origin) values ('${demo.id}', '${origin}')`,
    )
  }

  await ask('PUT', '/v1/touchpoints/app.opened', { name: 'App opened' })
  const faulty = 'order.delivered'
  const changed = 'support.closed'
  for (const key of [faulty, changed]) {
    const draft = draftOf(await ask<TouchpointDraft>('GET', `/v1/touchpoints/${key}/draft`))
    const { survey } = draft
    const first = survey?.locales[survey.defaultLocale]
    const german = survey?.locales.de
    if (first) first.question += ' Be honest.'
    if (german && key === faulty) german.question = ''
    await ask('PUT', `/v1/touchpoints/${key}/draft`, draft)
  }

  const webhook = (name: string, url: string) =>
    ask<{ destination: { id: string } }>('POST', '/v1/destinations', {
      kind: 'webhook',
      name,
      url,
      events: ['response.answered', 'response.commented', 'survey.published'],
      filters: { segments: ['detractor', 'dissatisfied'] },
    })
  const { destination } = await webhook('Order service', 'https://orders.shop.example/tyck')
  const { destination: disabled } = await webhook('Data warehouse', 'https://warehouse.shop.example/in')
  await sql(
    `update tyck_internal.destinations set state = 'disabled', why = 'failing' where id = '${disabled.id}'`,
  )
  const tries = JSON.stringify(
    [1, 2, 3].map(at => ({ at: `2026-11-20T08:0${at}:00Z`, status: 503, error: 'status', tookMs: 80 * at })),
  )
  await sql(`insert into tyck_internal.deliveries
      (project_id, id, destination_id, kind, due_at, state, attempts, status, error, created_at, settled_at, tries)
    select '${demo.id}',
      -- In the order of their times, as those of the service are.
      (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000' || lpad(attempts::text, 12, '0'))::uuid,
      '${destination.id}', kind, now() + interval '2 hours', state, attempts, status,
      error, at, at, case when attempts > 1 then '${tries}'::jsonb else '[]' end
    from (values ('alert', 'waiting', 3, 503, 'status', now() - interval '30 minutes'),
      ('digest', 'delivered', 1, 200, null, now() - interval '3 hours'),
      ('alert', 'failed', 10, 503, 'status', now() - interval '5 days'),
      ('alert', 'skipped', 0, null, null, now() - interval '6 days')) as made (kind, state, attempts, status, error, at)`)
  await sql(`update tyck_internal.destinations set failing_since = now() - interval '30 minutes'
    where id = '${destination.id}'`)

  const { touchpoints } = await ask<{ touchpoints: Asked[] }>('GET', '/v1/touchpoints')
  const tried = touchpoints.find(({ survey }) => survey)
  await fetch(`${apiUrl}/v1/responses`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_demo', 'content-type': 'application/json' },
    body: JSON.stringify({
      responses: ['Does this work?', 'And on a phone?'].map((comment, score) => ({
        id: randomUUID(),
        seq: 1,
        surveyId: tried?.survey?.id,
        rulesId: tried?.rules.id,
        locale: 'en',
        test: true,
        shownAgoMs: 9_000,
        changedAgoMs: 0,
        score,
        comment,
      })),
    }),
  })
  const [person] = await sql<{ respondent: string }>(
    'select respondent from tyck_internal.responses where comment is not null and respondent is not null limit 1',
  )
  const places = { new: 'app.opened', faulty, changed, respondent: person?.respondent ?? '' }
  const told = { destination: destination.id, disabled: disabled.id }
  return { demo: demo.id, shop: shop.id, setUp: setupUrl, invitation, reset, viewer, ...places, ...told }
}

interface Asked {
  survey: { id: string } | null
  rules: { id: string }
}

/** Asks as the console does, past its pages. */
function askAs({ context }: Pick<ConsoleVisit, 'context'>, apiUrl: string, project: string) {
  return async <T>(method: string, path: string, data?: object): Promise<T> => {
    const headers = {
      origin: apiUrl,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      'tyck-project': project,
      ...(path.endsWith('/draft') && method === 'PUT' ? { 'if-match': '*' } : {}),
    }
    const reply = await context.request.fetch(apiUrl + path, {
      method,
      headers,
      ...(method === 'GET' ? {} : { data: data ?? {} }),
    })
    if (!reply.ok()) throw new Error(`${method} ${path}: ${await reply.text()}`)
    return reply.status() === 204 ? (undefined as T) : reply.json()
  }
}

/** Lets somebody into projects, and gives their cookie. */
async function join(visit: ConsoleVisit, apiUrl: string, projects: string[], name: string, role: string) {
  const email = `${name.split(' ')[0]?.toLowerCase()}@shop.example`
  let cookie = ''
  for (const project of projects) {
    const ask = askAs(visit, apiUrl, project)
    const { link } = await ask<{ link: string }>('POST', '/v1/invitations', { email, role })
    const reply = await fetch(`${apiUrl}/v1/invitations/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: apiUrl },
      body: JSON.stringify({ token: link.split('#')[1], name, password: 'seven horses of one colour' }),
    })
    if (!reply.ok) throw new Error(await reply.text())
    cookie = (reply.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  }
  return cookie
}
