/**
 * Bugs that the rig has to find: each is put into a build that is thrown away, in place of exact texts of the API's
 * sources. Where such a text is not there any more the build fails: then the bug has to be planted anew.
 */

/**
 * @typedef {object} Plant
 * @property {string} name
 * @property {RegExp} shows what the rig says where it finds it, as one of its lists has it.
 * @property {{ file: string, find: string, put: string }[]} changes file: from packages/api/src.
 */

/** @type {Plant[]} */
export const plants = [
  {
    name: 'acknowledges before the commit',
    shows: /acknowledged, and/,
    changes: [
      {
        file: 'domain/recording/recordQueue.ts',
        find: 'const groups = mergeRows(batch)\n',
        put: "for (const { settle } of batch) settle('stored')\n    const groups = mergeRows(batch)\n",
      },
    ],
  },
  {
    // Only for this transaction, so that neither /readyz nor the settings say so.
    name: 'commits with synchronous_commit off',
    shows: /acknowledged, and/,
    changes: [
      {
        file: 'store/responses.ts',
        find: "select set_config('synchronous_commit', 'on', true) as setting",
        put: "select set_config('synchronous_commit', 'off', true) as setting",
      },
      {
        file: 'store/responses.ts',
        find: "where (select setting from durable) = 'on'",
        put: "where (select setting from durable) = 'off'",
      },
    ],
  },
  {
    name: 'stores every post as a new row',
    shows: /a second row/,
    changes: [
      {
        file: 'store/responses.ts',
        find: 'select ${rowColumns.names}, ${newsOfFirst} from incoming\n',
        put: "select ${rowColumns.names.replace('project_id, id,', 'project_id, gen_random_uuid(),')}, ${newsOfFirst} from incoming\n",
      },
    ],
  },
  {
    name: 'lets the last post win, whatever its seq',
    shows: /was acknowledged, and/,
    changes: [{ file: 'store/responses.ts', find: 'and standing.seq < excluded.seq\n', put: '\n' }],
  },
  {
    name: 'counts outside the transaction',
    shows: /^hourly counts/,
    changes: [
      {
        file: 'store/responses.ts',
        find: '(await db.executeQuery<Key>(flushQuery(timely))).rows',
        put: 'await writeOnly(db, JSON.stringify(timely))',
      },
      {
        file: 'store/responses.ts',
        find: 'export async function flush(db: Db, rows: readonly ResponseRow[]): Promise<Outcome[]> {\n',
        put: `const uncounted: unknown[] = []
export async function flush(db: Db, rows: readonly ResponseRow[]): Promise<Outcome[]> {
  const outcomes = await flushRows(db, rows)
  const [, count = ''] = flushSql.split(/,\\ncounted as \\(/)
  const [counted = ''] = count.split(/\\n\\),\\nnoted as \\(/)
  await db.executeQuery(CompiledQuery.raw(
    'with written as (select * from json_to_recordset($1) as one (project_id uuid, id uuid, touchpoint_id uuid, ' +
    'survey_id uuid, rules_id uuid, shown_at timestamptz, test boolean, shown boolean, score smallint, ' +
    'commented boolean, dismissed boolean, previous_seq int, previous_score smallint, ' +
    'previous_commented boolean, previous_dismissed boolean)) ' + counted,
    [JSON.stringify(uncounted.splice(0))],
  ))
  return outcomes
}
async function writeOnly(db: Db, rows: string) {
  const [written = '', after = ''] = flushSql.split(/,\\ncounted as \\(/)
  const noted = after.slice(after.indexOf(',\\nnoted as ('), after.lastIndexOf('select project_id'))
  const found = await db.executeQuery<Key>(CompiledQuery.raw(written + noted + ' select * from written', [rows]))
  uncounted.push(...found.rows)
  return found.rows
}
async function flushRows(db: Db, rows: readonly ResponseRow[]): Promise<Outcome[]> {
`,
      },
    ],
  },
  {
    // As it is where somebody tells a queue beside the database.
    name: 'notes events outside the transaction',
    shows: /nobody was told/,
    changes: [
      {
        file: 'store/responses.ts',
        find: '(await db.executeQuery<Key>(flushQuery(timely))).rows',
        put: 'await writeOnly(db, JSON.stringify(timely))',
      },
      {
        file: 'store/responses.ts',
        find: 'async function write(db: Db, rows: readonly ResponseRow[]): Promise<Outcome[]> {\n',
        put: `async function writeOnly(db: Db, rows: string) {
  const [written = '', rest = ''] = flushSql.split(/,\\nnoted as \\(/)
  const [noted = ''] = rest.split(/\\n\\)\\nselect project_id, id from written/)
  const found = await db.executeQuery<Key>(CompiledQuery.raw(written + ' select * from written', [rows]))
  const query = CompiledQuery.raw(
    'with written as (select * from json_to_recordset($1) as one (project_id uuid, id uuid, touchpoint_id uuid, ' +
    'survey_id uuid, test boolean, news smallint, seq int, stored_score smallint, replaced_score smallint, ' +
    'has_comment boolean, verified boolean)) ' + noted,
    [JSON.stringify(found.rows)],
  )
  if (db.isTransaction) await db.executeQuery(query)
  else setTimeout(() => void db.executeQuery(query).catch(() => {}), 200)
  return found.rows
}
async function write(db: Db, rows: readonly ResponseRow[]): Promise<Outcome[]> {
`,
      },
    ],
  },
  {
    name: 'believes the leftmost X-Forwarded-For',
    shows: /forging X-Forwarded-For/,
    changes: [
      {
        file: 'rateLimits.ts',
        find: 'names.nameOf(request.ip)',
        put: "names.nameOf(String(request.headers['x-forwarded-for'] ?? request.ip).split(',')[0] ?? '')",
      },
    ],
  },
  {
    name: 'looks rows up by id without project_id',
    shows: /a valid response was rejected: id-conflict/,
    changes: [
      {
        file: 'store/responses.ts',
        find: '`${project_id}/${id}`',
        put: '`${id}`',
      },
    ],
  },
  {
    name: 'deletes by id without project_id',
    shows: /acknowledged, and/,
    changes: [
      {
        file: 'store/erasures.ts',
        find: 'where responses.project_id = chosen.project_id and responses.id = chosen.id',
        put: 'where responses.id = chosen.id',
      },
    ],
  },
]
