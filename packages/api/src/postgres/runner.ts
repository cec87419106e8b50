import { type SpawnOptions, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from './makeFolder.ts'

/** As whom the programs of Postgres run, and from where. */
export interface Runner {
  /** The folder of the programs; a copy where the installed ones are out of reach. */
  bin: string
  /** The folder that holds the cluster. */
  home: string
  /** Who must own the cluster's files; undefined where that is whoever we are. */
  owner: number | undefined
  /** What to hand to `spawn` to run one of the programs. */
  command(program: string, args: string[]): { file: string; args: string[]; options: SpawnOptions }
}

/** "nobody": it owns nothing and exists, or needn't exist, on every Linux. */
const nobody = 65534

/**
 * Postgres refuses to run as root, and root is what one is in a container. So as root it runs as nobody; where
 * nobody can't reach the programs or the folder (a checkout under /root), in a user namespace, in which root's
 * files are still ours but our id isn't 0; where that is forbidden, from copies under /var/lib/tyck.
 *
 * @param options.unshare the program that makes a user namespace.
 * @param options.shared a folder that every user can reach.
 * @throws where none of these works, with the way out.
 */
export function findRunner(options: {
  bin: string
  home: string
  unshare?: string
  shared?: string
}): Runner {
  const { bin, unshare = 'unshare', shared = '/var/lib/tyck' } = options
  const home = realpathSync(options.home)
  if (process.getuid?.() !== 0) return runner({ bin, home })
  if (process.platform === 'linux') {
    const elsewhere = join(shared, createHash('sha256').update(home).digest('hex').slice(0, 16))
    const moved = existsSync(join(elsewhere, 'data')) && !existsSync(join(home, 'data'))
    if (!moved) {
      const asNobody = runner({ bin, home, uid: nobody })
      if (reaches(asNobody)) return asNobody
      const inNamespace = runner({ bin, home, prefix: [unshare, '-U'] })
      if (reaches(inNamespace)) return inNamespace
    }
    // Data that is there already is never left behind for an empty database elsewhere.
    if (moved || !existsSync(join(home, 'data'))) {
      makeReachable(elsewhere)
      const copied = runner({ bin: join(copyPrograms(bin, shared), 'bin'), home: elsewhere, uid: nobody })
      if (reaches(copied)) return copied
    }
  }
  throw new Error(
    `Postgres does not run as root, and no other user can reach ${home}: ` +
      'run Tyck as an ordinary user, move it to where others may read, or set DATABASE_URL to a Postgres.',
  )
}

function runner(how: { bin: string; home: string; uid?: number; prefix?: string[] }): Runner {
  const { bin, home, uid, prefix = [] } = how
  const root = process.getuid?.() === 0
  return {
    bin,
    home,
    owner: uid ?? (root ? 0 : undefined),
    command(program, args) {
      const [file, ...rest] = [...prefix, program, ...args] as [string, ...string[]]
      return {
        file,
        args: rest,
        options: {
          cwd: root ? '/' : home,
          ...(uid === undefined ? {} : { uid, gid: uid }),
          // Nothing of our environment: PGOPTIONS and its kind would change the server, and a locale its messages.
          ...(process.platform === 'win32'
            ? {}
            : { env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' } }),
        },
      }
    },
  }
}

function reaches(candidate: Runner): boolean {
  const script = '"$1" --version >/dev/null 2>&1 && cd "$2"'
  const program = join(candidate.bin, 'postgres')
  const { file, args, options } = candidate.command('/bin/sh', ['-c', script, 'sh', program, candidate.home])
  return spawnSync(file, args, { ...options, stdio: 'ignore' }).status === 0
}

/** A folder that others may enter whatever the umask, without opening those above it. */
function makeReachable(folder: string): void {
  makeFolder(folder)
  chmodSync(folder, 0o755)
}

/** Copies bin, lib and share as a whole or not at all. */
function copyPrograms(bin: string, shared: string): string {
  makeReachable(shared)
  const source = dirname(bin)
  const copy = join(shared, `postgres-${createHash('sha256').update(source).digest('hex').slice(0, 16)}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(source, unfinished, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', unfinished])
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}
