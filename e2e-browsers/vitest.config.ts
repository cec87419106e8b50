import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e-browsers/*.test.ts'],
    reporters: ['default', './e2e-browsers/tableReporter.ts', './scripts/run/countReporter.mjs'],
    globalSetup: ['packages/api/test/globalSetup.ts'],
    // These browsers take their time to start, above all the first time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a page does next is waited for, not slept for.
    expect: { poll: { timeout: 20_000, interval: 100 } },
  },
})
