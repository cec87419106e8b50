import { defineConfig } from 'vitest/config'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that all pictures go to; '' where those of the documentation are taken. */
    picturesTo: string
  }
}

const picturesTo = process.env.TYCK_PICTURES_TO ?? ''

export default defineConfig({
  test: {
    include: [picturesTo ? 'e2e/pictures/allPictures.ts' : 'e2e/pictures/pictures.ts'],
    globalSetup: ['packages/api/test/globalSetup.ts', 'e2e/globalSetup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    provide: { picturesTo },
  },
})
