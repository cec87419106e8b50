import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answeredWeeks, type Weeks } from './answeredWeeks.ts'
import { day } from './recordingApp.ts'

let weeks: Weeks

beforeAll(async () => {
  weeks = await answeredWeeks()
})
afterAll(() => weeks.service.close())

const folder = new URL('../../../examples/dashboards/', import.meta.url)

const values: Record<string, string> = {
  project: "'pk_demo'",
  touchpoint: "'checkout.payment'",
  key: "'paymentMethod'",
}

/** A query as the tool sends it: https://www.metabase.com/docs/latest/questions/native-editor/sql-parameters */
const fromMetabase = (text: string) =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name) => (name === 'days' ? '30' : (values[name] ?? 'unknown')))

/** The same: https://grafana.com/docs/grafana/latest/datasources/postgres/#macros */
function fromGrafana(text: string): string {
  const [from, to] = [Date.now() - 30 * day, Date.now()].map(time => `'${new Date(time).toISOString()}'`)
  return text
    .replace(/\$__timeFilter\((\w+)\)/g, `$1 BETWEEN ${from} AND ${to}`)
    .replaceAll('$__timeFrom()', `${from}`)
    .replaceAll('$__timeTo()', `${to}`)
    .replace(/\$\{(\w+):sqlstring\}/g, (_, name) => values[name] ?? 'unknown')
}

const tools = { metabase: fromMetabase, grafana: fromGrafana }
const files = Object.keys(tools).flatMap(tool =>
  readdirSync(new URL(`${tool}/`, folder)).map(file => [tool as keyof typeof tools, file] as const),
)

/** What each tells of `answeredWeeks` in its columns of whole numbers and words. */
const expected: Record<string, object[]> = {
  'by-language.sql': [
    { locale: 'en', answers: 36 },
    { locale: 'sv', answers: 31 },
  ],
  'compared.sql': [{ n: 67, n_before: null, verdict: 'too-few' }],
  'daily.sql': [
    { shown: 31, answered: 31 },
    { shown: 60, answered: 36 },
  ],
  'detractors.sql': [
    { score: 0, comment: 'Later' },
    { score: 0, comment: 'Late' },
  ],
  'funnel.sql': [
    { estimated_eligible: 151, shown: 91, answered: 67, commented: 2, dismissed: 6, ignored: 18 },
  ],
  'nps-by-metadata.sql': [
    { value: 'card', n: 50, nps: 42 },
    { value: 'invoice', n: 14, nps: -100 },
    { value: 'swish', n: 3, nps: null },
  ],
  'nps-by-week.sql': [
    { n: 31, nps: 0 },
    { n: 36, nps: expect.closeTo(19.444, 3) },
  ],
  'reasons.sql': [
    { segment: 'detractor', reason: 'slow', answers: 5 },
    { segment: 'detractor', reason: 'price', answers: 3 },
  ],
  'response-rate.sql': [{ shown: 91, answered: 67, percent: expect.closeTo(73.626, 3) }],
  'tags.sql': [{ tag: 'late delivery', responses: 2 }],
}

describe('of examples/dashboards', () => {
  test.each(files)('%s/%s tells what is known', async (tool, file) => {
    const query = tools[tool](readFileSync(new URL(`${tool}/${file}`, folder), 'utf8'))
    expect(query).not.toMatch(/unknown|\$|\{/)
    const { rows } = await sql<{ rows: object[] }>`
      select coalesce(json_agg(told), '[]') as rows from (${sql.raw(query)}) as told`.execute(
      weeks.service.db,
    )
    const told = rows[0]?.rows
    expect(told).toHaveLength(expected[file]?.length ?? -1)
    expect(told).toMatchObject(expected[file] ?? [])
  })

  test('there is each for both', () => {
    const names = (tool: string) => files.filter(([of]) => of === tool).map(([, file]) => file)
    expect(names('metabase')).toEqual(names('grafana'))
    expect(names('metabase')).toEqual(Object.keys(expected))
  })
})
