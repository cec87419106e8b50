import { randomUUID } from 'node:crypto'
import type { Role } from '@tyck/shared/admin/accounts'
import { sql } from 'kysely'
import { createProject } from '../src/domain/keys/createProject.ts'
import { fanOut } from '../src/domain/telling/fanOut.ts'
import { makePerson, type Person } from './people.ts'
import { draft, type Named, webhook } from './routeRows.ts'
import { payment, type Service } from './service.ts'

/** A project that has something of everything. */
export interface FullProject {
  id: string
  secretKey: string
  /** Somebody of each role. */
  people: Record<Role, Person>
  named: Named
}

/**
 * Makes a project with people, an invitation, a touchpoint and its draft, two responses of one respondent, an import, a
 * signed identity's secret, two secret keys, and a webhook with what waits to be sent there.
 */
export async function makeFullProject(service: Service, word: string): Promise<FullProject> {
  const { id, secretKey, publishableKey } = await createProject(service.db, `${word} shop`)
  const admin = async (method: 'GET' | 'PUT' | 'POST', url: string, body?: unknown) => {
    const reply = await service.admin(method, url, body, secretKey, { 'if-match': '*' })
    if (reply.statusCode >= 300) throw new Error(reply.body)
    return reply.body === '' ? null : reply.json()
  }
  const touchpoint = `${word}.payment`
  const { rules } = await admin('PUT', `/v1/touchpoints/${touchpoint}`, { name: `${word} payment` })
  const survey = await admin('PUT', `/v1/touchpoints/${touchpoint}/survey`, {
    ...payment,
    note: `${word} note`,
  })
  await admin('PUT', `/v1/touchpoints/${touchpoint}/draft`, draft)
  await admin('PUT', '/v1/project', { name: `${word} shop`, origins: [], theme: {}, acrossDevices: true })
  await admin('POST', '/v1/project/identity-secret')
  const { id: secretKeyId } = await admin('POST', '/v1/keys', { name: `${word} key` })
  const { destination } = await admin('POST', '/v1/destinations', { ...webhook, name: `${word} webhook` })
  const respondent = `${word}-person`
  const states = [randomUUID(), randomUUID()].map(id => ({
    id,
    seq: 1,
    surveyId: survey.id,
    rulesId: rules.id,
    respondent,
    shownAgoMs: 60_000,
    changedAgoMs: 0,
    score: 9,
    comment: `${word} comment`,
    page: `https://${word}.example/checkout`,
  }))
  await admin('POST', '/v1/responses', { responses: states })
  await fanOut(service.db)
  const { deliveries } = await admin('GET', `/v1/destinations/${destination.id}/deliveries`)
  const tag = `${word}-tag`
  await admin('PUT', `/v1/responses/${states[0]?.id}/tags/${tag}`)
  const imported = { id: '1', answeredAt: '2025-11-04T09:30:00Z', score: 7, comment: `${word} comment` }
  await admin('POST', '/v1/imports', { touchpoint, source: `${word}-source`, rows: [imported] })
  const { imports } = await admin('GET', '/v1/imports')
  const { next } = await admin('GET', '/v1/responses?limit=1')
  const people = {
    viewer: await makePerson(service, 'viewer', id),
    editor: await makePerson(service, 'editor', id),
    owner: await makePerson(service, 'owner', id),
  }
  const email = `${word}-invited@shop.example`
  const invitation = (await people.owner.ask('POST', '/v1/invitations', { email, role: 'editor' })).json()
  return {
    id,
    secretKey,
    people,
    named: {
      touchpoint,
      respondent,
      surveyId: survey.id,
      rulesId: rules.id,
      responseId: states[0]?.id ?? '',
      secretKeyId,
      destinationId: destination.id,
      deliveryId: deliveries[0].id,
      publishableKey,
      tag,
      memberId: people.viewer.id,
      invitationId: invitation.id,
      importId: imports[0].id,
      projectName: `${word} shop`,
      cursor: next,
    },
  }
}

/** What nobody has, each in the form of what somebody could have. */
export const absent = (): Named => ({
  touchpoint: 'absent.payment',
  respondent: 'absent-person',
  surveyId: randomUUID(),
  rulesId: randomUUID(),
  responseId: randomUUID(),
  secretKeyId: randomUUID(),
  destinationId: randomUUID(),
  deliveryId: randomUUID(),
  publishableKey: 'pk_absent',
  tag: 'absent-tag',
  memberId: randomUUID(),
  invitationId: randomUUID(),
  importId: randomUUID(),
  projectName: 'absent shop',
  cursor: Buffer.from('absent').toString('base64url'),
})

/** All rows of the database, as text, by table; only those of one project, of tables that have any, where it is given. */
export async function dump({ db }: Pick<Service, 'db'>, projectId?: string): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string; of: string | null }>`
    select t.table_name as name, (
      select c.column_name from information_schema.columns c
      where c.table_schema = t.table_schema and c.table_name = t.table_name
        and (c.column_name = 'project_id' or (c.table_name = 'projects' and c.column_name = 'id'))
    ) as of
    from information_schema.tables t
    where t.table_schema = 'tyck_internal' and t.table_type = 'BASE TABLE' and t.table_name not like 'kysely%'
    order by 1`.execute(db)
  const asked = tables.filter(({ of }) => projectId === undefined || of !== null)
  const told = asked.map(async ({ name, of }) => {
    const only = projectId === undefined ? sql`` : sql`where ${sql.ref(of ?? '')} = ${projectId}::uuid`
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(row, chr(10) order by row), '') as text from (
        -- That somebody came with a key is noted of every key that opens something.
        select (to_jsonb(t) - 'last_used_at')::text as row from ${sql.table(name)} t ${only}
      ) as rows`.execute(db)
    return [name, rows[0]?.text ?? ''] as const
  })
  return Object.fromEntries(await Promise.all(told))
}
