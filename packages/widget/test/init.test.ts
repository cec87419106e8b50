import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { init } from '../src/index.ts'
import type { Tyck } from '../src/types.ts'

const settings = { key: 'pk_test', endpoint: 'https://feedback.example' }

beforeEach(() => {
  delete window.tyck
  vi.stubGlobal('fetch', async () => new Response('', { status: 503 }))
  vi.stubGlobal('customElements', { get: () => undefined, define: () => {} })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test.each([
  [undefined, true],
  [false, false],
  [true, true],
])('on localhost, with test %s, whether answers are tests is %s', async (given, expected) => {
  init({ ...settings, ...(given !== undefined && { test: given }) })
  const { test } = await (window.tyck as Tyck).explain('checkout.payment')
  expect(test).toBe(expected)
})

test('hands out the queue that stands on the window', () => {
  expect(init(settings)).toBe(window.tyck)
})

test('a function of the page that throws stops nobody, and surfaces as its own', async () => {
  init(settings)
  const pushed = (window.tyck as unknown as { push(use: () => never): Promise<void> }).push(() => {
    throw new Error('again')
  })
  await expect(pushed).rejects.toThrow('again')
})

test('where a browser is too old, does nothing', () => {
  vi.stubGlobal('IntersectionObserver', undefined)
  expect(init(settings)).toBeUndefined()
  expect(window.tyck).toBeUndefined()
})
