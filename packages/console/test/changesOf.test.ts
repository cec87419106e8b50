import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { expect, test } from 'vitest'
import { changesOf } from '../src/pages/overview/changesOf.ts'

const entry = (name: string, n: number, verdict: string | null) =>
  ({ name, n, change: verdict && { verdict } }) as ScoresEntry

test('what can’t be told is counted only where somebody answered, as it is listed', () => {
  const { fell, rose, open } = changesOf([
    entry('A', 40, 'unsure'),
    entry('B', 0, 'too-few'),
    entry('C', 3, 'too-few'),
    entry('D', 40, 'lower'),
    entry('E', 40, 'higher'),
    entry('F', 40, null),
  ])
  expect([fell, rose, open].map(all => all.map(({ name }) => name))).toEqual([['D'], ['E'], ['A', 'C']])
})
