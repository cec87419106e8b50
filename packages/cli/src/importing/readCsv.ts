import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Transform, type TransformCallback } from 'node:stream'
import { TextDecoder } from 'node:util'
import { CsvError, parse } from 'csv-parse'
import { Failure } from '../failure.ts'

export interface CsvRecord {
  /** The line of the file on which it begins, from 1. */
  line: number
  cells: string[]
}

/** How much of a file is looked at to know how it is written. */
const headBytes = 65_536

/**
 * Reads a CSV file record by record, whatever its size; lines without anything are left out. Its separator is the one
 * of comma, semicolon and tab that its first line has most of.
 * @param encoding what its bytes are, where no mark at its beginning says so: `utf-8`, `windows-1252`
 * @throws Failure where it cannot be read, has other bytes, or quotes that do not end
 */
export async function* readCsv(path: string, encoding = 'utf-8'): AsyncGenerator<CsvRecord> {
  const { decoder, delimiter } = await lookAt(path, encoding)
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_records_with_empty_values: true,
    // A comment that begins with a quote in the middle of a cell is text.
    relax_quotes: true,
  })
  // Whatever goes wrong on the way reaches who reads.
  pipeline(createReadStream(path), decodeWith(decoder), parser, () => {})
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      yield { line: info.lines - newlinesIn(record), cells: record }
    }
  } catch (error) {
    throw unreadable(path, encoding, error)
  }
}

function newlinesIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}

async function lookAt(path: string, encoding: string) {
  const file = await open(path).catch(error => {
    throw unreadable(path, encoding, error)
  })
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    const label = buffer[0] === 0xff && buffer[1] === 0xfe ? 'utf-16le' : encoding
    const head = new TextDecoder(label).decode(buffer.subarray(0, bytesRead))
    return { decoder: new TextDecoder(label, { fatal: true }), delimiter: delimiterOf(head) }
  } catch (error) {
    throw unreadable(path, encoding, error)
  } finally {
    await file.close()
  }
}

/** What separates the cells of the first line, in which what is quoted does not count. */
function delimiterOf(head: string): string {
  const line = head.replace(/"(?:[^"]|"")*"/g, '').match(/[^\r\n]+/)?.[0] ?? ''
  const counted = [',', ';', '\t'].map(sign => ({ sign, count: line.split(sign).length }))
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).sign
}

function decodeWith(decoder: TextDecoder): Transform {
  const decode = (done: TransformCallback, bytes?: Buffer) => {
    try {
      done(null, decoder.decode(bytes, { stream: bytes !== undefined }))
    } catch (error) {
      done(error as Error)
    }
  }
  return new Transform({
    transform: (bytes: Buffer, _encoding, done) => decode(done, bytes),
    flush: done => decode(done),
  })
}

function unreadable(path: string, encoding: string, error: unknown): Failure {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new Failure(`There is no file ${path}.`, { code: 'no-file' })
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    const words = `${path} is not written in ${encoding}. Save it as UTF-8, or say what it is: --encoding windows-1252.`
    return new Failure(words, { code: 'not-encoded-so' })
  }
  if (error instanceof RangeError)
    return new Failure(`Nobody knows the encoding ${encoding}.`, { code: 'no-encoding' })
  const why = error instanceof CsvError ? message.replace(/\s+/g, ' ') : message
  return new Failure(`${path} cannot be read as CSV: ${why}.`, { code: 'not-csv' })
}
