import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { defineCommand } from '../command.ts'
import { exitCodes, Failure, wrongUse } from '../failure.ts'
import { openClient } from '../openClient.ts'

/** `tyck export FILE`: responses as a table or as lines of JSON. */
export const exportFile = defineCommand({
  name: 'export',
  summary: 'Writes answers into a file: a table (.csv) or lines of JSON (.ndjson)',
  description: `All of a moment, newest first; tests are left out. The file is there once it is whole. It says the cursor with which
--after gets what changed since.`,
  operands: ['FILE'],
  options: {
    touchpoint: { type: 'string', value: 'KEY', describe: 'Only its answers' },
    from: { type: 'string', value: 'DAY', describe: 'The first day of showing: 2026-03-01' },
    to: { type: 'string', value: 'DAY', describe: 'The last day of showing' },
    'time-zone': { type: 'string', value: 'ZONE', describe: "Whose days and clocks; else the project's" },
    showings: { type: 'boolean', describe: 'Showings without an answer, too' },
    after: { type: 'string', value: 'CURSOR', describe: 'Only what changed since the export that said it' },
  },
  async run({ given, operands: [file = ''], env, say }) {
    const format = /\.(csv|ndjson)$/.exec(file)?.[1]
    if (!format) throw wrongUse('The name of the file must end in .csv or .ndjson.')
    if (given.showings && given.after !== undefined) {
      throw wrongUse('What changed since is told of answers only: leave out --showings or --after.')
    }
    const query = {
      test: 'false' as const,
      ...(given.showings ? {} : { answered: 'true' as const }),
      ...(given.touchpoint === undefined ? {} : { touchpoint: given.touchpoint }),
      ...(given.from === undefined ? {} : { from: given.from }),
      ...(given.to === undefined ? {} : { to: given.to }),
      ...(given['time-zone'] === undefined ? {} : { timeZone: given['time-zone'] }),
      ...(given.after === undefined ? {} : { after: given.after }),
    }
    const { client } = openClient(given, env)
    const route = format === 'csv' ? '/v1/responses.csv' : '/v1/responses.ndjson'
    const reply = await client.stream(route, { query })
    const bytes = await write(reply, file, so => say.progress(`${file}: ${megabytes(so)} so far`))
    const cursor = reply.headers.get('tyck-cursor')
    say.line(`${file}: ${megabytes(bytes)}`)
    say.line(`What changes from now on: --after ${cursor}`)
    say.result({ file, bytes, cursor })
    return exitCodes.done
  },
})

/** Beside the file until it is whole. @returns its bytes */
async function write(reply: Response, file: string, tell: (bytes: number) => void): Promise<number> {
  const part = `${file}.part`
  let bytes = 0
  async function* counted() {
    for await (const chunk of reply.body ?? []) {
      bytes += chunk.length
      tell(bytes)
      yield chunk
    }
  }
  try {
    await pipeline(counted, createWriteStream(part))
    await rename(part, file)
    return bytes
  } catch (error) {
    await rm(part, { force: true })
    const { code, message } = error as NodeJS.ErrnoException
    const isOfFile = code !== undefined && /^E[A-Z]+$/.test(code) && code !== 'ECONNRESET'
    throw new Failure(
      isOfFile ? `${file} cannot be written: ${message}` : 'The export broke off; nothing was written.',
    )
  }
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
