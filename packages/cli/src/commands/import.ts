import { basename } from 'node:path'
import type { Client } from '@tyck/client'
import type { Metric } from '@tyck/shared/metric'
import { defineCommand } from '../command.ts'
import { exitCodes, Failure, wrongUse } from '../failure.ts'
import { findColumns, type ValueType } from '../importing/columns.ts'
import { describeImport, tellColumns } from '../importing/describeImport.ts'
import { lookAtFile, readHeadings } from '../importing/lookAtFile.ts'
import { type Mapping, readMapping } from '../importing/mapping.ts'
import { type Preset, type PresetName, presets } from '../importing/presets.ts'
import { readCsv } from '../importing/readCsv.ts'
import { createTimeReader, type DateOrder, type TimeReader } from '../importing/readTime.ts'
import { createSender } from '../importing/sendRows.ts'
import { createTally } from '../importing/tally.ts'
import { createRowMaker } from '../importing/toRow.ts'
import { openClient } from '../openClient.ts'

const channels = ['web', 'app', 'link', 'email', 'sms', 'kiosk']

/** `tyck import`: responses that were collected elsewhere, from a CSV file. */
export const importFile = defineCommand({
  name: 'import',
  summary: 'Imports responses that were collected elsewhere, from a CSV file',
  description: `The same file again changes nothing, so that an import that was stopped goes on when it is run once more.
Begin with --dry-run: it tells which columns are taken for what, and what would become of each row.
"tyck imports" lists what was imported, and removes it again.`,
  operands: ['FILE'],
  options: {
    touchpoint: { type: 'string', value: 'KEY', describe: 'Where it was asked: checkout.payment' },
    preset: {
      type: 'string',
      value: 'NAME',
      describe: `Whose columns it has: ${Object.keys(presets).join(', ')}; csv unless given`,
    },
    map: {
      type: 'string',
      value: 'FILE',
      describe: 'A mapping of columns, as JSON; stands above the preset',
    },
    source: {
      type: 'string',
      value: 'NAME',
      describe: 'What it is called from then on; the preset, or the name of the file, unless given',
    },
    'dry-run': { type: 'boolean', describe: 'Stores nothing, and tells what would be' },
    'time-zone': {
      type: 'string',
      value: 'ZONE',
      describe: "Of times without an offset: Europe/Stockholm; the project's unless given",
    },
    dates: { type: 'string', value: 'ORDER', describe: 'Of dates like 05/02/2023: month-first or day-first' },
    channel: {
      type: 'string',
      value: 'CHANNEL',
      describe: `How it was asked, where no column says it: ${channels.join(', ')}`,
    },
    survey: {
      type: 'string',
      value: 'ID',
      describe: 'A survey of the question that was asked; the present one unless given',
    },
    encoding: { type: 'string', value: 'NAME', describe: 'Of the file: windows-1252; utf-8 unless given' },
  },
  async run({ given, operands: [file = ''], env, say }) {
    const { touchpoint, encoding, survey, 'dry-run': dryRun = false } = given
    if (!touchpoint) throw wrongUse('Say where it was asked: --touchpoint checkout.payment.')
    const preset = presetOf(given.preset)
    const channel = given.channel ?? preset.channel
    if (!channels.includes(channel)) throw wrongUse(`A channel is one of ${channels.join(', ')}.`)
    const source = given.source ?? given.preset ?? sourceOf(file)
    if (!isSource(source)) {
      throw wrongUse(
        'A source is lower-case letters and digits, in parts joined by . _ or -: --source survey-2023.',
      )
    }
    const mapping: Mapping = given.map ? await readMapping(given.map) : {}
    const { client } = openClient(given, env)
    const { metric, contract } = await readTouchpoint(client, touchpoint)

    const headings = await readHeadings(file, encoding, preset)
    const columns = findColumns(headings, { preset, mapping, contract })
    say.progress(`Reading ${file} …`)
    const looked = await lookAtFile(file, { encoding, skip: headings.records, columns })
    const dates = orderOf(given.dates ?? mapping.dates, looked.order)
    const timeZone =
      given['time-zone'] ?? mapping.timeZone ?? (looked.isUtc ? 'UTC' : await readTimeZone(client))
    const times = openTimes(timeZone, dates ?? 'day-first')

    const tally = createTally(metric)
    const makeRow = createRowMaker(columns, times, channel)
    const ids = new Set<string>()
    const target = { touchpoint, source, ...(survey === undefined ? {} : { surveyId: survey }) }
    const sender = createSender(client, target, {
      dryRun,
      onReply: (rows, reply) => {
        tally.replied(rows, reply)
        const { read, imported } = tally.total
        const share = Math.floor((100 * read) / Math.max(1, looked.records))
        say.progress(
          `${share} %: ${read.toLocaleString('en')} read, ${imported.toLocaleString('en')} imported`,
        )
      },
    })
    let toSkip = headings.records
    for await (const { line, cells } of readCsv(file, encoding)) {
      if (toSkip-- > 0) continue
      tally.read()
      const made = makeRow(cells)
      if ('problem' in made) {
        tally.refused(line, made.problem)
        continue
      }
      if (ids.has(made.row.id)) {
        tally.repeated(line)
        continue
      }
      ids.add(made.row.id)
      if (!tally.scored(made.row.score)) {
        tally.refused(line, 'out-of-scale')
        continue
      }
      tally.cut(line, made.cuts)
      await sender.send({ line, row: made.row })
    }
    await sender.flush()

    const told = { file, touchpoint, source, dryRun, ...tellColumns(columns), timeZone, dates, channel }
    const result = tally.result()
    for (const line of describeImport(told, result)) say.line(line)
    say.result({ ...told, ...result })
    return exitCodes.done
  },
})

