import { Failure } from '../failure.ts'
import type { Columns, Headings } from './columns.ts'
import { normaliseHeader, type Preset } from './presets.ts'
import { readCsv } from './readCsv.ts'
import { type DateOrder, orderOf } from './readTime.ts'

/** The headings of a file, and how many records they are. */
export async function readHeadings(
  path: string,
  encoding: string | undefined,
  preset: Preset,
): Promise<Headings & { records: number }> {
  const head: string[][] = []
  for await (const { cells } of readCsv(path, encoding)) {
    head.push(cells)
    if (head.length === 2) break
  }
  const [first, second = []] = head
  if (!first) throw new Failure(`${path} has no headings.`, { code: 'empty' })
  // What goes on with the headings is no response: it has no id, and no time.
  const goesOn = preset.hasSubheadings === true && (second[0] ?? '').trim() === '' && second.length > 0
  if (!goesOn) return { headers: first, subheadings: [], records: 1 }
  let question = ''
  const headers = first.map((header, at) => {
    if (header.trim() !== '') question = header
    return header.trim() === '' ? `${question} ${second[at] ?? ''}`.trim() : header
  })
  return { headers, subheadings: second, records: 2 }
}

/** What has to be known of a whole file before its first row is made. */
export interface Looked {
  records: number
  /** How its dates are written, where it has such that say so; unclear where none does. */
  order: DateOrder | 'unclear' | null
  /** Whether the column of times says that they are of UTC. */
  isUtc: boolean
}

/** Reads a file once. @throws Failure where its dates contradict each other */
export async function lookAtFile(
  path: string,
  { encoding, skip, columns }: { encoding: string | undefined; skip: number; columns: Columns },
): Promise<Looked> {
  const { index = null, header = '' } = columns.fields.answeredAt ?? {}
  const found = new Set<DateOrder | 'unclear'>()
  let records = -skip
  for await (const { cells } of readCsv(path, encoding)) {
    records += 1
    if (records <= 0 || index === null) continue
    const order = orderOf(cells[index] ?? '')
    if (order) found.add(order)
  }
  if (found.has('day-first') && found.has('month-first')) {
    const words = `The dates in ${JSON.stringify(header)} are written with the day first and with the month first. They have to be written in one way.`
    throw new Failure(words, { code: 'mixed-dates' })
  }
  const [order = null] = [...found].filter(each => each !== 'unclear')
  return {
    records: Math.max(0, records),
    order: order ?? (found.has('unclear') ? 'unclear' : null),
    isUtc: /(?:utc|gmt)$/.test(normaliseHeader(header)),
  }
}
