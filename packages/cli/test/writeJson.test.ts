import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeJson } from '../src/writeJson.ts'

test('what is written says what it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(JSON.stringify(JSON.parse(writeJson(value)))).toBe(JSON.stringify(value))
    }),
  )
})

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tyck-json-'))
  writeFileSync(join(folder, 'biome.json'), '{ "formatter": { "indentStyle": "space" } }')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a formatter leaves it as it is', () => {
  const locales = Object.fromEntries(
    ['No', 'Не очень', 'そう思わない', '그렇지 않다', 'A name of forty characters, and not more'].map(
      (name, at) => [
        `l${at}`,
        { optionLabels: [1, 2, 3, 4, 5, 6].slice(0, 2 + at).map(each => `${name} ${each}`), reasons: {} },
      ],
    ),
  )
  // As long as a line may be, and one less and one more; with a comma after it, and without.
  const lengths = Array.from({ length: 6 }, (_, at) => ({
    first: ['x'.repeat(30), 'y'.repeat(24 + at)],
    last: ['x'.repeat(30), 'y'.repeat(24 + at)],
  }))
  const text = writeJson({
    origins: [],
    lengths,
    touchpoints: [
      { key: 'a', metadata: null, survey: { locales }, rules: { audience: [{ in: ['a', 1, true] }] } },
    ],
  })
  const lines = text.split('\n').map(line => line.length)
  expect(Math.max(...lines)).toBe(80)
  const biome = fileURLToPath(new URL('../../../node_modules/@biomejs/biome/bin/biome', import.meta.url))
  const args = [biome, 'format', '--stdin-file-path=tyck.config.json']
  const { stdout } = spawnSync(process.execPath, args, { input: text, encoding: 'utf8', cwd: folder })
  expect(stdout).toBe(text)
  expect(text).toContain('"optionLabels": ["No 1", "No 2"],\n')
})
