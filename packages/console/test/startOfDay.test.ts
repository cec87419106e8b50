import { expect, test } from 'vitest'
import { startOfDay } from '../src/parts/startOfDay.ts'

test.each([
  ['UTC', '2026-03-29', '2026-03-29T00:00:00.000Z'],
  ['Europe/Stockholm', '2026-01-10', '2026-01-09T23:00:00.000Z'],
  ['Europe/Stockholm', '2026-07-10', '2026-07-09T22:00:00.000Z'],
  // The clocks go on in that night, and the day before is told by the old ones.
  ['Europe/Stockholm', '2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['Europe/Stockholm', '2026-03-30', '2026-03-29T22:00:00.000Z'],
  ['America/New_York', '2026-11-02', '2026-11-02T05:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-02', '2026-11-01T10:00:00.000Z'],
  ['Asia/Kolkata', '2026-11-02', '2026-11-01T18:30:00.000Z'],
])('in %s %s begins at %s', (timeZone, day, begins) => {
  expect(startOfDay(timeZone, day)).toBe(begins)
})
