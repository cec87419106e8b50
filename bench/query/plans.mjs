import pg from 'pg'

/** @typedef {{ sql: string, parameters: readonly unknown[] }} Recorded */

/** Notes every statement that runs on `db`. @param {any} db a Kysely @returns {Recorded[]} */
export function recordQueries(db) {
  /** @type {Recorded[]} */
  const recorded = []
  // All executors share it, those of transactions too.
  let shared = db.getExecutor()
  while (!Object.hasOwn(shared, 'executeQuery')) shared = Object.getPrototypeOf(shared)
  const run = shared.executeQuery
  /** @this {unknown} @param {Recorded} query @param {unknown[]} rest */
  shared.executeQuery = function (query, ...rest) {
    recorded.push(query)
    return run.call(this, query, ...rest)
  }
  return recorded
}

/** By which indexes, or by which scans of a table, Postgres answers the longest of some statements. @param {string} url @param {Recorded[]} recorded */
export async function planOf(url, recorded) {
  const [longest] = [...recorded].sort((a, b) => b.sql.length - a.sql.length)
  if (!longest) return 'a transaction'
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('set search_path to tyck_internal')
    const { rows } = await client.query(`explain (format json) ${longest.sql}`, [...longest.parameters])
    /** @type {Set<string>} */
    const ways = new Set()
    collect(rows[0]['QUERY PLAN'][0].Plan, ways)
    return [...ways].join(', ')
  } finally {
    await client.end()
  }
}

/** @param {any} plan @param {Set<string>} ways */
function collect(plan, ways) {
  const table = plan['Relation Name']
  // What every query reads a few rows of.
  const isSmall = /^(projects|touchpoints|surveys|rules)/.test(table ?? plan['Index Name'] ?? '')
  if (plan['Index Name'] && !isSmall) ways.add(plan['Index Name'])
  else if (table && plan['Node Type'].endsWith('Seq Scan') && !isSmall) ways.add(`a scan of ${table}`)
  for (const child of plan.Plans ?? []) collect(child, ways)
}
