/**
 * @typedef {object} Column
 * @property {string} name
 * @property {number} dataTypeID Postgres' number of the type.
 */

/** int8, int2, int4, oid, float4, float8, numeric */
const numbers = new Set([20, 21, 23, 26, 700, 701, 1700])
const boolean = 16

/**
 * Rows as an aligned table, without a line feed at the end.
 * @param {Column[]} columns
 * @param {(string | null)[][]} rows values as Postgres writes them.
 */
export function formatTable(columns, rows) {
  const head = columns.map(({ name }) => visible(name))
  const body = rows.map(row => row.map((value, index) => cell(value, columns[index]?.dataTypeID)))
  const widths = head.map((name, index) =>
    Math.max(...[name, ...body.map(row => row[index] ?? '')].map(width)),
  )
  const right = columns.map(({ dataTypeID }) => numbers.has(dataTypeID))
  /** @param {string[]} cells */
  const line = cells =>
    cells
      .map((text, index) => {
        const space = ' '.repeat((widths[index] ?? 0) - width(text))
        return right[index] ? space + text : text + space
      })
      .join(' | ')
      .trimEnd()
  return [line(head), widths.map(count => '-'.repeat(count)).join('-+-'), ...body.map(line)].join('\n')
}

/**
 * @param {string | null} value
 * @param {number | undefined} type
 */
function cell(value, type) {
  if (value === null) return ''
  if (type === boolean) return value === 't' ? 'true' : 'false'
  return visible(value)
}

/**
 * Text on one line. What customers wrote must not reach the terminal as its control sequences.
 * @param {string} text
 */
function visible(text) {
  return text
    .replaceAll('\n', '↵')
    .replace(
      /[\p{Cc}\p{Bidi_Control}]/gu,
      character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const wide =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u

/**
 * How many columns a text takes in a terminal.
 * @param {string} text
 */
function width(text) {
  let columns = 0
  for (const { segment } of graphemes.segment(text)) columns += wide.test(segment) ? 2 : 1
  return columns
}
