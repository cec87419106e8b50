import { roundScore } from '@tyck/shared/metric'
import type { Columns } from './columns.ts'
import type { Result } from './tally.ts'

/** What is told of an import, before and after. */
export interface Told {
  file: string
  touchpoint: string
  source: string
  dryRun: boolean
  columns: Record<string, string>
  properties: Record<string, string>
  notTaken: { column: string; why: string }[]
  /** What times without an offset are taken for. */
  timeZone: string
  dates: string | null
  channel: string
}

const whyNotTaken: Record<Columns['unmapped'][number]['why'], string> = {
  personal: 'says nothing that a trend needs',
  unknown: 'not named in a mapping',
  'no-key': 'makes no name of a property, or one that is taken',
  'not-taken': 'a property that the touchpoint does not take',
  'too-many': 'a response has up to 32 properties',
}

/** Says the same of columns for people and programs. */
export function tellColumns({ fields, properties, unmapped }: Columns) {
  const from = (source: { header: string; constant: string | null; index: number | null }) =>
    source.index === null ? `always ${JSON.stringify(source.constant)}` : source.header
  return {
    columns: Object.fromEntries(Object.entries(fields).map(([field, source]) => [field, from(source)])),
    properties: Object.fromEntries(properties.map(property => [property.key, from(property)])),
    notTaken: unmapped.map(({ header, why }) => ({ column: header, why: whyNotTaken[why] })),
  }
}

const reasons: Record<string, string> = {
  'no-score': 'have no score',
  'not-a-score': 'have a score that is no whole number',
  'no-time': 'have no time',
  'not-a-time': 'have a time that cannot be read',
  excluded: 'were left out of the scores where they come from',
  'out-of-scale': 'have a score that the question does not have',
  'in-the-future /answeredAt': 'are of the future',
  'too-old /answeredAt': 'are from before 1990',
  'gone /respondent': 'are of people who were erased here',
}

const leftOut: Record<string, string> = {
  repeated: 'are there once already: the file has their ids again',
  response: 'are older than responses are kept here, and only count',
  comment: 'lost their comment, which is older than comments are kept here',
  metadata: 'lost properties that the touchpoint does not take, or that are masked',
  tags: 'lost tags, for which there is no room',
  count: 'are stored and do not count: the same person answered shortly before or after',
}

const cuts: Record<string, string> = {
  comment: 'have a comment of more than 2,000 characters, which is cut',
  respondent: 'have an id of a person that is too long, and nobody instead',
  value: 'lost a property that is too long, or no number where one is wanted',
  tag: 'lost tags that are too long, or more than 20',
  locale: 'have a language that is none',
  page: 'have an address that is too long',
}

/** The report for people: what was read, what became of it, and by which columns. */
export function describeImport(told: Told, result: Result): string[] {
  const { rows, score, keeps } = result
  const numbers = new Intl.NumberFormat('en')
  const linesOf = (count: number, lines: readonly number[]) =>
    `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${count > lines.length ? ' …' : ''}`
  const listed = (of: readonly { rows: number; lines: number[] }[], words: (at: number) => string) =>
    of.map((each, at) => `  ${numbers.format(each.rows)} ${words(at)} (${linesOf(each.rows, each.lines)})`)
  const pairs = (of: Record<string, string>) =>
    Object.entries(of).map(([name, from]) => `  ${name.padEnd(12)} ${from}`)

  const figure = score.score === null ? 'none' : roundScore(score.score, 1).toLocaleString('en')
  const out = [
    `${told.file} → ${told.touchpoint}, from ${told.source}${told.dryRun ? ' (dry run: nothing was stored)' : ''}`,
    '',
    'Columns',
    ...pairs(told.columns),
    ...(told.columns.channel ? [] : [`  channel      always ${told.channel}`]),
    ...(Object.keys(told.properties).length > 0 ? ['Properties', ...pairs(told.properties)] : []),
    ...(told.notTaken.length > 0
      ? ['Not taken', ...told.notTaken.map(({ column, why }) => `  ${column}: ${why}`)]
      : []),
    `Times without an offset are taken as ${told.timeZone}${told.dates ? `, dates with the ${told.dates.replace('-', ' ')}` : ''}.`,
    '',
    `${numbers.format(rows.read)} read: ${numbers.format(rows.imported)} ${told.dryRun ? 'would be imported' : 'imported'}, ` +
      `${numbers.format(rows.alreadyThere)} already there, ${numbers.format(rows.rejected)} rejected`,
    ...(result.rejected.length > 0 ? ['Rejected', ...listed(result.rejected, at => reasonAt(at))] : []),
    ...(result.leftOut.length + result.cut.length > 0
      ? [
          'Left out',
          ...listed(result.leftOut, at => leftOut[result.leftOut[at]?.what ?? ''] ?? ''),
          ...listed(result.cut, at => cuts[result.cut[at]?.what ?? ''] ?? ''),
        ]
      : []),
  ]
  const isOld = result.leftOut.some(({ what }) => what === 'response' || what === 'comment')
  if (isOld && keeps) {
    out.push(
      `This project keeps responses from ${keeps.responsesFrom.slice(0, 10)} on and comments from ${keeps.commentsFrom.slice(0, 10)} on.`,
      'To keep more, keep them longer (Settings, Keeping) before you import.',
    )
  }
  out.push(
    '',
    `The ${score.metric.toUpperCase()} of what was read is ${figure}, of ${numbers.format(score.answers)} answers.`,
  )
  return out

  function reasonAt(at: number): string {
    const reason = result.rejected[at]?.reason ?? ''
    return reasons[reason] ?? `were rejected by the service: ${reason}`
  }
}
