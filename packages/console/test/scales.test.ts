import * as shared from '@tyck/shared/metric'
import { expect, test } from 'vitest'
import { answersOf, bands } from '../src/parts/scales.ts'

test('the console’s scales are those of the service', () => {
  expect(bands).toEqual(shared.bands)
  for (const metric of shared.metrics) expect(answersOf(metric)).toEqual(shared.answersOf(metric))
})
