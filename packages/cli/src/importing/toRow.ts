import { createHash } from 'node:crypto'
import type { Columns, Source, ValueType } from './columns.ts'
import type { TimeReader } from './readTime.ts'

/** A row as `POST /v1/imports` takes it. */
export interface ImportRow {
  id: string
  answeredAt: string
  score: number
  comment?: string
  respondent?: string
  channel: string
  locale?: string
  page?: string
  metadata?: Record<string, string | number | boolean>
  tags?: string[]
}

/** Why a line of the file makes no row. */
export type Problem = 'no-score' | 'not-a-score' | 'no-time' | 'not-a-time' | 'excluded'

/** What of a value was left out of a row that is sent. */
export type Cut = 'comment' | 'respondent' | 'value' | 'tag' | 'locale' | 'page'

export type Made = { row: ImportRow; cuts: Cut[] } | { problem: Problem }

const limits = { id: 200, comment: 2_000, respondent: 128, value: 256, tag: 40, tags: 20, pageBytes: 1_024 }

/** Makes rows of the records of one file, in their order. */
export function createRowMaker(columns: Columns, times: TimeReader, channel: string) {
  const { id, answeredAt, score, comment, respondent, locale, page, tags, exclude } = columns.fields
  // How often what has no id came before: two people may say the same at the same time.
  const seen = new Map<string, number>()

  return (cells: readonly string[]): Made => {
    const textOf = (source: Source | undefined) => (source ? read(source, cells) : '')
    if (isTrue(textOf(exclude))) return { problem: 'excluded' }
    const [scoreText, timeText] = [textOf(score), textOf(answeredAt)]
    if (scoreText === '') return { problem: 'no-score' }
    const value = readScore(scoreText)
    if (value === null) return { problem: 'not-a-score' }
    if (timeText === '') return { problem: 'no-time' }
    const at = times.read(timeText)
    if (at === null) return { problem: 'not-a-time' }

    const cuts: Cut[] = []
    const row: ImportRow = {
      id: '',
      answeredAt: new Date(at).toISOString(),
      score: value,
      channel: channelOf(textOf(columns.fields.channel)) ?? channel,
    }
    const said = textOf(comment)
    if (said !== '') row.comment = shorten(said, limits.comment, () => cuts.push('comment'))
    const who = textOf(respondent)
    if ([...who].length > limits.respondent) cuts.push('respondent')
    // An address is the same in capitals.
    else if (who !== '') row.respondent = who.includes('@') ? who.toLowerCase() : who
    const language = textOf(locale).replaceAll('_', '-')
    if (/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/.test(language)) row.locale = language
    else if (language !== '') cuts.push('locale')
    const address = textOf(page)
    if (Buffer.byteLength(address) > limits.pageBytes) cuts.push('page')
    else if (address !== '') row.page = address
    const words = tagsOf(textOf(tags), cuts)
    if (words.length > 0) row.tags = words
    const metadata = metadataOf(columns, cells, cuts)
    if (Object.keys(metadata).length > 0) row.metadata = metadata
    row.id = idOf(textOf(id), row, said)
    return { row, cuts }
  }

  /** What the file calls it; else what it says, so that it is the same in the next file. */
  function idOf(given: string, row: ImportRow, said: string): string {
    if (given !== '' && [...given].length <= limits.id) return given
    const { answeredAt, score, respondent = '' } = row
    const hash = createHash('sha256')
      .update(JSON.stringify([given, answeredAt, score, respondent, said]))
      .digest('base64url')
      .slice(0, 27)
    const before = seen.get(hash) ?? 0
    seen.set(hash, before + 1)
    return before === 0 ? hash : `${hash}.${before + 1}`
  }
}

function read({ index, constant, values }: Source, cells: readonly string[]): string {
  const cell = index === null ? '' : (cells[index] ?? '').trim()
  const meant = values?.get(cell.toLowerCase()) ?? cell
  return meant === '' ? (constant ?? '') : meant
}

/** The figure of `9`, `9.0`, `9 - Extremely likely` and `Extremely likely - 10`; null of what has none. */
function readScore(text: string): number | null {
  const match =
    /^(\d{1,2})(?:\.0+)?(?:\s*[-–—:=|(].*)?$/.exec(text) ?? /^\D*[-–—:=|(]\s*(\d{1,2})\)?$/.exec(text)
  return match && !/^-\d/.test(text) ? Number(match[1]) : null
}

const channels: readonly [RegExp, string][] = [
  [/^(?:e-?mail|gmail)/i, 'email'],
  [/^(?:sms|text|whatsapp)/i, 'sms'],
  [/^kiosk|tablet/i, 'kiosk'],
  [/^(?:app|mobile|ios|android|sdk|in-?app)/i, 'app'],
  [/^(?:link|url|qr|manual|import)/i, 'link'],
  [/^(?:web|site|browser|desktop|on-?page)/i, 'web'],
]

const channelOf = (text: string) => channels.find(([pattern]) => pattern.test(text))?.[1] ?? null

function tagsOf(text: string, cuts: Cut[]): string[] {
  const words = text
    .replace(/^\[|\]$/g, '')
    .split(/[,;|]/)
    .map(word => word.replace(/^["'\s]+|["'\s]+$/g, ''))
    .filter(word => word !== '')
  const fitting = words.filter(word => [...word].length <= limits.tag && !/\p{Cc}/u.test(word))
  const kept = [...new Set(fitting)].slice(0, limits.tags)
  if (fitting.length < words.length || kept.length < new Set(fitting).size) cuts.push('tag')
  return kept
}

function metadataOf({ properties }: Columns, cells: readonly string[], cuts: Cut[]) {
  const metadata: Record<string, string | number | boolean> = {}
  for (const property of properties) {
    const text = read(property, cells)
    if (text === '') continue
    const value = typedValue(text, property.type)
    if (value === null) cuts.push('value')
    else metadata[property.key] = value
  }
  return metadata
}

/** null where it is none of that type, or too long. */
function typedValue(text: string, type: ValueType | null): string | number | boolean | null {
  if (type === 'number') {
    const number = Number(text.replace(/[\s\u00a0]/g, '').replace(/^(-?\d+),(\d{1,2})$/, '$1.$2'))
    return Number.isFinite(number) ? number : null
  }
  if (type === 'boolean')
    return /^(?:true|yes|1|y)$/i.test(text) ? true : /^(?:false|no|0|n)$/i.test(text) ? false : null
  return [...text].length <= limits.value ? text : null
}

const isTrue = (text: string) => /^(?:true|yes|1|y|t)$/i.test(text)

function shorten(text: string, most: number, onCut: () => void): string {
  const points = [...text]
  if (points.length <= most) return text
  onCut()
  return `${points.slice(0, most - 1).join('')}…`
}
