import { spawn } from 'node:child_process'
import {
  closeSync,
  lchownSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findPostmaster } from './postmaster.ts'
import type { Runner } from './runner.ts'

/** Settings of the server, by Postgres' names. */
export type ServerSettings = Record<string, string>

const defaults: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // What is acknowledged is on disk. On the command line no file in the data folder can switch these off.
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '128MB',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // An error's detail and statement quote the row they are about; what customers write doesn't belong in a log.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/** A cluster, and how to start a server on it. */
export interface Server {
  runner: Runner
  /** The cluster's folder. */
  cluster: string
  /** Where the server writes; kept to 10 MB, with one older file beside it. */
  log: string
  settings: ServerSettings
}

/**
 * Starts the server of a cluster that has none running, as a process that outlives us: Ctrl-C must not end it
 * before those who use it have drained. Recovery after a crash is waited for, however long it takes.
 *
 * @returns when it accepts connections.
 * @throws with the end of the log when it does not start.
 */
export async function launchServer({ runner, cluster, log, settings }: Server, port: number): Promise<void> {
  forgetStranger(cluster)
  giveTo(runner.owner, cluster)
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(log, `${log}.1`)
  const output = openSync(log, 'a', 0o600)
  const flags = Object.entries({ ...defaults, ...settings, port: `${port}` })
  const { file, args, options } = runner.command(join(runner.bin, 'postgres'), [
    '-D',
    cluster,
    ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', output, output] })
  closeSync(output)
  let ended: string | undefined
  child.once('error', error => {
    ended = error.message
  })
  child.once('exit', (code, signal) => {
    ended = signal ?? `exit code ${code}`
  })
  child.unref()

  for (;;) {
    const running = findPostmaster(cluster)
    if (running?.ready && running.pid === child.pid) return
    if (ended !== undefined) {
      throw new Error(`Postgres did not start (${ended}). The end of ${log}:\n${lastLines(log)}`)
    }
    await delay(10)
  }
}

/**
 * Removes a `postmaster.pid` that names a process which is alive and is not the server: Postgres itself would
 * refuse to start. One that names no process is left to Postgres, which also looks for what a killed server left behind.
 */
function forgetStranger(cluster: string): void {
  if (findPostmaster(cluster)) return
  const file = join(cluster, 'postmaster.pid')
  try {
    process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 0)
    rmSync(file)
  } catch {
    // No such file, or no such process.
  }
}

/** A cluster that was last run as somebody else, say before the checkout was moved, changes hands. */
function giveTo(owner: number | undefined, cluster: string): void {
  if (owner === undefined || statSync(cluster).uid === owner) return
  for (const name of readdirSync(cluster, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(cluster, name), owner, owner)
  }
  // Last, so that an interrupted change is taken up again.
  lchownSync(cluster, owner, owner)
}

function lastLines(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
}
