/**
 * Holds the widget and the console to their budgets, in bytes of brotli at its highest level: what a browser really fetches.
 * Prints what each scenario weighs, and fails where one is over its limit, or where a page of the documentation tells
 * other figures; `--write` brings those up to date.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../packages/widget/dist/', import.meta.url))
const { files } = JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8'))
/** @param {string[]} names */
const bytesOf = (...names) => names.reduce((sum, name) => sum + statSync(`${dist}${files[name]}.br`).size, 0)

const consoleDist = fileURLToPath(new URL('../packages/console/dist/', import.meta.url))
/** @type {{ firstLoad: string[] }} */
const { firstLoad } = JSON.parse(readFileSync(`${consoleDist}manifest.json`, 'utf8'))
const consoleBytes = firstLoad.reduce((sum, name) => sum + statSync(`${consoleDist}${name}.br`).size, 0)

/** @type {[scenario: string, bytes: number, limit: number][]} */
const budgets = [
  ['a page where nobody is asked: the loader', bytesOf('loader'), 1_024],
  ['all code until a question shows: loader and widget', bytesOf('loader', 'widget'), 8_192],
  ['fetched once it is drawn: answering and what follows', bytesOf('later'), 4_096],
  ['where a corner opens, or the page calls explain', bytesOf('calls'), 1_280],
  ['the note to who builds the page', bytesOf('debug'), 2_048],
  ['everything in one file', bytesOf('full'), 12_288],
]
/** @type {typeof budgets} Not the widget's, and so not in the documentation's table of what a page pays. */
const others = [['the console until its first page, styles and all', consoleBytes, 40_960]]

for (const [scenario, bytes, limit] of [...budgets, ...others]) {
  const verdict = bytes > limit ? `OVER by ${bytes - limit}` : `${limit - bytes} left`
  console.log(`${String(bytes).padStart(6)} of ${String(limit).padStart(6)} B  ${scenario} (${verdict})`)
}
process.exitCode = [...budgets, ...others].some(([, bytes, limit]) => bytes > limit) ? 1 : 0

/** @param {number} bytes */
const figure = bytes => `${bytes.toLocaleString('en')} B`
const table = [
  '| brotli, highest level | measured | limit |',
  '| --- | --- | --- |',
  ...budgets.map(([scenario, bytes, limit]) => `| ${scenario} | ${figure(bytes)} | ${figure(limit)} |`),
].join('\n')
for (const page of ['README.md', 'docs/performance.md']) {
  const file = fileURLToPath(new URL(`../${page}`, import.meta.url))
  const text = readFileSync(file, 'utf8')
  const told = text.replace(/(<!-- sizes -->\n)[\s\S]*?(<!-- \/sizes -->)/, `$1${table}\n$2`)
  if (told === text) continue
  if (process.argv.includes('--write')) writeFileSync(file, told)
  else {
    console.error(`${page} tells other figures: node scripts/check-size.mjs --write`)
    process.exitCode = 1
  }
}
