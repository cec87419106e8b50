import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { databaseUrl } from './testServer.ts'

/** A line to a database that a test can break. */
export interface BrokenLine {
  /** The database's address through the line. */
  url: string
  /** Ends every connection and refuses new ones, as a server does that is down. */
  cut(): void
  /** Lets nothing through any more, and says nothing of it, as a network does. */
  silence(): void
  /** Lets new connections through; those that were silenced stay so. */
  mend(): void
  close(): Promise<void>
}

export async function startLine(target: string): Promise<BrokenLine> {
  let state: 'up' | 'cut' | 'silent' = 'up'
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    keep(near)
    if (state === 'cut') return near.destroy()
    if (state === 'silent') return
    const { hostname, port } = new URL(target)
    const far = keep(connect(Number(port), hostname))
    near.pipe(far).pipe(near)
  })

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    return socket
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl(target, new URL(target).pathname.slice(1)))
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    cut() {
      state = 'cut'
      for (const socket of sockets) socket.destroy()
    },
    silence() {
      state = 'silent'
      for (const socket of sockets) socket.unpipe().pause()
    },
    mend() {
      state = 'up'
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
