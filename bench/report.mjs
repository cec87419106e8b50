import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

const page = new URL('../docs/performance.md', import.meta.url)

/** Puts what a benchmark found where docs/performance.md keeps it. @param {string} name @param {string} text */
export function writeSection(name, text) {
  const begin = `<!-- ${name}: this part is written by \`npm run ${name}\` -->`
  const end = `<!-- /${name} -->`
  const old = readFileSync(page, 'utf8')
  const [before, rest = ''] = old.split(begin)
  const after = rest.split(end)[1]
  if (after === undefined) throw new Error(`docs/performance.md has lost its marks: ${begin} and ${end}`)
  writeFileSync(page, `${before}${begin}\n\n${text}\n\n${end}${after}`)
}

/** A table: its head first, numbers to the right. @param {string[][]} rows */
export function markdown([head = [], ...rows]) {
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

/** The machine, in words. */
export function machine() {
  const [cpu] = cpus()
  return `${process.platform}, ${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB`
}

/** What was measured: the date, the commit, and whether anything was changed since. @param {Date} at */
export function when(at) {
  /** @param {string[]} args */
  const git = (...args) =>
    execFileSync('git', args, { cwd: new URL('..', import.meta.url), encoding: 'utf8' }).trim()
  try {
    const changed = git('status', '--porcelain', '--', 'packages', 'bench') === '' ? '' : ', with changes'
    return `${at.toISOString().slice(0, 10)} at ${git('rev-parse', '--short=12', 'HEAD')}${changed}`
  } catch {
    return at.toISOString().slice(0, 10)
  }
}

/** How much else went on, in words. */
export function load() {
  return `The machine's load average over the last quarter of an hour was ${loadavg()[2]?.toFixed(1)}`
}

/** A number as people read it. @param {number} value @param {number} [digits] after the point */
export function number(value, digits = 0) {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
