import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { readResponses } from '../src/store/readResponses.ts'
import { planWordSearch } from '../src/store/wordSearch.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import { ask } from './recordingApp.ts'

let database: TestDatabase
let opened: Database
let projectId: string

const said: Record<string, string> = {
  en: 'Payments were failing, don’t ask',
  sv: 'Betalningen är Försenad',
  de: 'Die Häuser in Łódź',
  ru: 'Не прошла оплата',
  ja: '配送が遅い Visaカード',
  th: 'จ่ายเงินไม่ได้เลย',
  ko: '배송이 느려요',
  xx: 'Zażółć gęślą jaźń',
}

beforeAll(async () => {
  database = await createDatabase()
  opened = openDatabase(database.url)
  const { db } = opened
  projectId = (await createProject(db, 'Shop')).id
  await ask(db, projectId, 0)
  await sql`
    insert into responses (project_id, id, touchpoint_id, survey_id, rules_id, seq, channel, shown_at, changed_at,
      received_at, locale, comment)
    select ${projectId}, gen_random_uuid(), t.id, t.survey_id, t.rules_id, 1, 'web', now(), now(), now(), each.key, each.value
    from touchpoints t, jsonb_each_text(${JSON.stringify(said)}::jsonb) as each`.execute(db)
})
afterAll(async () => {
  await opened.close()
  await database.drop()
})

test.each([
  ['payment fails', 'en'],
  ['betalningar försenade', 'sv'],
  ['forsenad', 'sv'],
  ['haus', 'de'],
  ['lodz', 'de'],
  ['оплаты', 'ru'],
  ['遅い', 'ja'],
  ['visa', 'ja'],
  ['เงิน', 'th'],
  ['느려', 'ko'],
  ['zazolc', 'xx'],
])('finds %s in a comment of %s', async (words, locale) => {
  const { db } = opened
  const { rows } = await readResponses(
    db,
    projectId,
    { search: await planWordSearch(db, words), limit: 10 },
    null,
  )
  expect(rows.map(row => row.locale)).toEqual([locale])
})
