import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { syncFolder } from './durableFile.ts'
import type { Runner } from './runner.ts'

/** Only from this machine, and only with the password. */
const access = 'host all all 127.0.0.1/32 scram-sha-256\n'

/**
 * Makes the cluster `home/data` with a role and a database, both named `tyck`. The role is no superuser, as it
 * would not be on anybody else's Postgres; it may make databases and roles. The superuser has no password and
 * so can't connect.
 *
 * All of it is made in a folder beside and renamed at the end: whatever interrupts it, there is a whole cluster
 * or none.
 *
 * @throws with what initdb said.
 */
export function initCluster(runner: Runner, binaries: Binaries, password: string): void {
  const cluster = join(runner.home, 'data')
  removeUnfinished(runner.home)
  const made = mkdtempSync(join(runner.home, `unfinished-${process.pid}-`))
  try {
    if (runner.owner !== undefined) chownSync(made, runner.owner, runner.owner)
    const options = ['-D', made, '-U', 'postgres', '--encoding=UTF8', '--auth=trust', '--no-instructions']
    run(runner, 'initdb', [...options, ...binaries.locale])
    writeFileSync(join(made, 'pg_hba.conf'), access)
    // In single-user mode each line is a statement. The password is ours, of hexadecimal digits.
    run(
      runner,
      'postgres',
      ['--single', '-c', 'exit_on_error=on', '-D', made, 'postgres'],
      `create role tyck login createdb createrole password '${password}'\ncreate database tyck owner tyck\n`,
    )
    renameSync(made, cluster)
    syncFolder(runner.home)
  } catch (error) {
    rmSync(made, { recursive: true, force: true })
    // Another process may have been quicker; its cluster is as good.
    if (!existsSync(join(cluster, 'PG_VERSION'))) throw error
  }
}

function run(runner: Runner, program: string, programArguments: string[], input = ''): void {
  const { file, args, options } = runner.command(join(runner.bin, program), programArguments)
  const { status, signal, error, stderr } = spawnSync(file, args, { ...options, input, encoding: 'utf8' })
  if (status === 0) return
  throw new Error(
    `Postgres could not make its data folder (${program}: ${error?.message ?? signal ?? `exit code ${status}`}). ` +
      `Set DATABASE_URL to use another Postgres.\n${stderr ?? ''}`.trimEnd(),
  )
}

/** What a killed start left behind, unless its process is still at it. */
function removeUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = /^unfinished-(\d+)-/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(join(home, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
