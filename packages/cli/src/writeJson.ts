/** As wide as formatters of JSON make a line. */
const width = 80

/**
 * A value as formatters write it, Prettier and Biome among them: lists of texts and numbers on one line where they fit,
 * everything else a line for each. So neither of them changes a file back and forth with us.
 */
export function writeJson(value: unknown): string {
  return `${written(value, '', '', '')}\n`
}

/** @param before what stands on its line already, from the indent on @param after what will: a comma, or nothing */
function written(value: unknown, indent: string, before: string, after: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    const line = `[${value.map(each => JSON.stringify(each)).join(', ')}]`
    const isFlat = value.every(each => typeof each !== 'object' || each === null)
    if (isFlat && columnsOf(indent + before + line + after) <= width) return line
    const lines = value.map((each, at) => lineOf(each, '', at === value.length - 1))
    return `[\n${lines.join('\n')}\n${indent}]`
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  const lines = entries.map(([key, each], at) =>
    lineOf(each, `${JSON.stringify(key)}: `, at === entries.length - 1),
  )
  return `{\n${lines.join('\n')}\n${indent}}`

  function lineOf(each: unknown, start: string, isLast: boolean): string {
    const comma = isLast ? '' : ','
    return deeper + start + written(each, deeper, start, comma) + comma
  }
}

/** In a terminal or an editor the signs of East Asia are two wide. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60]/gu

const columnsOf = (text: string) => [...text].length + (text.match(wide)?.length ?? 0)
