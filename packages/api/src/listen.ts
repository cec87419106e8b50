import { lookup } from 'node:dns/promises'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'

/**
 * Lets the service listen on the address of the configuration.
 * @returns where it does
 * @throws Error that names the variable at fault
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<AddressInfo> {
  // One address: on the second of `localhost` Fastify would listen with a server that knows none of our limits.
  const { address } = await lookup(host, { order: 'ipv4first' }).catch(cause => {
    throw new Error(`HOST cannot be used: no address is known for ${host}`, { cause })
  })
  try {
    await app.listen({ port, host: address })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new Error(`PORT cannot be used: ${port} is taken`, { cause })
    if (code === 'EACCES') throw new Error(`PORT cannot be used: ${port} is for the privileged`, { cause })
    if (code === 'EADDRNOTAVAIL') {
      throw new Error(`HOST cannot be used: ${host} is no address of this machine`, { cause })
    }
    throw cause
  }
  return app.server.address() as AddressInfo
}
