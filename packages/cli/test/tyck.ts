import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const built = fileURLToPath(new URL('../dist/tyck.js', import.meta.url))

/** What a command came to. */
export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs the built command as a process, with nothing in its environment but `env`, and no terminal. */
export function tyck(args: string[], env: Record<string, string> = {}, cwd?: string): Promise<Ran> {
  const child = spawn(process.execPath, [built, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  })
  const ran: Ran = { code: null, stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', text => (ran[stream] += text))
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ ...ran, code }))
  })
}
