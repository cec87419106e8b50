import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import { createSeenOrigins } from '../src/domain/recording/seenOrigins.ts'
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
async function saved(work: (note: (origin: string) => void) => void, save = async () => {}) {
  const origins: string[] = []
  const seen = createSeenOrigins(async (_projectId, origin) => {
    origins.push(origin)
    await save()
  })
  work(origin => seen.note('project', origin))
  await seen.settled()
  return { origins, seen }
}

test('notes each origin of a project once', async () => {
  const { origins } = await saved(note => ['a', 'b', 'a', 'a', 'b'].forEach(note))
  expect(origins).toEqual(['a', 'b'])
})

test('gives up what waits where one could not be stored, and notes it at the next post', async () => {
  const { origins, seen } = await saved(
    note => ['a', 'b', 'c'].forEach(note),
    () => Promise.reject(new Error('away')),
  )
  expect(origins).toEqual(['a'])
  seen.note('project', 'b')
  await seen.settled()
  expect(origins).toEqual(['a', 'b'])
})

test('remembers and stores no more than it takes to make a list, and each project its own', async () => {
  const made = Array.from({ length: maxOriginsSeen + 50 }, (_, at) => `https://${at}.example`)
  expect((await saved(note => made.forEach(note))).origins).toEqual(made.slice(0, maxOriginsSeen))

  const { db } = opened
  const [one, other] = [await createProject(db, 'One'), await createProject(db, 'Other')]
  for (const origin of made) await noteOrigin(db, one.id, origin)
  await noteOrigin(db, other.id, 'https://0.example')
  await noteOrigin(db, other.id, 'https://0.example')
  const rows = await db.selectFrom('origins_seen').select(['project_id', 'origin']).execute()
  expect(rows.filter(row => row.project_id === one.id)).toHaveLength(maxOriginsSeen)
  expect(rows.filter(row => row.project_id === other.id)).toHaveLength(1)
})
