import { beforeEach, expect, test } from 'vitest'
import { createProjectCache, type ProjectCache } from '../src/domain/recording/projectCache.ts'
import type { IngestionProject } from '../src/store/ingestionProjects.ts'

const project = (id: string): IngestionProject => ({
  id,
  publishableKeys: [`pk_${id}`],
  identity: 'off',
  masking: true,
  countOnceWithin: null,
  identitySecrets: [],
  limits: null,
  origins: [],
  surveys: {},
  rules: {},
})

/** A read of the database that is under way until the test ends it. */
interface Read {
  keys: string[]
  finish(...projects: IngestionProject[]): void
  fail(error: unknown): void
}

let now: number
let reads: Read[]
let cache: ProjectCache

beforeEach(() => {
  now = 1_000_000
  reads = []
  cache = createProjectCache(
    keys =>
      new Promise((resolve, fail) => {
        const finish = (...projects: IngestionProject[]) =>
          resolve(new Map(projects.map((project, at) => [keys[at] ?? '', project])))
        reads.push({ keys, finish, fail })
      }),
    () => now,
  )
})

const turn = () => new Promise(resolve => setImmediate(resolve))
async function read(at: number): Promise<Read> {
  await turn()
  const read = reads[at]
  if (!read) throw new Error(`There were ${reads.length} reads`)
  return read
}

test('reads a project once a second', async () => {
  const first = cache.find('pk_a')
  ;(await read(0)).finish(project('a'))
  expect(await first).toEqual(project('a'))
  now += 999
  expect(await cache.find('pk_a')).toEqual(project('a'))
  expect(reads).toHaveLength(1)
  now += 1
  const second = cache.find('pk_a')
  ;(await read(1)).finish(project('b'))
  expect(await second).toEqual(project('b'))
})

test('does not trust a copy from the future, for a clock may be set back', async () => {
  const first = cache.find('pk_a')
  ;(await read(0)).finish(project('a'))
  await first
  now -= 3_600_000
  const second = cache.find('pk_a')
  ;(await read(1)).finish(project('b'))
  expect(await second).toEqual(project('b'))
})

test('reads one at a time, however many unknown keys come', async () => {
  const first = cache.find('pk_0')
  await turn()
  const others = Array.from({ length: 100 }, (_, at) => cache.find(`pk_made_up_${at}`))
  await turn()
  expect(reads.map(({ keys }) => keys)).toEqual([['pk_0']])
  reads[0]?.finish()
  const second = await read(1)
  expect(second.keys).toHaveLength(100)
  second.finish()
  expect(await first).toBeUndefined()
  expect(await Promise.all(others)).toEqual(others.map(() => undefined))
  expect(reads).toHaveLength(2)
})

test('reads afresh for who asks for it: not what was being read already', async () => {
  const earlier = cache.find('pk_a')
  await turn()
  const fresh = [cache.findFresh('pk_a'), cache.findFresh('pk_a')]
  ;(await read(0)).finish(project('old'))
  expect(await earlier).toEqual(project('old'))
  ;(await read(1)).finish(project('new'))
  expect(await Promise.all(fresh)).toEqual([project('new'), project('new')])
  expect(await cache.find('pk_a')).toEqual(project('new'))
  expect(reads).toHaveLength(2)
})

test('forgets a project that was changed, also while it was being read', async () => {
  const first = cache.find('pk_a')
  await turn()
  cache.forget('a')
  ;(await read(0)).finish(project('a'))
  await first
  const second = cache.find('pk_a')
  ;(await read(1)).finish(project('a'))
  await second
  cache.forget('a')
  const third = cache.find('pk_a')
  ;(await read(2)).finish()
  expect(await third).toBeUndefined()
})

test('tells everybody who waited that a read failed, and reads again for the next', async () => {
  const failing = [cache.find('pk_a'), cache.find('pk_b')]
  const settled = Promise.allSettled(failing)
  ;(await read(0)).fail(new Error('away'))
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = cache.find('pk_a')
  ;(await read(1)).finish(project('a'))
  expect(await next).toEqual(project('a'))
})
