import { responseState } from '@tyck/shared/contract/responses'
import { limits } from '@tyck/shared/contract/vocabulary'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkState, idOf } from '../src/domain/recording/checkState.ts'
import { toResponseRow } from '../src/domain/recording/toResponseRow.ts'
import type { IngestionProject } from '../src/store/ingestionProjects.ts'

const id = '01890f3e-7b5c-7cc2-98c8-0123456789ab'
const state = { id, seq: 1, surveyId: id, rulesId: id, shownAgoMs: 5300, changedAgoMs: 0 }

const now = Date.UTC(2026, 4, 17)
const survey = {
  touchpointId: id,
  metric: 'nps',
  replacedAt: null,
  archivedAt: null,
  reasons: ['a'],
  metadata: null,
} as const
const project: IngestionProject = {
  id,
  publishableKeys: ['pk_1'],
  identity: 'off',
  masking: true,
  countOnceWithin: null,
  identitySecrets: [],
  limits: null,
  origins: [],
  surveys: { [id]: survey },
  rules: { [id]: id },
}

/** Values that are right, nearly right, and wrong, for every field. */
const uuid = fc.oneof(
  fc.constantFrom(id, id.toUpperCase(), `${id} `, id.replace('-7', '-9'), id.replace('-9', '-c')),
  fc.uuid(),
)
const text = (max: number) =>
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(
        fc.constantFrom('x', 'é', '€', '👍', '\u{D800}', '\u0000'),
        fc.integer({ min: max - 1, max: max + 1 }),
      )
      .map(([unit, length]) => unit.repeat(length)),
  )
const whole = fc.oneof(
  fc.integer(),
  fc.constantFrom(-0, 0, 1, 10, 11, 1_000_000, 1_000_001, 2 ** 53 - 1, 2 ** 53, 0.5),
)
const name = fc.oneof(
  fc.constantFrom('a', 'a-b.c_1', '1a', '', 'k'.repeat(40), 'k'.repeat(41), 'a\n', 'constructor', 'toString'),
  fc.string(),
)
const anything = fc.anything({ maxDepth: 2, withNullPrototype: false })
const fields: Record<string, fc.Arbitrary<unknown>> = {
  id: uuid,
  seq: whole,
  surveyId: uuid,
  rulesId: uuid,
  respondent: text(128),
  identity: fc.oneof(text(limits.identityBytes), text(limits.identityBytes / 2)),
  channel: fc.constantFrom('web', 'kiosk', 'fax'),
  locale: fc.constantFrom('sv', 'sv-SE', 'zh-Hant-TW', 'x', 'sv_SE', 'sv-SE\n'),
  page: fc.oneof(text(limits.pageBytes), text(limits.pageBytes / 4)),
  metadata: fc.dictionary(name, fc.oneof(text(256), fc.double(), fc.boolean(), anything), {
    maxKeys: 34,
    size: 'max',
  }),
  layout: fc.constantFrom('one-row', 'two-rows', 'three-rows'),
  test: fc.boolean(),
  shownAgoMs: whole,
  answeredAgoMs: whole,
  changedAgoMs: whole,
  score: whole,
  reasons: fc.array(name, { maxLength: 9 }),
  comment: text(limits.commentCodePoints),
  dismissed: fc.boolean(),
  closed: fc.boolean(),
}
/** What JSON can say: no undefined, NaN, Infinity or __proto__. */
const asJson = (value: unknown) => {
  const parsed: unknown = JSON.parse(JSON.stringify(value))
  return parsed
}
const change = fc
  .constantFrom(...Object.keys(fields))
  .chain(field =>
    fc.oneof({ weight: 4, arbitrary: fields[field] ?? anything }, anything).map(value => [field, value]),
  )
const item = fc
  .array(change, { maxLength: 4 })
  .map(changes => asJson({ ...state, ...Object.fromEntries(changes) }))

test('has examples of every field', () => {
  expect(Object.keys(fields).sort()).toEqual(Object.keys(responseState.shape).sort())
})

test('accepts and refuses the same as the contract, and makes the same of it', () => {
  fc.assert(
    fc.property(item, candidate => {
      const byContract = responseState.safeParse(candidate)
      const checked = checkState(candidate)
      expect(checked.ok).toBe(byContract.success)
      if (!checked.ok || !byContract.success) return
      expect(toResponseRow(project, checked.state, null, null, 0, now)).toEqual(
        toResponseRow(project, byContract.data, null, null, 0, now),
      )
    }),
    { numRuns: 3_000 },
  )
})

test('names a field of the contract, and never a key of the caller', () => {
  const pointers = new Set(['', ...Object.keys(responseState.shape).map(field => `/${field}`)])
  fc.assert(
    fc.property(item, candidate => {
      const checked = checkState(candidate)
      if (!checked.ok) expect(pointers).toContain(checked.pointer.replace(/\/\d$/, ''))
    }),
  )
  expect(checkState({ ...state, reasons: ['fast', ''] })).toEqual({ ok: false, pointer: '/reasons/1' })
  expect(checkState({ ...state, metadata: { 'card number': 1 } })).toEqual({
    ok: false,
    pointer: '/metadata',
  })
  expect(checkState({ ...state, metadata: { card: null } })).toEqual({ ok: false, pointer: '/metadata' })
})

test('counts what it does not know', () => {
  expect(checkState({ ...state, mood: 'sunny', weather: { deep: [] } })).toMatchObject({
    ok: true,
    unknownKeys: 2,
  })
})

test('repeats an id only where it is one', () => {
  expect(idOf({ id: id.toUpperCase() })).toBe(id)
  for (const other of [{ id: 'x' }, { id: 5 }, { id: [id] }, {}, null, 'x', []])
    expect(idOf(other)).toBeNull()
})
