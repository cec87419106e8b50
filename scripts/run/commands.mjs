import { bench } from './bench.mjs'
import { build } from './build.mjs'
import { check } from './check.mjs'
import { Failure } from './failure.mjs'
import { fuzz } from './fuzz.mjs'
import { install } from './install.mjs'
import { pictures } from './pictures.mjs'
import { createProject } from './project.mjs'
import { prove } from './prove.mjs'
import { makeReader } from './reader.mjs'
import { resetPassword } from './resetPassword.mjs'
import { runSql } from './sql.mjs'
import { dev, start } from './start.mjs'
import { test } from './test.mjs'
import { testBrowsers } from './testBrowsers.mjs'

/**
 * What each command needs installed, and what it does. Whatever it is, the workspace is made ready first.
 * @type {Record<string, { needs: 'serving' | 'everything', run: (args: string[]) => Promise<unknown> }>}
 */
const commands = {
  start: { needs: 'serving', run: start },
  dev: { needs: 'serving', run: dev },
  build: { needs: 'everything', run: build },
  sql: { needs: 'serving', run: runSql },
  project: { needs: 'serving', run: createProject },
  reader: { needs: 'serving', run: makeReader },
  'reset-password': { needs: 'serving', run: resetPassword },
  check: { needs: 'everything', run: check },
  'bench:widget': { needs: 'everything', run: args => bench('widget', args) },
  'bench:ingest': { needs: 'serving', run: args => bench('ingest', args) },
  'bench:export': { needs: 'serving', run: args => bench('export', args) },
  'bench:query': { needs: 'serving', run: args => bench('query', args) },
  'bench:console': { needs: 'everything', run: args => bench('console', args) },
  soak: { needs: 'serving', run: args => bench('soak', args) },
  prove: { needs: 'serving', run: prove },
  fuzz: { needs: 'everything', run: fuzz },
  pictures: { needs: 'everything', run: pictures },
  test: { needs: 'everything', run: test },
  'test:browsers': { needs: 'everything', run: testBrowsers },
}

/**
 * @param {string | undefined} name
 * @param {string[]} args
 */
export async function runCommand(name, args) {
  const command = commands[name ?? '']
  if (!command) {
    console.error(`Usage: node scripts/run.cjs ${Object.keys(commands).join(' | ')}`)
    process.exit(1)
  }
  try {
    await install(command.needs)
    await command.run(args)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
