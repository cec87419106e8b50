import { expect, test } from 'vitest'
import { responseState, responsesBody } from '../src/contract/responses.ts'
import { limits } from '../src/contract/vocabulary.ts'

const state = {
  id: '01890f3e-7b5c-7cc2-98c8-0123456789ab',
  seq: 1,
  surveyId: '01890f3e-0000-7000-8000-000000000001',
  rulesId: '01890f3e-0000-7000-8000-000000000002',
  shownAgoMs: 5300,
  changedAgoMs: 0,
}
const accepts = (change: Record<string, unknown>) => responseState.safeParse({ ...state, ...change }).success
/** The field at fault, as a path. */
const fault = (change: Record<string, unknown>) =>
  responseState.safeParse({ ...state, ...change }).error?.issues[0]?.path.join('/')

test('takes the least that a showing is, and fills in the rest', () => {
  expect(responseState.parse(state)).toEqual({
    ...state,
    channel: 'web',
    test: false,
    dismissed: false,
    closed: false,
  })
})

test('drops keys that it does not know', () => {
  expect(responseState.parse({ ...state, mood: 'sunny' })).not.toHaveProperty('mood')
})

test.each(['id', 'seq', 'surveyId', 'rulesId', 'shownAgoMs', 'changedAgoMs'])('needs %s', field => {
  expect(fault({ [field]: undefined })).toBe(field)
})

test('takes a UUID in upper case, and none that is nil', () => {
  expect(accepts({ id: state.id.toUpperCase() })).toBe(true)
  for (const id of ['', 'x', '00000000-0000-0000-0000-000000000000', `${state.id}\n`, `{${state.id}}`]) {
    expect(fault({ id })).toBe('id')
  }
})

test.each([-1, 11, 10.5, Number('1e400'), Number.NaN, '9', true, null, [], {}])(
  'refuses %j as a score',
  score => {
    expect(fault({ score })).toBe('score')
  },
)

test('counts a comment in characters, not in UTF-16 units', () => {
  expect(accepts({ comment: '👍'.repeat(2_000) })).toBe(true)
  expect(accepts({ comment: '👍'.repeat(2_001) })).toBe(false)
  expect(accepts({ comment: 'å'.repeat(2_001) })).toBe(false)
  expect(accepts({ comment: '' })).toBe(false)
})

test('counts page, identity and metadata in bytes', () => {
  expect(accepts({ page: 'å'.repeat(limits.pageBytes / 2) })).toBe(true)
  expect(fault({ page: `${'å'.repeat(limits.pageBytes / 2)}x` })).toBe('page')
  expect(accepts({ identity: 'x'.repeat(limits.identityBytes) })).toBe(true)
  expect(fault({ identity: '€'.repeat(limits.identityBytes / 2) })).toBe('identity')
  const large = (values: number) =>
    Object.fromEntries(Array.from({ length: values }, (_, at) => [`k${at}`, '€'.repeat(250)]))
  expect(accepts({ metadata: large(5) })).toBe(true)
  expect(fault({ metadata: large(6) })).toBe('metadata')
})

test.each<[string, Record<string, unknown>]>([
  ['33 keys', Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`k${at}`, at]))],
  ['a key of 41 characters', { ['k'.repeat(41)]: 1 }],
  ['a key that begins with a digit', { '1st': 1 }],
  ['a value of 257 characters', { key: 'x'.repeat(257) }],
  ['something nested', { key: { deep: true } }],
  ['a list', { key: [1] }],
  ['null', { key: null }],
])('refuses metadata with %s', (_, metadata) => {
  expect(fault({ metadata })).toMatch(/^metadata/)
})

test('takes metadata up to its limits', () => {
  const full = Object.fromEntries(Array.from({ length: 32 }, (_, at) => [`k${at}`, at]))
  expect(accepts({ metadata: full })).toBe(true)
  expect(
    accepts({ metadata: { ['k'.repeat(40)]: '👍'.repeat(256), 'order.value-eur_2': -0.5, gift: false } }),
  ).toBe(true)
})

test('has an envelope without other keys, of 1 to 20 items whatever they are', () => {
  expect(responsesBody.safeParse({ key: 'pk_demo', responses: [null] }).success).toBe(true)
  expect(responsesBody.safeParse({ responses: Array(20).fill(0) }).success).toBe(true)
  expect(responsesBody.safeParse({ responses: Array(21).fill(0) }).success).toBe(false)
  expect(responsesBody.safeParse({ responses: [] }).success).toBe(false)
  expect(responsesBody.safeParse({ responses: [0], more: 1 }).success).toBe(false)
})
