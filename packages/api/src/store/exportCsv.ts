import { type RawBuilder, sql } from 'kysely'
import { type ExportNames, importedFrom, isRead, lookUp, tagsOf } from './exportNames.ts'
import { segmentCase } from './segmentCase.ts'

/** The columns of row `r` as a table has them; a program for tables takes none of them for a formula. */
export function csvColumns(
  projectId: string,
  names: ExportNames,
  metadataKeys: readonly string[],
): RawBuilder<unknown> {
  const touchpoints = names.touchpoints.map(({ id, key }) => [id, key] as const)
  const metric = lookUp(
    names.surveys.map(({ id, metric }) => [id, metric] as const),
    'r.survey_id',
  )
  const columns: [name: string, cell: RawBuilder<unknown>][] = [
    ['id', sql`r.id`],
    ['touchpoint', lookUp(touchpoints, 'r.touchpoint_id')],
    ['metric', metric],
    ['score', sql`r.score`],
    ['segment', sql`case when r.score is not null then ${segmentCase(metric)} end`],
    ['reasons', listed(sql`r.reasons`)],
    ['comment', neutral(sql`r.comment`)],
    ['respondent', neutral(sql`r.respondent`)],
    ['verified', sql`r.verified::text`],
    ['channel', sql`r.channel`],
    ['locale', neutral(sql`r.locale`)],
    ['page', neutral(sql`r.page`)],
    ['layout', sql`r.layout`],
    ['flags', listed(sql`r.flags`)],
    ['test', sql`r.test::text`],
    ['importedFrom', neutral(importedFrom(names))],
    ...['shown', 'answered', 'commented', 'dismissed', 'changed', 'received'].map(
      // The clock of the connection's time zone, in a form that programs for tables read.
      (of): [string, RawBuilder<unknown>] => [`${of}At`, sql`r.${sql.raw(`${of}_at`)}::timestamp::text`],
    ),
    ['tags', names.has_tags ? neutral(listed(tagsOf(projectId, names))) : sql`null`],
    ['read', sql`case when r.comment is not null then ${isRead(projectId)}::text end`],
    ['surveyId', sql`r.survey_id`],
    ['rulesId', sql`r.rules_id`],
    ['seq', sql`r.seq`],
    ...metadataKeys.map((key): [string, RawBuilder<unknown>] => [`metadata.${key}`, cellOf(key)]),
    // The same JSON: a semicolon stands in its texts only.
    ['metadata', sql`replace(r.metadata::text, ';', '\\u003b')`],
  ]
  return sql.join(columns.map(([name, cell]) => sql`${cell} as ${sql.id(name)}`))
}

/**
 * What a cell must not begin with, by code point: = + - @ and their full-width forms, tab, carriage return, line feed.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const beginsFormula = '{61,43,45,64,65309,65291,65293,65312,9,13,10}'

/**
 * Where a cell begins to a program that separates them by semicolons or tabs, as Excel does in many countries: it takes our
 * commas and quotes for text, and each line of a text for another row.
 */
const beginsFormulaWithin = '([;\t\r\n][ \t\r\n"]*)([=+@＝＋－＠-])'

/** A text with an apostrophe before what could be taken for a formula. */
function neutral(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ascii(${text}) = any ('${sql.raw(beginsFormula)}') then '''' else '' end
    || regexp_replace(${text}, ${beginsFormulaWithin}, ${"\\1'\\2"}, 'g')`
}

/** Numbers stay numbers, negative ones too. */
function cellOf(key: string): RawBuilder<unknown> {
  const said = sql`(r.metadata ->> ${key})`
  return sql`case jsonb_typeof(r.metadata -> ${key}) when 'string' then ${neutral(said)} else ${said} end`
}

const listed = (array: RawBuilder<unknown>) => sql`array_to_string(nullif(${array}, '{}'), ', ')`

export const asCsv = '(format csv, header)'
