import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { type Asked, ask, day, rowOf, startRecording, stateOf } from './recordingApp.ts'

let service: Awaited<ReturnType<typeof startRecording>>
let project: ProjectKeys
let nps: Asked

beforeAll(async () => {
  service = await startRecording()
})
afterAll(() => service.close())
beforeEach(async () => {
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, service.clock.now - day)
})

/** What is stored of a response. */
async function storedOf(change: object) {
  const state = stateOf(nps, { score: 3, ...change })
  expect(await service.post(project.publishableKey, state)).toMatchObject([{ status: 'stored' }])
  return rowOf(service.db, state.id)
}

const comment =
  'Card 4111 1111 1111 1111, anna@shop.example, call +46 70 123 45 67, I am 811228-9874, order 7731'
const metadata = {
  card: '4111-1111-1111-1111',
  contact: 'Anna <anna@shop.example>',
  orderId: '070-1234567',
  invoice: '811228-9874',
}

test('a comment is stored without card, address, phone and personal number', async () => {
  expect(await storedOf({ comment, locale: 'sv' })).toMatchObject({
    comment: 'Card [card], [email], call [phone], I am [id], order 7731',
  })
})

test('metadata are stored without card and address, and with what only looks like a phone number', async () => {
  expect(await storedOf({ metadata })).toMatchObject({
    metadata: { card: '[card]', contact: 'Anna <[email]>', orderId: '070-1234567', invoice: '811228-9874' },
    dropped_keys: 0,
  })
})

test('a card that comes as a number is dropped and counted; other numbers stay', async () => {
  const numbers = { card: 4_111_111_111_111_111, at: 1_772_366_400_000, orderValue: 420.5, order: 4_111_111 }
  const { card: _, ...others } = numbers
  expect(await storedOf({ metadata: numbers })).toMatchObject({ metadata: others, dropped_keys: 1 })
})

test("a page's address is stored without them too", async () => {
  const page = 'https://shop.example/users/anna@shop.example/cards/4111111111111111'
  expect(await storedOf({ page })).toMatchObject({ page: 'https://shop.example/users/[email]/cards/[card]' })
})

test('a project may store everything as it was written', async () => {
  const settings = { name: 'Shop', origins: [], theme: {}, masking: false }
  const reply = await service.admin('PUT', '/v1/project', settings, project.secretKey)
  expect(reply.json()).toMatchObject({ masking: false })
  expect(await storedOf({ comment, metadata })).toMatchObject({ comment, metadata })
})
