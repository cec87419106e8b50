import { expect, test } from 'vitest'
import { hash32 } from '../src/hash.ts'

// Made with another implementation (Python, whole numbers): FNV-1a of the UTF-8 bytes, then fmix32.
const vectors: [string, number][] = [
  ['', 0xab3e7c0b],
  ['a', 0x1a80b1b3],
  ['foobar', 0x0c0da6dc],
  ['checkout.payment', 0xb361037d],
  ['smörgås', 0x7af244b5],
  ['👍', 0x72b318d8],
  ['https://*.shop.example', 0xcc15bd0d],
]

test.each(vectors)('hashes %j the same everywhere', (text, hash) => {
  expect(hash32(text)).toBe(hash)
})
