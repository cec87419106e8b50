import { mkdirSync, rmSync } from 'node:fs'
import { type AddressInfo, isIPv6 } from 'node:net'
import { join } from 'node:path'
import { readIfThere, writeDurably } from './postgres/durableFile.ts'

/** Where a service is: for pages, and for programs on this machine. */
interface Whereabouts {
  url: string
  local: string
  pid: number
}

/**
 * Leaves in `dataDir` where this process listens, for `npm run project` in another shell; the latest to start stands.
 * Nothing is left where the folder cannot be written: it is a convenience.
 * @returns what takes it away again, unless another process has put its own there
 */
export function leaveWhereabouts(dataDir: string, url: string, { address, port }: AddressInfo): () => void {
  const path = pathIn(dataDir)
  // Nobody can call the address that stands for all.
  const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
  const local = `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
  const mine: Whereabouts = { url, local, pid: process.pid }
  try {
    mkdirSync(dataDir, { recursive: true })
    writeDurably(path, JSON.stringify(mine))
  } catch {
    return () => {}
  }
  return () => {
    if (read(path)?.pid === process.pid) rmSync(path, { force: true })
  }
}

/**
 * The address for pages of the service that left its whereabouts in `dataDir`; null where none answers there, or one
 * that doesn't know the project of `publishableKey`: it was killed, or has another database.
 */
export async function findService(dataDir: string, publishableKey: string): Promise<string | null> {
  const left = read(pathIn(dataDir))
  if (!left) return null
  const asked = fetch(`${left.local}/v1/projects/${publishableKey}/surveys`, {
    signal: AbortSignal.timeout(2_000),
  })
  const knows = await asked.then(
    reply => reply.ok,
    () => false,
  )
  return knows ? left.url : null
}

const pathIn = (dataDir: string) => join(dataDir, 'service')

function read(path: string): Whereabouts | undefined {
  try {
    const text = readIfThere(path)
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
