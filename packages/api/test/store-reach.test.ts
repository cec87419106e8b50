import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { reachDatabase } from '../src/store/reachDatabase.ts'
import { databaseUrl, runStatement } from './testServer.ts'

const { url: server } = inject('testServer')
let name: string

beforeEach(async () => {
  name = `test_${randomBytes(8).toString('hex')}`
  await runStatement(server, `create database ${name}`)
})

afterEach(async () => {
  await runStatement(server, `drop database if exists ${name}`)
})

/** The address with some of its parts others. */
function changed(
  change: Partial<Pick<URL, 'host' | 'username' | 'password' | 'pathname' | 'search'>>,
): string {
  return Object.assign(new URL(databaseUrl(server, name)), change).href
}

/** A port of ours that nobody listens on any more. */
async function freedPort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as AddressInfo
  await new Promise(resolve => holder.close(resolve))
  return port
}

/** Passes on what comes to `port` to the server of the tests. */
async function bridge(port: number): Promise<Server> {
  const { hostname, port: to } = new URL(server)
  const passing = createServer(socket => {
    const there = connect(Number(to), hostname)
    socket.pipe(there).pipe(socket)
    for (const end of [socket, there]) end.on('error', () => {})
  })
  passing.listen(port, '127.0.0.1')
  await once(passing, 'listening')
  return passing
}

describe('reaching the database', () => {
  test('waits for one that is not up yet, and says so', async () => {
    const port = await freedPort()
    const told: string[] = []
    let passing: Promise<Server> | undefined
    await reachDatabase(changed({ host: `127.0.0.1:${port}` }), {
      waitMs: 60_000,
      onWait: error => {
        told.push(error.message)
        passing = bridge(port)
      },
    })
    expect(told).toEqual([expect.stringContaining('ECONNREFUSED')])
    const used = await passing
    await new Promise(resolve => used?.close(resolve))
  })

  test('gives up when the time is over, and at once where there is none', async () => {
    const url = changed({ host: `127.0.0.1:${await freedPort()}` })
    let waits = 0
    const patience = { waitMs: 1, onWait: () => waits++ }
    await expect(reachDatabase(url, patience)).rejects.toThrow('does not answer at the host and port')
    await expect(reachDatabase(url)).rejects.toThrow('does not answer at the host and port')
    expect(waits).toBeLessThanOrEqual(1)
  })

  test('ends with the reason of who does not want it any more', async () => {
    const stop = new AbortController()
    const url = changed({ host: `127.0.0.1:${await freedPort()}` })
    const patience = { waitMs: 60_000, signal: stop.signal, onWait: () => stop.abort(new Error('enough')) }
    await expect(reachDatabase(url, patience)).rejects.toThrow('enough')
  })

  test.each([
    ['a user that is not there', { username: 'nobody_of_this_name' }, 'the user or the password'],
    [
      'a certificate that is not there',
      { search: '?sslrootcert=/nowhere.pem' },
      'DATABASE_URL cannot be used',
    ],
    ['a database that is not there', { pathname: '/none_of_this_name' }, 'no database of the name'],
  ])('does not wait with %s', async (_what, change, message) => {
    const onWait = () => expect.unreachable()
    await expect(reachDatabase(changed(change), { waitMs: 60_000, onWait })).rejects.toThrow(message)
  })

  test('says that a host is not known', async () => {
    await expect(reachDatabase(changed({ host: 'nowhere.invalid' }))).rejects.toThrow(
      'The host of DATABASE_URL is not known',
    )
  })

  test('refuses an encoding that lacks letters', async () => {
    await runStatement(server, `drop database ${name}`)
    const made = `create database ${name} encoding 'LATIN1' locale_provider libc locale 'C' template template0`
    await runStatement(server, made)
    await expect(reachDatabase(databaseUrl(server, name))).rejects.toThrow('encoded in LATIN1')
  })
})
