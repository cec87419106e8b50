import { createHash } from 'node:crypto'
import pg from 'pg'

/** The project of `fillTables`. */
export const olderProject = {
  id: idOf('projects'),
  publishableKey: 'pk_older',
  touchpoint: 'checkout.payment',
}

const shownAt = '2026-03-01T12:10:00Z'
const texts = { question: 'How was it?', followUps: {}, reasons: {}, thanks: 'Thank you.' }

/** What a row says where its table has the column. All else is filled by its type, and only where it must be. */
const common: Record<string, unknown> = {
  project_id: olderProject.id,
  account_id: idOf('accounts'),
  touchpoint_id: idOf('touchpoints'),
  survey_id: idOf('surveys'),
  rules_id: idOf('rules'),
  series_id: idOf('series'),
  destination_id: idOf('destinations'),
  version: 1,
  published_at: '2026-02-01T00:00:00Z',
  created_at: '2026-01-01T00:00:00Z',
}
const rows: Record<string, Record<string, unknown>[]> = {
  projects: [
    {
      name: 'Shop',
      publishable_key: olderProject.publishableKey,
      origins: ['https://shop.example'],
      theme: { accent: '#0A6C74' },
      budget: { per: 'P30D', showings: 2 },
    },
  ],
  touchpoints: [{ key: olderProject.touchpoint, name: 'Payment', metadata: { orderValue: 'number' } }],
  surveys: [{ metric: 'nps', default_locale: 'en', locales: { en: texts }, note: 'The first' }],
  rules: [
    {
      placement: 'inline',
      delay_seconds: 0,
      sample_rate: 0.5,
      audience: [],
      quiet_days: { answered: 90, dismissed: 30, shown: 0 },
    },
  ],
  // One that was answered, one that was not, one that was closed, and a test.
  responses: [
    { score: 9, answered_at: shownAt, comment: 'Fine', commented_at: shownAt, respondent: 'customer 1' },
    {},
    { dismissed_at: shownAt },
    { score: 0, answered_at: shownAt, test: true },
  ].map(one => ({ seq: 1, channel: 'web', shown_at: shownAt, metadata: { orderValue: 420 }, ...one })),
  memberships: [{ role: 'owner' }],
  silences: [{ what: 'answers' }],
  invitations: [{ role: 'editor' }],
  hourly_counts: [{ hour: '2026-03-01T12:00:00Z', shown: 3, answered: 1, commented: 1, dismissed: 1, s9: 1 }],
}

interface Column {
  name: string
  type: string
  needed: boolean
}

/**
 * Stores a shop with its answers in every table that there is, under whatever version of the schema.
 * @returns what is stored, by table, as `rowsOf` gives it.
 */
export async function fillTables(url: string): Promise<Record<string, object[]>> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ table: string; columns: Column[] }>(
      `select relname as table, json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod),
        'needed', attnotnull and not atthasdef)) as columns
      from pg_class c join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
      where relnamespace = 'tyck_internal'::regnamespace and relkind = 'r' and relname not like 'kysely_%'
      -- A table is made after those that it refers to.
      group by c.oid, relname order by c.oid`,
    )
    for (const { table, columns } of tables) {
      for (const [at, row] of (rows[table] ?? [{}]).entries()) {
        const said: Record<string, unknown> = { ...common, id: idOf(at ? `${table} ${at}` : table), ...row }
        const filled = columns.filter(({ name, needed }) => name in said || needed)
        const values = filled.map(column => [column.name, said[column.name] ?? something(table, column)])
        const names = filled.map(({ name }) => name).join()
        await client.query(
          `insert into tyck_internal.${table} (${names})
            select ${names} from jsonb_populate_record(null::tyck_internal.${table}, $1)`,
          [JSON.stringify(Object.fromEntries(values))],
        )
      }
    }
  } finally {
    await client.end()
  }
  return rowsOf(url)
}

/** All rows of all tables. */
export async function rowsOf(url: string): Promise<Record<string, object[]>> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select relname as name from pg_class
      where relnamespace = 'tyck_internal'::regnamespace and relkind = 'r' and relname not like 'kysely_%'`,
    )
    const all: Record<string, object[]> = {}
    for (const { name } of tables) {
      const { rows } = await client.query(
        `select to_jsonb(one) as row from tyck_internal.${name} one order by one`,
      )
      all[name] = rows.map(({ row }) => row)
    }
    return all
  } finally {
    await client.end()
  }
}

/** Something for a column that must have a value and of which nothing is said. */
function something(table: string, { name, type }: Column): unknown {
  if (type === 'uuid') return idOf(`${table}.${name}`)
  if (type === 'boolean') return false
  if (type.startsWith('timestamp')) return shownAt
  if (type === 'date') return shownAt.slice(0, 10)
  if (type === 'jsonb') return {}
  if (type.endsWith('[]')) return []
  if (type === 'bytea') return `\\x${createHash('sha256').update(`${table}.${name}`).digest('hex')}`
  if (/int|double|numeric|real/.test(type)) return 1
  return `${table}.${name}`
}

function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `7${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
