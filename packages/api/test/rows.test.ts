import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every test that the tables of README.md name is there', () => {
  const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
  const rows = read('README.md')
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| ---') && !line.endsWith('| file | test |'))
    .map(line => line.replace(/^\| | \|$/g, '').split(' | '))
  const missing = rows.filter(([, file, name]) => !read(`${file}.test.ts`).includes(name as string))
  expect(missing).toEqual([])
  expect(rows.length).toBeGreaterThan(85)
})