function presetOf(name: string | undefined): Preset {
  if (name === undefined) return presets.csv
  if (!Object.hasOwn(presets, name)) throw wrongUse(`A preset is one of ${Object.keys(presets).join(', ')}.`)
  return presets[name as PresetName]
}

const isSource = (source: string) => source.length <= 40 && /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(source)

/** The name of a file as a source: `NPS 2023.csv` is `nps-2023`. */
const sourceOf = (file: string) =>
  basename(file)
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '')

async function readTouchpoint(
  client: Client,
  key: string,
): Promise<{ metric: Metric; contract: Record<string, ValueType> | null }> {
  const { survey, metadata } = await client.get('/v1/touchpoints/{key}', { path: { key } })
  if (survey === null) {
    const words = `${key} asks nothing yet. Publish the question first, in the metric of the scores: they join its trend.`
    throw new Failure(words, { code: 'no-survey' })
  }
  return { metric: survey.metric, contract: metadata }
}

async function readTimeZone(client: Client): Promise<string> {
  return (await client.get('/v1/project')).timeZone
}

/** How dates are read: as somebody says, as the file shows; null where it has none that can be read in two ways. */
function orderOf(said: string | undefined, found: DateOrder | 'unclear' | null): DateOrder | null {
  if (said !== undefined && said !== 'month-first' && said !== 'day-first') {
    throw wrongUse('--dates is month-first or day-first.')
  }
  if (said === undefined && found === 'unclear') {
    throw wrongUse(
      'The file has dates like 05/02/2023, and none says which is the month: --dates month-first or day-first.',
    )
  }
  if (found === null) return null
  if (said !== undefined && found !== 'unclear' && said !== found) {
    throw wrongUse(`The file has dates with the ${found.replace('-', ' ')}, not ${said}.`)
  }
  return said ?? (found === 'unclear' ? null : found)
}

function openTimes(timeZone: string, order: DateOrder): TimeReader {
  try {
    return createTimeReader({ timeZone, order })
  } catch {
    throw wrongUse(`There is no time zone ${timeZone}: one is Europe/Stockholm.`)
  }
}
