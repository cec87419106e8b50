import { expect, test } from 'vitest'
import { Overloaded } from '../src/domain/recording/recordQueue.ts'
import { createTurnstile } from '../src/domain/recording/turnstile.ts'

/** A work that is under way until the test ends it. */
function work() {
  let finish: (value: string) => void = () => {}
  let fail: (error: unknown) => void = () => {}
  const done = new Promise<string>((resolve, reject) => {
    finish = resolve
    fail = reject
  })
  return { start: () => done, finish, fail }
}

test('lets only so much of one owner be under way, and others pass', async () => {
  const { pass } = createTurnstile({ ofOne: 2 })
  const [first, second] = [work(), work()]
  const passed = [pass('a', first.start), pass('a', second.start)]
  await expect(pass('a', async () => 'third')).rejects.toBeInstanceOf(Overloaded)
  expect(await pass('b', async () => 'other')).toBe('other')
  first.finish('first')
  expect(await passed[0]).toBe('first')
  expect(await pass('a', async () => 'third')).toBe('third')
  second.finish('second')
  await passed[1]
})

test('makes room also where work fails', async () => {
  const { pass } = createTurnstile({ ofOne: 1 })
  const failing = work()
  const passed = pass('a', failing.start)
  failing.fail(new Error('no'))
  await expect(passed).rejects.toThrow('no')
  expect(await pass('a', async () => 'next')).toBe('next')
})

test('lets who waits in by turns, whatever others have asked before', async () => {
  const { pass } = createTurnstile({ ofOne: 2, ofAll: 2, waiting: 10 })
  const [first, second] = [work(), work()]
  const order: string[] = []
  const asked = (owner: string, name: string) => pass(owner, async () => void order.push(name))
  const under = [pass('a', first.start), pass('a', second.start)]
  const waiting = [asked('a', 'a1'), asked('a', 'a2'), asked('b', 'b1'), asked('a', 'a3'), asked('b', 'b2')]
  first.finish('')
  second.finish('')
  await Promise.all([...under, ...waiting])
  expect(order.slice(0, 4).sort()).toEqual(['a1', 'a2', 'b1', 'b2'])
  expect(order.at(-1)).toBe('a3')
})

test('keeps a place for others where one owner has all that it may', async () => {
  const { pass } = createTurnstile({ ofOne: 1, ofAll: 2, waiting: 1 })
  const long = work()
  const under = pass('a', long.start)
  const waits = pass('a', async () => 'second')
  expect(await pass('b', async () => 'other')).toBe('other')
  await expect(pass('a', async () => 'third')).rejects.toBeInstanceOf(Overloaded)
  long.finish('')
  expect([await under, await waits]).toEqual(['', 'second'])
})

test('refuses who had no turn in time, and knows nothing of them any more', async () => {
  const { pass, settled } = createTurnstile({ ofOne: 1, ofAll: 1, waiting: 1, waitMs: 10 })
  const long = work()
  const under = pass('a', long.start)
  await expect(pass('a', async () => 'late')).rejects.toBeInstanceOf(Overloaded)
  await expect(pass('b', async () => 'late')).rejects.toBeInstanceOf(Overloaded)
  let isSettled = false
  const end = settled().then(() => {
    isSettled = true
  })
  await new Promise(setImmediate)
  expect(isSettled).toBe(false)
  long.finish('')
  await Promise.all([under, end])
  expect(await pass('b', async () => 'next')).toBe('next')
})
