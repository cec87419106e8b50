import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFairQueue } from '../src/domain/recording/fairQueue.ts'

/** Items that tell whose they are, and which. */
const items = (owner: string, count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => `${owner}${from + at}`)

test('takes the oldest first of one owner', () => {
  const queue = createFairQueue<string>(10)
  queue.add('a', items('a', 3))
  queue.add('a', items('a', 2, 4))
  expect(queue.take(4)).toEqual(['a1', 'a2', 'a3', 'a4'])
  expect(queue.take(4)).toEqual(['a5'])
  expect(queue.take(4)).toEqual([])
})

test('takes as many of each owner, and gives what one leaves to the others', () => {
  const queue = createFairQueue<string>(200)
  queue.add('a', items('a', 50))
  queue.add('b', items('b', 1))
  queue.add('c', items('c', 50))
  expect(queue.take(9)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'c2', 'c3', 'a4', 'c4'])
})

test('gives everybody a turn where there are more owners than are taken at once', () => {
  const queue = createFairQueue<string>(100)
  for (const owner of ['a', 'b', 'c', 'd', 'e']) queue.add(owner, items(owner, 2))
  const turns = Array.from({ length: 5 }, () => queue.take(2))
  expect(turns).toEqual([
    ['a1', 'b1'],
    ['c1', 'd1'],
    ['e1', 'a2'],
    ['b2', 'c2'],
    ['d2', 'e2'],
  ])
})

test('lets one owner have all the room, until another one comes', () => {
  const queue = createFairQueue<string>(10)
  expect(queue.add('a', items('a', 10))).toEqual([])
  expect(queue.add('a', ['a11'])).toBeNull()
  expect(queue.add('b', items('b', 2))).toEqual(['a10', 'a9'])
  expect(queue.add('b', items('b', 3, 3))).toEqual(['a8', 'a7', 'a6'])
  expect(queue.add('b', ['b6'])).toBeNull()
  expect(queue.add('a', ['a11'])).toBeNull()
  expect(queue.size()).toBe(10)
})

test('pushes out only those who have more than their share, and takes turns at it', () => {
  const queue = createFairQueue<string>(9)
  queue.add('a', items('a', 4))
  queue.add('b', items('b', 4))
  queue.add('c', items('c', 1))
  expect(queue.add('c', items('c', 2, 2))).toEqual(['a4', 'b4'])
  expect(queue.add('d', ['d1', 'd2', 'd3'])).toBeNull()
  expect(queue.add('d', ['d1', 'd2'])).toHaveLength(2)
})

test('holds no more than it has room for, loses nothing, and refuses nobody who has less than a share', () => {
  const step = fc.oneof(
    fc.record({ owner: fc.constantFrom('a', 'b', 'c', 'd'), count: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ most: fc.integer({ min: 1, max: 8 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), steps => {
      const room = 20
      const queue = createFairQueue<{ owner: string; id: number }>(room)
      const waiting = new Map<number, string>()
      let next = 0
      const of = (owner: string) => [...waiting.values()].filter(each => each === owner).length
      for (const each of steps) {
        if ('most' in each) {
          const ids = queue.take(each.most).map(({ id }) => id)
          expect(ids).toHaveLength(Math.min(each.most, waiting.size))
          for (const id of ids) expect(waiting.delete(id)).toBe(true)
        } else {
          const added = Array.from({ length: each.count }, () => ({ owner: each.owner, id: next++ }))
          const out = queue.add(each.owner, added)
          const owners = new Set([...waiting.values(), each.owner]).size
          if (out === null) expect(of(each.owner) + each.count).toBeGreaterThan(room / owners)
          else for (const { id } of added) waiting.set(id, each.owner)
          for (const { id, owner } of out ?? []) {
            expect(owner).not.toBe(each.owner)
            expect(waiting.delete(id)).toBe(true)
          }
        }
        expect(queue.size()).toBe(waiting.size)
        expect(queue.size()).toBeLessThanOrEqual(room)
      }
      expect(queue.empty().map(({ id }) => id)).toEqual(expect.arrayContaining([...waiting.keys()]))
      expect(queue.size()).toBe(0)
    }),
  )
})
