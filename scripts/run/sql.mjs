import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { withDatabase } from './embeddedPostgres.mjs'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { formatTable } from './table.mjs'

const usage = `Usage: npm run sql -- "select score, comment, metadata from tyck.answers order by answered_at desc limit 5"
       npm run sql -- file.sql
       npm run sql < file.sql`

/**
 * `npm run sql`: runs statements against the database and prints their rows.
 * @param {string[]} args a statement, or the name of a file of them; without, they are read from stdin.
 */
export async function runSql(args) {
  const text = readStatements(args)
  const { default: pg } = await import(createRequire(join(root, 'packages/api/package.json')).resolve('pg'))
  await withDatabase(async url => {
    // Values as Postgres writes them: nothing is lost to a JavaScript number or date.
    const types = { getTypeParser: () => (/** @type {unknown} */ value) => value }
    const client = new pg.Client({ connectionString: url, types, connectionTimeoutMillis: 5000 })
    try {
      await client.connect()
      const results = await client.query({ text, rowMode: 'array' })
      for (const result of [results].flat()) print(result)
    } catch (error) {
      throw new Failure(describe(/** @type {any} */ (error), text))
    } finally {
      await client.end()
    }
  })
}

/** @param {string[]} args */
function readStatements(args) {
  if (args.length > 1) throw new Failure(`One statement, in quotes.\n${usage}`)
  const [argument] = args
  if (argument === undefined && process.stdin.isTTY) throw new Failure(usage)
  // A statement has white space; one word that ends so is meant as a file.
  const isFile = argument !== undefined && /^\S+\.sql$/.test(argument.trim())
  if (isFile && !existsSync(argument)) throw new Failure(`There is no file ${argument}.`)
  const text =
    argument === undefined
      ? readFileSync(0, 'utf8')
      : argument.endsWith('.sql') && existsSync(argument)
        ? readFileSync(argument, 'utf8')
        : argument
  if (!text.trim()) throw new Failure(usage)
  return text
}

/** @param {{ command: string, rowCount: number | null, fields: import('./table.mjs').Column[], rows: (string | null)[][] }} result */
function print({ command, rowCount, fields, rows }) {
  if (fields.length > 0) console.log(formatTable(fields, rows))
  if (fields.length > 0) console.log(`(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})\n`)
  else console.log(rowCount === null ? command : `${command} ${rowCount}`)
}

/**
 * An error with what helps to mend it.
 * @param {Error & { code?: string, hint?: string, detail?: string, position?: string }} error
 * @param {string} text
 */
function describe(error, text) {
  const lines = [`error: ${error.message}${error.code ? ` (${error.code})` : ''}`]
  if (error.position) {
    const before = text.slice(0, Number(error.position) - 1)
    const line = before.split('\n').length
    const column = before.length - (before.lastIndexOf('\n') + 1)
    lines.push(
      `line ${line}: ${text.split('\n')[line - 1]}`,
      `${' '.repeat(`line ${line}: `.length + column)}^`,
    )
  }
  if (error.detail) lines.push(`detail: ${error.detail}`)
  if (error.hint) lines.push(`hint: ${error.hint}`)
  return lines.join('\n')
}
