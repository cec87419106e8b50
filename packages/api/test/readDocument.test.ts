import { expect, test } from 'vitest'
import { readDocument } from '../src/domain/configuring/readDocument.ts'

/** Touchpoints that tell when somebody looks at one of them. */
function watched(count: number, parts: object) {
  const looked = new Set<number>()
  const touchpoints = Array.from({ length: count }, (_, at) => ({
    get key() {
      looked.add(at)
      return `a${at}`
    },
    ...parts,
  }))
  return { looked, touchpoints }
}

test('nobody looks further than what a problem tells', async () => {
  const { looked, touchpoints } = watched(1_000, {})
  const { faults } = await readDocument({ touchpoints })
  expect([faults.length, looked.size]).toEqual([10, 10])
})

test('others get their turn between touchpoints', async () => {
  const { looked, touchpoints } = watched(100, { name: 'A' })
  const seen: number[] = []
  let isReading = true
  const look = () => {
    seen.push(looked.size)
    if (isReading) setImmediate(look)
  }
  setImmediate(look)
  const { document, faults } = await readDocument({ touchpoints })
  isReading = false
  expect([document.touchpoints.length, faults]).toEqual([100, []])
  const most = Math.max(...seen.map((count, at) => count - (seen[at - 1] ?? 0)))
  expect(most).toBe(1)
})

test('of a touchpoint with more languages than it may have none is looked at', async () => {
  const { looked, touchpoints } = watched(1, {
    name: 'A',
    survey: { locales: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`l${at}`, {}])) },
  })
  const { faults } = await readDocument({ touchpoints })
  expect(faults).toEqual([
    { pointer: '/touchpoints/0/survey/locales', code: 'invalid-value', expected: 'at most 100 languages' },
  ])
  expect(looked.size).toBe(0)
})
