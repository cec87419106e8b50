import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/pictures/pictures.ts'],
    globalSetup: ['packages/api/test/globalSetup.ts', 'e2e/globalSetup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
