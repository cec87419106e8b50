import { metadata as schema } from '@tyck/shared/contract/vocabulary'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type { Metadata } from '../src/types.ts'
import { fittingMetadata, metadataOf } from '../src/widget/metadata.ts'

/** As it is sent. */
const sent = (given: Metadata | undefined, slot: Element | null) => fittingMetadata(metadataOf(given, slot))

afterEach(() => {
  vi.restoreAllMocks()
})

function slotWith(metadata: string): Element {
  const slot = document.createElement('div')
  slot.setAttribute('metadata', metadata)
  return slot
}

test('is empty where neither a call nor a slot gives any', () => {
  expect(sent(undefined, null)).toEqual({})
  expect(sent(undefined, document.createElement('div'))).toEqual({})
})

test("takes the slot's", () => {
  const slot = slotWith('{"orderValue":420,"paymentMethod":"card","express":false}')
  expect(sent(undefined, slot)).toEqual({ orderValue: 420, paymentMethod: 'card', express: false })
})

test("takes a call's rather than the slot's", () => {
  expect(sent({ orderId: 'A17' }, slotWith('{"orderValue":420}'))).toEqual({ orderId: 'A17' })
})

test('leaves out what is not flat, and keeps the rest', () => {
  const slot = slotWith('{"cart":{"items":3},"tags":["a"],"coupon":null,"orderValue":420}')
  expect(sent(undefined, slot)).toEqual({ orderValue: 420 })
})

test('cuts long texts to what the service takes', () => {
  const { note } = sent({ note: 'é'.repeat(1000) }, null)
  expect(schema.safeParse({ note }).success).toBe(true)
  expect(note).toMatch(/^é{200,256}$/)
})

test('is empty, and the console says why, where the attribute is not JSON', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  expect(sent(undefined, slotWith('{orderValue:420}'))).toEqual({})
  expect(warn).toHaveBeenCalledOnce()
})

test.each(['5', '"text"', 'null', 'true', '["a","b"]', '{"":1,"2nd":1,"my key":1,"å":1}'])(
  'takes %s for none',
  text => {
    expect(sent(undefined, slotWith(text))).toEqual({})
  },
)

test('leaves out values that JSON lacks', () => {
  const given = {
    total: Number.NaN,
    ratio: Number.POSITIVE_INFINITY,
    none: undefined,
    call: () => 1,
    symbol: Symbol('s'),
  }
  expect(sent({ ...given, orderId: 'A17' } as unknown as Metadata, null)).toEqual({ orderId: 'A17' })
})

test('leaves out what is more than the service takes, in keys and in bytes', () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`key${at}`, at]))
  expect(Object.keys(sent(many, null))).toHaveLength(32)
  const large = Object.fromEntries(Array.from({ length: 32 }, (_, at) => [`key${at}`, '漢'.repeat(256)]))
  expect(schema.safeParse(sent(large, null)).error).toBeUndefined()
  expect(Object.keys(sent(large, null)).length).toBeGreaterThan(3)
})

test('is always of a shape that the service takes', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const given = fc.dictionary(
    fc.oneof(fc.string({ maxLength: 50 }), fc.constantFrom('orderId', 'a.b', '__proto__')),
    fc.anything(),
    {
      maxKeys: 8,
    },
  )
  fc.assert(
    fc.property(given, given => {
      expect(schema.safeParse(sent(given as Metadata, null)).error).toBeUndefined()
    }),
  )
})
