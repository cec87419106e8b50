import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonPlaces } from '../src/jsonPlaces.ts'

test('every value of any JSON is found, on its line', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
      const { lines, duplicates } = jsonPlaces(JSON.stringify(value, null, indent))
      expect(duplicates).toEqual([])
      const expected = placesOf(JSON.parse(JSON.stringify(value)))
      expect([...lines.keys()].sort()).toEqual([...expected.keys()].sort())
      // Indented, each value begins a line of its own.
      if (indent > 0) expect([...lines]).toEqual([...expected])
      else expect(new Set(lines.values())).toEqual(new Set([1]))
    }),
  )
})

test.each([
  ['{"a":1,"b":{"a":2}}', []],
  ['{"a":1,"a":2}', [{ pointer: '/a', line: 1 }]],
  ['{"a":1,\n"\\u0061":2}', [{ pointer: '/a', line: 2 }]],
  [
    '[{"a/b":1,\n\n"a/b":{"c":1,"c":1}}]',
    [
      { pointer: '/0/a~1b', line: 3 },
      { pointer: '/0/a~1b/c', line: 3 },
    ],
  ],
  ['{"__proto__":1,"__proto__":2}', [{ pointer: '/__proto__', line: 1 }]],
  ['{"a":"{\\"a\\":1,","b":"]"}', []],
])('%j has these keys twice: %j', (text, expected) => {
  expect(jsonPlaces(text).duplicates).toEqual(expected)
})

/** The lines on which JSON.stringify puts values with an indent, in its order. */
function placesOf(value: unknown, pointer = '', line = { at: 1 }, found = new Map<string, number>()) {
  found.set(pointer, line.at)
  if (typeof value !== 'object' || value === null) return found
  const entries = Object.entries(value)
  if (entries.length === 0) return found
  for (const [key, each] of entries) {
    line.at += 1
    placesOf(each, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, line, found)
  }
  line.at += 1
  return found
}
