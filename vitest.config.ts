import { defineConfig } from 'vitest/config'
import { installedBinaries } from './packages/api/test/installedBinaries.ts'

const postgres = 'packages/api/test/globalSetup.ts'
const heldToDocument = 'packages/api/test/heldToDocument.ts'
// Cloning a database and starting a browser take their time on a busy machine; what hangs is still found.
const patient = { testTimeout: 30_000, hookTimeout: 60_000 }
// Their files share a process, and so load the service or the browser's driver once and not once each. They keep what
// they change to themselves; those with a page of happy-dom can't.
const together = { isolate: false }

export default defineConfig({
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: ['packages/shared/test/**/*.test.ts'], ...together },
      },
      {
        extends: true,
        test: {
          name: 'widget',
          include: ['packages/widget/test/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
        },
      },
      {
        extends: true,
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'console',
          include: ['packages/console/test/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
        },
      },
      ...['react', 'vue'].map(name => ({
        extends: true as const,
        test: {
          name,
          include: [`packages/${name}/test/**/*.test.ts`],
          environment: 'happy-dom',
        },
      })),
      {
        extends: true,
        test: {
          name: 'api',
          include: ['packages/api/test/**/*.test.ts'],
          exclude: ['packages/api/test/afterwards/**'],
          globalSetup: postgres,
          setupFiles: heldToDocument,
          ...together,
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'cli',
          include: ['packages/cli/test/**/*.test.ts'],
          globalSetup: postgres,
          ...together,
          ...patient,
        },
      },
      // The store once more, against the oldest Postgres that is supported, where one is installed.
      ...(installedBinaries(15)
        ? [
            {
              extends: true as const,
              test: {
                name: 'api-pg15',
                include: ['packages/api/test/store-*.test.ts'],
                globalSetup: postgres,
                ...together,
                ...patient,
              },
            },
          ]
        : []),
      {
        extends: true,
        test: {
          name: 'client',
          include: ['packages/client/test/**/*.test.ts'],
          globalSetup: postgres,
          setupFiles: heldToDocument,
          ...patient,
        },
      },
      {
        extends: true,
        test: { name: 'rig', include: ['rig/test/**/*.test.ts'], ...patient },
      },
      {
        extends: true,
        test: { name: 'examples', include: ['examples/test/**/*.test.ts'], ...together },
      },
      // What the tests of the service have seen together.
      {
        extends: true,
        test: {
          name: 'afterwards',
          include: ['packages/api/test/afterwards/*.test.ts'],
          globalSetup: postgres,
          ...patient,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: [postgres, 'e2e/globalSetup.ts'],
          ...together,
          ...patient,
          // They mostly wait for a browser and a service, so two at a time pay even on two cores; after all others.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          // A browser may lose a connection or a second to its machine. What its pages saw is printed all the same.
          retry: process.env.CI ? 1 : 0,
          // What a page does next is waited for, not slept for.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})
