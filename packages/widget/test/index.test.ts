// @vitest-environment node
import { expect, test } from 'vitest'
import { init } from '../src/index.ts'

test('on a server the package can be imported, and does nothing', () => {
  expect(typeof window).toBe('undefined')
  expect(init({ key: 'pk_test', endpoint: 'https://feedback.example' })).toBeUndefined()
  expect(Object.keys(globalThis)).not.toContain('tyck')
})
