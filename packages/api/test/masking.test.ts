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

test.each([
  ['/c/4111%201111%201111%201111/x%20y', '/c/[card]/x%20y'],
  ['/4111%C2%A01111%C2%A01111%C2%A01111', '/[card]'],
  ['/４１１１ 1111 1111 1111', '/[card]'],
  ['/4111%2520%2D%20', '/4111%2520%2D%20'],
  ['/4111%25201111%25201111%25201111', '/[card]'],
  ['/4111%ff1111%ff1111%ff1111', '/[card]'],
  ['/order 4111_1111_1111_1111', '/order%20[card]'],
  ['/kim@m%C3%BCnchen.de/köp', '/[email]/k%C3%B6p'],
  ['/kim%EF%BC%A0shop.example', '/[email]'],
  ['/100%25/%ff/2026-03-01%2012:00', '/100%25/%ff/2026-03-01%2012:00'],
])("a page's address %s is stored as %s", async (path, masked) => {
  expect(await storedOf({ page: `https://shop.example${path}` })).toMatchObject({
    page: `https://shop.example${masked}`,
  })
})

test('a name among metadata that holds a card, and a card with a sign, are dropped and counted', async () => {
  const sent = { card_4111111111111111: true, refund: -4_111_111_111_111_111, card_12: -12.5 }
  expect(await storedOf({ metadata: sent })).toMatchObject({ metadata: { card_12: -12.5 }, dropped_keys: 2 })
})

test('a project may store everything as it was written', async () => {
  const settings = { name: 'Shop', origins: [], theme: {}, masking: false }
  const reply = await service.admin('PUT', '/v1/project', settings, project.secretKey)
  expect(reply.json()).toMatchObject({ masking: false })
  expect(await storedOf({ comment, metadata })).toMatchObject({ comment, metadata })
})
