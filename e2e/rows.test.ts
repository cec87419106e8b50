import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every test that the table of README.md names is there', () => {
  const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
  const rows = read('README.md')
    .split('\n')
    .filter(line => line.startsWith('| '))
    .slice(2)
    .map(line => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '')))
  const missing = rows.filter(([, file, name]) => !read(`${file}.test.ts`).includes(name as string))
  expect(missing).toEqual([])
  expect(rows.length).toBeGreaterThan(45)
})
