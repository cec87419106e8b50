import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/**
 * Starts an X server without a screen.
 * @returns its display, say `:99`, and how to stop it.
 */
export async function startDisplay(program: string): Promise<{ display: string; stop(): Promise<void> }> {
  // It takes the first number that is free, and tells it on its fourth channel.
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  // What it shows ends with it, so nothing outlives us.
  process.once('exit', () => server.kill())
  const ended = once(server, 'exit')
  const told = once(server.stdio[3] as Readable, 'data')
  const [number] = await Promise.race([told, ended.then(() => Promise.reject(new Error(`${program} ended`)))])
  return {
    display: `:${`${number}`.trim()}`,
    async stop() {
      server.kill()
      await ended
    },
  }
}
