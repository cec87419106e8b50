import { expect, test } from 'vitest'
import { createRecorder } from '../src/createRecorder.ts'
import type { RecordResult } from '../src/record.ts'
import { type ResponseState, startResponse } from '../src/responseState.ts'
import { TyckError } from '../src/tyckError.ts'

const shown = {
  surveyId: '01990000-0000-7000-8000-000000000001',
  rulesId: '01990000-0000-7000-8000-000000000002',
}
const some = (count: number) => Array.from({ length: count }, () => startResponse({ ...shown, score: 9 }))
const storedOf = ({ id }: ResponseState): RecordResult => ({ id, status: 'stored' })

/** A client whose calls end when the test says so. */
function heldClient() {
  const calls: { states: readonly ResponseState[]; end(results?: RecordResult[] | Error): void }[] = []
  return {
    calls,
    recordAll: (states: readonly ResponseState[]) =>
      new Promise<RecordResult[]>((resolve, reject) => {
        const end = (results: RecordResult[] | Error = states.map(storedOf)) =>
          results instanceof Error ? reject(results) : resolve(results)
        calls.push({ states, end })
      }),
  }
}

test('what comes while a post is under way goes with the next, and each hears of its own', async () => {
  const client = heldClient()
  const recorder = createRecorder(client)
  const states = some(45)
  const told = states.map(state => recorder.record(state))
  expect(client.calls.map(({ states }) => states.length)).toEqual([1])
  expect(recorder.waiting).toBe(45)
  client.calls[0]?.end()
  await told[0]
  await expect.poll(() => client.calls.length).toBe(2)
  expect(client.calls[1]?.states).toEqual(states.slice(1, 41))
  client.calls[1]?.end()
  await expect.poll(() => client.calls.length).toBe(3)
  client.calls[2]?.end()
  await recorder.settled()
  expect(await Promise.all(told)).toEqual(states.map(storedOf))
  expect(recorder.waiting).toBe(0)
})

test('what fails takes with it what was not acknowledged, and nothing else', async () => {
  const client = heldClient()
  const recorder = createRecorder(client)
  const [first, second, third] = some(3) as [ResponseState, ResponseState, ResponseState]
  const told = [first, second, third].map(state => recorder.record(state))
  client.calls[0]?.end()
  await told[0]
  await expect.poll(() => client.calls.length).toBe(2)
  const error = new TyckError('POST /v1/responses', {
    code: 'no-reply',
    status: 0,
    detail: '',
    retryable: true,
  })
  error.results = [storedOf(second), undefined]
  client.calls[1]?.end(error)
  expect(await Promise.allSettled(told)).toEqual([
    { status: 'fulfilled', value: storedOf(first) },
    { status: 'fulfilled', value: storedOf(second) },
    { status: 'rejected', reason: error },
  ])
  await recorder.settled()
  const later = recorder.record(first)
  client.calls[2]?.end()
  expect(await later).toEqual(storedOf(first))
})

test('more than may wait are refused at once', async () => {
  const client = heldClient()
  const recorder = createRecorder(client, { most: 2 })
  const told = some(3).map(state => recorder.record(state))
  await expect(recorder.record(some(1)[0] as ResponseState)).rejects.toMatchObject({ code: 'overloaded' })
  client.calls[0]?.end()
  await expect.poll(() => client.calls.length).toBe(2)
  client.calls[1]?.end()
  expect(await Promise.all(told)).toHaveLength(3)
})
