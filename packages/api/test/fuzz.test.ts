import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../src/config.ts'
import { fuzz } from './fuzz/fuzz.ts'
import { type Service, startService } from './service.ts'

// `npm run fuzz -- --seed 7 --requests 20000 --first 0` sets these.
const { TYCK_FUZZ_SEED = '20260301', TYCK_FUZZ_REQUESTS = '600', TYCK_FUZZ_FIRST = '0' } = process.env
const asked = {
  seed: Number(TYCK_FUZZ_SEED),
  requests: Number(TYCK_FUZZ_REQUESTS),
  first: Number(TYCK_FUZZ_FIRST),
}

let service: Service

beforeAll(async () => {
  // Whoever leaves a request unfinished is waited for as short as may be.
  const shorter = { ...limits, headersMs: 300, requestMs: 400, checkMs: 50 }
  service = await startService({ limits: shorter })
  await service.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => service.close())

test('whatever is sent, no reply is a fault of the service, repeats a word of it or keeps anybody waiting', {
  timeout: 3_600_000,
}, async () => {
  const { statuses, stored, faults } = await fuzz(service, asked)
  console.log(`seed ${asked.seed}, ${asked.requests} requests: ${JSON.stringify(statuses)}, ${stored} stored`)
  for (const fault of faults) console.log(fault.split('\n', 1)[0])
  expect(faults.slice(0, 5)).toEqual([])
  if (asked.requests < 500) return
  // It got past the door.
  expect(statuses[200]).toBeGreaterThan(asked.requests / 20)
  expect(stored).toBeGreaterThan(asked.requests / 200)
})
