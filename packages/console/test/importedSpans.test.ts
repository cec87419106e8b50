import { expect, test } from 'vitest'
import { importedSpans } from '../src/pages/touchpoint/importedSpans.ts'

const point = (month: number, n: number, imported: number) => ({
  from: `2025-0${month}-01`,
  to: `2025-0${month}-28`,
  n,
  imported,
})
const told = (...points: ReturnType<typeof point>[]) =>
  importedSpans(points).map(({ from, to }) => [from, to].map(at => new Date(at).toISOString().slice(0, 10)))

test('what was imported is one span, also where nobody answered in between', () => {
  expect(told(point(1, 0, 0), point(2, 9, 9), point(3, 0, 0), point(4, 9, 2), point(5, 9, 0))).toEqual([
    ['2025-02-01', '2025-04-29'],
  ])
})

test('what was asked here in between parts it', () => {
  expect(told(point(1, 9, 9), point(2, 9, 0), point(3, 0, 0), point(4, 9, 9), point(5, 0, 0))).toEqual([
    ['2025-01-01', '2025-01-29'],
    ['2025-04-01', '2025-04-29'],
  ])
})

test('without imports there is none', () => {
  expect(told(point(1, 9, 0), point(2, 0, 0))).toEqual([])
})
