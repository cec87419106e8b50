import { beforeEach, expect, test } from 'vitest'
import { openStorage } from '../src/loader/storage.ts'
import { recall } from '../src/widget/memory.ts'
import { storeIn } from '../src/widget/store.ts'

const key = 'tyck:pk_test'
const empty = { respondent: undefined, touchpoints: {}, showings: [] }
const store = storeIn(openStorage('local'), () => true)

beforeEach(() => localStorage.clear())

test('remembers nothing at first', () => {
  expect(recall(store, 'pk_test')).toEqual(empty)
})

test('remembers what was written', () => {
  const memory = { respondent: 'r-1', touchpoints: { 'checkout.payment': { answered: 5 } }, showings: [5] }
  store.write(key, memory)
  expect(recall(store, 'pk_test')).toEqual(memory)
  expect(recall(store, 'pk_other')).toEqual(empty)
})

test.each(['', '{"respondent":', 'undefined', '[]', 'null', '5', '"text"', 'true'])(
  'takes %j for nothing',
  text => {
    localStorage.setItem(key, text)
    expect(recall(store, 'pk_test')).toEqual(empty)
  },
)

test.each<unknown>([5, 'text', null, [['a']], true])(
  'takes %j for no touchpoints, and remembers some from then on',
  touchpoints => {
    store.write(key, { touchpoints })
    const memory = recall(store, 'pk_test')
    memory.touchpoints['checkout.payment'] = { answered: 7 }
    store.write(key, memory)
    expect(recall(store, 'pk_test').touchpoints['checkout.payment']).toEqual({ answered: 7 })
  },
)

test.each<unknown>([5, 'text', null, {}, { length: 3 }])('takes %j for no showings', showings => {
  store.write(key, { showings })
  expect(recall(store, 'pk_test').showings).toEqual([])
})

test.each<unknown>([{ toString: 1 }, {}, [[]], ['r'], 0, 5, null, true, ''])(
  'takes %j for no respondent',
  respondent => {
    store.write(key, { respondent })
    expect(recall(store, 'pk_test').respondent).toBeUndefined()
  },
)

test('never hands on a respondent that is longer than the service takes', () => {
  store.write(key, { respondent: 'r'.repeat(500) })
  expect(recall(store, 'pk_test').respondent).toBe('r'.repeat(128))
})

test('is not led to the prototype of objects', () => {
  localStorage.setItem(key, '{"touchpoints":{"__proto__":{"answered":9}},"__proto__":{"respondent":"evil"}}')
  expect(recall(store, 'pk_test').respondent).toBeUndefined()
  expect(({} as Record<string, unknown>).answered).toBeUndefined()
})
