import { expect, test } from 'vitest'
import { deliveries } from '../src/texts/en/deliveries.ts'

test('a delivery that was left out says why', () => {
  expect(deliveries.skippedWhy('told-together')).toMatch(/summary/)
  expect(deliveries.skippedWhy('response-gone')).toMatch(/nothing left to tell/)
})
