import type { AddressInfo } from 'node:net'
import { type Service, startService } from '../../api/test/service.ts'
import { type Client, createClient } from '../src/createClient.ts'

/** The service at an address, and a client of its project. */
export interface Opened {
  service: Service
  url: string
  tyck: Client
  close(): Promise<void>
}

export async function openClient(): Promise<Opened> {
  const service = await startService()
  await service.app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(service.app.server.address() as AddressInfo).port}`
  const tyck = createClient({ url, secretKey: service.keys.secretKey, retryForMs: 0 })
  return { service, url, tyck, close: service.close }
}
