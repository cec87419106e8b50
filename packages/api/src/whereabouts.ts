import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { type AddressInfo, isIPv6 } from 'node:net'
import { join } from 'node:path'
import { readIfThere, writeDurably } from './postgres/durableFile.ts'
import { makeFolder } from './postgres/makeFolder.ts'

/** Where a service is: for pages, and for programs on this machine. */
interface Whereabouts {
  url: string
  local: string
}

/** How many are kept: those of killed services stay behind. */
const most = 20

/**
 * Leaves in `dataDir` where this process listens, for `npm run project` in another shell. Each process has a file of its
 * own, for several may share the folder. Nothing is left where it cannot be written: it is a convenience.
 * @returns what takes it away again
 */
export function leaveWhereabouts(dataDir: string, url: string, { address, port }: AddressInfo): () => void {
  const folder = folderIn(dataDir)
  const path = join(folder, randomUUID())
  // Nobody can call the address that stands for all.
  const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
  const mine: Whereabouts = { url, local: `http://${isIPv6(host) ? `[${host}]` : host}:${port}` }
  try {
    makeFolder(folder)
    for (const old of latestFirst(folder).slice(most - 1)) rmSync(old, { force: true })
    writeDurably(path, JSON.stringify(mine))
  } catch {
    return () => {}
  }
  return () => rmSync(path, { force: true })
}

/**
 * The address for pages of a service that left its whereabouts in `dataDir`, the latest of several; null where none answers
 * there, or none that knows the project of `publishableKey`: it was killed, or has another database.
 */
export async function findService(dataDir: string, publishableKey: string): Promise<string | null> {
  const found = await Promise.all(
    latestFirst(folderIn(dataDir)).map(async path => {
      const left = read(path)
      return left && (await knows(left.local, publishableKey)) ? left.url : null
    }),
  )
  return found.find(url => url !== null) ?? null
}

function knows(local: string, publishableKey: string): Promise<boolean> {
  const signal = AbortSignal.timeout(2_000)
  return fetch(`${local}/v1/projects/${publishableKey}/surveys`, { signal }).then(
    reply => reply.ok,
    () => false,
  )
}

const folderIn = (dataDir: string) => join(dataDir, 'services')

/** The files in `folder`; none where it is not there. */
function latestFirst(folder: string): string[] {
  try {
    return readdirSync(folder)
      .map(name => join(folder, name))
      .map(path => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((one, other) => other.at - one.at)
      .map(({ path }) => path)
  } catch {
    return []
  }
}

function read(path: string): Whereabouts | undefined {
  try {
    const text = readIfThere(path)
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
