import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, poolStateOf } from '../src/store/database.ts'
import { DatabaseUnavailable } from '../src/store/unavailable.ts'
import { type BrokenLine, startLine } from './brokenLine.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import { databaseUrl } from './testServer.ts'

let database: TestDatabase
let line: BrokenLine

beforeAll(async () => {
  database = await createDatabase()
  line = await startLine(database.url)
})

afterAll(async () => {
  await line.close()
  await database.drop()
})

/** Opens the database through the line, for the length of `work`. */
async function opened<T>(
  options: Parameters<typeof openDatabase>[1],
  work: (db: ReturnType<typeof openDatabase>['db']) => Promise<T>,
  url = line.url,
): Promise<T> {
  const { db, close } = openDatabase(url, options)
  return work(db).finally(close)
}

const one = (db: Parameters<Parameters<typeof opened>[1]>[0]) =>
  sql<{ n: number }>`select 1 as n`.execute(db).then(({ rows }) => rows[0]?.n)

describe('the database', () => {
  test('is asked in our schema and in UTC, whatever options its address has', async () => {
    const url = `${database.url}?options=-c%20search_path%3Dpublic%20-c%20timezone%3DAsia/Tokyo`
    await opened(
      {},
      async db => {
        const { rows } =
          await sql`select current_schema() as schema, current_setting('timezone') as zone`.execute(db)
        expect(rows).toEqual([{ schema: 'tyck_internal', zone: 'UTC' }])
      },
      url,
    )
  })

  test('is unavailable where nothing listens', async () => {
    const nowhere = 'postgres://tyck:secret@127.0.0.1:1/tyck'
    await opened({}, db => expect(one(db)).rejects.toBeInstanceOf(DatabaseUnavailable), nowhere)
  })

  test('is unavailable where there is no such database', async () => {
    await opened(
      {},
      db => expect(one(db)).rejects.toBeInstanceOf(DatabaseUnavailable),
      databaseUrl(database.url, 'nowhere'),
    )
  })

  test('gives up a statement that takes too long, and waits no longer for a lock', async () => {
    await opened({ statementMs: 500 }, async db => {
      await expect(sql`select pg_sleep(30)`.execute(db)).rejects.toBeInstanceOf(DatabaseUnavailable)
      expect(await one(db)).toBe(1)
    })
    await opened({ connections: 2, lockMs: 200 }, db =>
      db.transaction().execute(async trx => {
        await sql`lock table projects`.execute(trx)
        await expect(db.selectFrom('projects').selectAll().execute()).rejects.toBeInstanceOf(
          DatabaseUnavailable,
        )
      }),
    )
  })

  test('says so where every connection is in use for too long', async () => {
    await opened({ connections: 1, connectMs: 50 }, db =>
      db.transaction().execute(async () => {
        await expect(one(db)).rejects.toBeInstanceOf(DatabaseUnavailable)
      }),
    )
  })

  test('lets only so many wait for a connection, refuses the next one at once, and tells who waits', async () => {
    await opened({ connections: 1, waiting: 2 }, async db => {
      expect(poolStateOf(db)).toEqual({ total: 0, idle: 0, waiting: 0 })
      const asked = await db.connection().execute(async () => {
        const waiting = [one(db), one(db)]
        expect(poolStateOf(db)).toEqual({ total: 1, idle: 0, waiting: 2 })
        await expect(one(db)).rejects.toThrow(DatabaseUnavailable)
        return { waiting }
      })
      expect(await Promise.all(asked.waiting)).toEqual([1, 1])
      expect(await one(db)).toBe(1)
      expect(poolStateOf(db)).toEqual({ total: 1, idle: 1, waiting: 0 })
    })
  })

  test("tells a data error as Postgres's own", async () => {
    await opened({}, async db => {
      await expect(sql`select 'x'::int`.execute(db)).rejects.toMatchObject({ code: '22P02' })
      expect(await one(db)).toBe(1)
    })
  })

  test('never queues a query behind one that got no answer', async () => {
    await opened({ connections: 1, connectMs: 5_000, queryMs: 500 }, async db => {
      expect(await one(db)).toBe(1)
      line.silence()
      await expect(one(db)).rejects.toBeInstanceOf(DatabaseUnavailable)
      line.mend()
      expect(await one(db)).toBe(1)
    })
  })

  test('survives a connection that breaks within a transaction', async () => {
    await opened({}, async db => {
      const broken = db.transaction().execute(async trx => {
        await one(trx)
        line.cut()
        // Nothing is under way when it breaks: only the next query can tell.
        await new Promise(resolve => setImmediate(resolve))
        return one(trx)
      })
      await expect(broken).rejects.toBeInstanceOf(DatabaseUnavailable)
      line.mend()
      expect(await one(db)).toBe(1)
    })
  })

  test('asks nothing more of a connection that is lost, not even to roll back', async () => {
    await opened({ connectMs: 5_000, queryMs: 500 }, async db => {
      let first: unknown
      const lost = db.transaction().execute(async trx => {
        line.silence()
        await one(trx).catch(error => {
          first = error
          throw error
        })
      })
      // The rollback is refused with the very same error, without waiting for an answer of its own.
      const thrown = await lost.catch(error => error)
      expect(thrown).toBeInstanceOf(DatabaseUnavailable)
      expect(thrown).toBe(first)
      line.mend()
    })
  })
})
