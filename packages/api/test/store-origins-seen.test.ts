import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import { createSeenOrigins, mostNew } from '../src/domain/recording/seenOrigins.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { maxOriginsSeen, noteOrigin } from '../src/store/originsSeen.ts'
import { createDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
let opened: Database

beforeAll(async () => {
  database = await createDatabase()
  opened = openDatabase(database.url)
})
afterAll(async () => {
  await opened.close()
  await database.drop()
})

/** Notes for a while what `save` is asked to keep. */
async function saved(
  work: (note: (...origins: string[]) => void, clock: { now: number }) => void,
  save = async () => {},
) {
  const origins: string[] = []
  const clock = { now: 0 }
  const seen = createSeenOrigins(
    async (_projectId, origin) => {
      origins.push(origin)
      await save()
    },
    () => clock.now,
  )
  work((...noted) => {
    for (const origin of noted) seen.note('project', origin)
  }, clock)
  await seen.settled()
  return { origins, seen }
}

const minute = 60_000
const made = (count: number, name = '') =>
  Array.from({ length: count }, (_, at) => `https://${name}${at}.example`)

test('notes each origin of a project once a minute', async () => {
  const { origins } = await saved((note, clock) => {
    note('a', 'b', 'a', 'a', 'b')
    clock.now += minute - 1
    note('a')
    clock.now += 1
    note('a')
  })
  expect(origins).toEqual(['a', 'b', 'a'])
})

test('gives up what waits where one could not be stored, and notes it at the next post', async () => {
  const { origins, seen } = await saved(
    note => note('a', 'b', 'c'),
    () => Promise.reject(new Error('away')),
  )
  expect(origins).toEqual(['a'])
  seen.note('project', 'b')
  await seen.settled()
  expect(origins).toEqual(['a', 'b'])
})

test('notes few new ones a minute, and those that it knows all the same', async () => {
  const { origins } = await saved((note, clock) => {
    note('real')
    for (let at = 1; at <= 5; at += 1) {
      clock.now += minute
      note(...made(1_000, `${at}-`), 'real')
    }
  })
  expect(origins.filter(each => each === 'real')).toHaveLength(6)
  expect(origins).toHaveLength(6 + 5 * mostNew)
})

test('keeps the newest of a project, and longest those that it names', async () => {
  const { db } = opened
  const [one, other] = [await createProject(db, 'One'), await createProject(db, 'Other')]
  await db
    .updateTable('projects')
    .set({ origins: ['https://shop.example'] })
    .where('id', '=', one.id)
    .execute()
  const invented = made(maxOriginsSeen + 5)
  for (const origin of ['https://shop.example', 'https://old.example', ...invented]) {
    await noteOrigin(db, one.id, origin)
  }
  for (const origin of ['https://0.example', 'https://0.example']) await noteOrigin(db, other.id, origin)
  const rows = await db.selectFrom('origins_seen').select(['project_id', 'origin']).execute()
  const of = (id: string) => rows.flatMap(row => (row.project_id === id ? [row.origin] : []))
  expect(of(one.id).sort()).toEqual(['https://shop.example', ...invented.slice(6)].sort())
  expect(of(other.id)).toEqual(['https://0.example'])
})
