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
  const { pass } = createTurnstile(2)
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
  const { pass } = createTurnstile(1)
  const failing = work()
  const passed = pass('a', failing.start)
  failing.fail(new Error('no'))
  await expect(passed).rejects.toThrow('no')
  expect(await pass('a', async () => 'next')).toBe('next')
})
