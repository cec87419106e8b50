import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quantile } from '../statistics.mjs'

/** Where Postgres's own load tool is; null where it isn't. Debian has it in postgresql-contrib. */
export function findPgbench() {
  const debian = '/usr/lib/postgresql'
  const folders = existsSync(debian) ? readdirSync(debian).map(version => join(debian, version, 'bin')) : []
  for (const file of ['pgbench', ...folders.map(folder => join(folder, 'pgbench'))]) {
    try {
      execFileSync(file, ['--version'], { stdio: 'ignore' })
      return file
    } catch {
      // Not there.
    }
  }
  return null
}

/** The same row as a showing, with nobody to parse or check it: what Postgres alone can commit, one at a time. */
const script = `
insert into tyck_internal.bench_each (
  project_id, touchpoint_id, id, seq, survey_id, rules_id, respondent, channel, locale, page, layout, metadata, test, closed,
  shown_at, changed_at, received_at
) values (
  '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', uuidv7(), 1,
  '00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000004', null, 'web', 'en',
  'https://shop.example/checkout', 'one-row', '{"orderValue":49.5,"paymentMethod":"card","items":1}', false, false,
  now() - interval '1 second', now(), now()
);`

/**
 * @param {string} file
 * @param {string} url
 * @param {{ connections: number, seconds: number }} how
 */
export async function runPgbench(file, url, { connections, seconds }) {
  const folder = mkdtempSync(join(tmpdir(), 'tyck-pgbench-'))
  try {
    writeFileSync(join(folder, 'insert.sql'), script)
    // To connect is a part of its time, and takes milliseconds of work for each.
    const child = spawn(
      file,
      [
        ...[
          '--no-vacuum',
          '--protocol=prepared',
          `--file=${join(folder, 'insert.sql')}`,
          '--log',
          '--jobs=1',
        ],
        ...[
          `--log-prefix=${join(folder, 'log')}`,
          `--client=${connections}`,
          `--time=${Math.ceil(seconds + connections / 50)}`,
          url,
        ],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', text => {
        output += text
      })
    }
    const code = await new Promise(resolve => child.once('close', resolve))
    const rate = Number(/tps = ([\d.]+)/.exec(output)?.[1])
    // On a busy machine the time may be over before all have connected; then there is no rate.
    if (code !== 0) throw new Error(`pgbench: ${output}`)
    const latencies = readdirSync(folder)
      .filter(name => name.startsWith('log'))
      .flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
      .filter(line => line !== '')
      .map(line => Number(line.split(' ')[2]) / 1_000)
      .sort((a, b) => a - b)
    return { rate, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
