/**
 * Holds the widget to its budgets, in bytes of brotli at its highest level: what a visitor's browser really fetches.
 * Prints what each scenario weighs, and fails where one is over its limit.
 */
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../packages/widget/dist/', import.meta.url))
const { files } = JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8'))
/** @param {string[]} names */
const bytesOf = (...names) => names.reduce((sum, name) => sum + statSync(`${dist}${files[name]}.br`).size, 0)

/** @type {[scenario: string, bytes: number, limit: number][]} */
const budgets = [
  ['a page where nobody is asked: the loader', bytesOf('loader'), 1_024],
  ['all code until a question shows: loader and widget', bytesOf('loader', 'widget'), 8_192],
  ['fetched once it is drawn: answering and what follows', bytesOf('later'), 4_096],
  ['where a page calls or a corner opens', bytesOf('calls'), 1_280],
  ['the note to who builds the page', bytesOf('debug'), 2_048],
  ['everything in one file', bytesOf('full'), 12_288],
]

for (const [scenario, bytes, limit] of budgets) {
  const verdict = bytes > limit ? `OVER by ${bytes - limit}` : `${limit - bytes} left`
  console.log(`${String(bytes).padStart(6)} of ${String(limit).padStart(6)} B  ${scenario} (${verdict})`)
}
process.exitCode = budgets.some(([, bytes, limit]) => bytes > limit) ? 1 : 0
