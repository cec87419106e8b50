import { expect, test } from 'vitest'
import { createSealing } from '../src/domain/keys/sealing.ts'

const sealing = createSealing('a secret of the service')

test('what is sealed opens for its owner, and never looks the same twice', () => {
  const [one, other] = [sealing.seal('text å', 'me'), sealing.seal('text å', 'me')]
  expect([sealing.open(one, 'me'), sealing.open(other, 'me')]).toEqual(['text å', 'text å'])
  expect(one.equals(other)).toBe(false)
  expect(one.includes('text')).toBe(false)
})

test('it opens for no other, under no other secret, and not where a single bit was changed', () => {
  const sealed = sealing.seal('text', 'me')
  expect(sealing.open(sealed, 'you')).toBeNull()
  expect(createSealing('another secret').open(sealed, 'me')).toBeNull()
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(sealing.open(changed, 'me')).toBeNull()
    expect(sealing.open(sealed.subarray(0, at), 'me')).toBeNull()
  }
})

test('nothing is sealed without a secret', () => {
  expect(() => createSealing(null).seal('text', 'me')).toThrow('no secret')
})
